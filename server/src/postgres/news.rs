//! News from one server to the others over the same database: `NOTIFY` and `LISTEN`, each on a connection of its own.
//!
//! News are told after what they are about is durable, many at once, and not in its transaction: the database lets one transaction
//! at a time end that tells something. Where they are lost with a connection, who waits hears when it is made anew, or when his
//! time is over.

use super::schema;
use crate::bell::{Bells, Topic};
use crate::error::MailboxError;
use nourish_sync::{JournalId, from_hex, to_hex};
use postgres::Client;
use postgres::fallible_iterator::FallibleIterator;
use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

const LISTEN: &str = "LISTEN nourish_news";
const TELL: &str = "SELECT pg_notify('nourish_news', $1)";
/// Topics of one notification, which may have 8,000 bytes.
const TOPICS: usize = 200;
/// How long who told something rests: what comes meanwhile is told together, and the database has other things to do.
const REST: Duration = Duration::from_millis(2);
/// How often one looks whether the house closes.
const LOOK: Duration = Duration::from_millis(500);
/// How long to wait before a connection that failed is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// Tells the other servers what there is news of.
#[derive(Debug, Clone)]
pub(crate) struct Crier(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Who tells, so that it does not hear itself.
    server: [u8; 8],
    untold: Mutex<Untold>,
    more: Condvar,
}

#[derive(Debug, Default)]
struct Untold {
    topics: HashSet<Topic>,
    closed: bool,
}

/// Starts the thread that tells and the one that listens, which rings `bells`.
pub(crate) fn listen(
    address: &str,
    server: [u8; 8],
    bells: Bells,
) -> Result<(Crier, Vec<JoinHandle<()>>), MailboxError> {
    let (telling, listening) = (schema::connect(address)?, listener(address)?);
    let shared = Arc::new(Shared { server, untold: Mutex::default(), more: Condvar::new() });
    let (teller, hearer) = (Arc::clone(&shared), Arc::clone(&shared));
    let (tell_at, hear_at) = (address.to_owned(), address.to_owned());
    let threads = vec![
        std::thread::spawn(move || tell(&teller, telling, &tell_at)),
        std::thread::spawn(move || hear(&hearer, listening, &hear_at, &bells)),
    ];
    Ok((Crier(shared), threads))
}

impl Crier {
    /// Has the others told, soon.
    pub(crate) fn cry(&self, topic: Topic) {
        self.0.untold().topics.insert(topic);
        self.0.more.notify_one();
    }

    /// Ends the threads, after what is left was told.
    pub(crate) fn close(&self) {
        self.0.untold().closed = true;
        self.0.more.notify_one();
    }
}

impl Shared {
    fn untold(&self) -> MutexGuard<'_, Untold> {
        self.untold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closed(&self) -> bool {
        self.untold().closed
    }

    /// All that is untold, as soon as there is something; none when the house closes.
    fn next(&self) -> Option<Vec<Topic>> {
        let nothing = |untold: &mut Untold| untold.topics.is_empty() && !untold.closed;
        let waited = self.more.wait_while(self.untold(), nothing);
        let mut untold = waited.unwrap_or_else(PoisonError::into_inner);
        let topics: Vec<Topic> = untold.topics.drain().collect();
        (!topics.is_empty()).then_some(topics)
    }
}

fn tell(shared: &Shared, mut client: Client, address: &str) {
    while let Some(topics) = shared.next() {
        for some in topics.chunks(TOPICS) {
            let payload = written(shared.server, some);
            while client.execute(TELL, &[&payload]).is_err() {
                if shared.is_closed() {
                    return;
                }
                std::thread::sleep(AGAIN);
                if let Ok(anew) = schema::connect(address) {
                    client = anew;
                }
            }
        }
        std::thread::sleep(REST);
    }
}

fn hear(shared: &Shared, mut client: Client, address: &str, bells: &Bells) {
    while !shared.is_closed() {
        let heard = client.notifications().timeout_iter(LOOK).next();
        if let Ok(Some(news)) = &heard {
            read(news.payload(), shared.server).into_iter().for_each(|topic| bells.ring(topic));
        }
        if heard.is_ok() && !client.is_closed() {
            continue;
        }
        match listener(address) {
            Ok(anew) => {
                client = anew;
                // What was told meanwhile was not heard.
                bells.ring_all();
            }
            Err(_) => std::thread::sleep(AGAIN),
        }
    }
}

fn listener(address: &str) -> Result<Client, MailboxError> {
    let mut client = schema::connect(address)?;
    client.batch_execute(LISTEN)?;
    Ok(client)
}

/// The server's name and the topics, as one text.
fn written(server: [u8; 8], topics: &[Topic]) -> String {
    let name = |topic: &Topic| match topic {
        Topic::Journal(journal) => format!(" j{}", to_hex(journal.as_bytes())),
        Topic::Slot(slot) => format!(" s{}", to_hex(slot)),
    };
    to_hex(&server) + &topics.iter().map(name).collect::<String>()
}

/// The topics that another server wrote; none of what this one did, or nobody.
fn read(payload: &str, server: [u8; 8]) -> Vec<Topic> {
    let mut words = payload.split(' ');
    if words.next().and_then(from_hex::<8>).is_none_or(|told_by| told_by == server) {
        return Vec::new();
    }
    let topic = |word: &str| match word.split_at_checked(1)? {
        ("j", journal) => from_hex(journal).map(|journal| Topic::Journal(JournalId::from_bytes(journal))),
        ("s", slot) => from_hex(slot).map(Topic::Slot),
        _ => None,
    };
    words.filter_map(topic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_hear_what_one_tells_and_one_does_not_hear_oneself() {
        let topics = [Topic::Journal(JournalId::from_bytes([0xab; 16])), Topic::Slot([7; 16])];
        let payload = written([1; 8], &topics);
        assert_eq!(
            payload,
            "0101010101010101 jabababababababababababababababab s07070707070707070707070707070707"
        );
        assert_eq!(read(&payload, [2; 8]), topics);
        assert_eq!(read(&payload, [1; 8]), []);
        for foreign in ["", "broth", "0202020202020202 x00 j0", "0202020202020202"] {
            assert_eq!(read(foreign, [1; 8]), [], "{foreign}");
        }
    }

    #[test]
    fn a_notification_stays_below_what_the_database_takes() {
        let topics: Vec<Topic> =
            (0..TOPICS as u128).map(|number| Topic::Slot(number.to_be_bytes())).collect();
        assert!(written([1; 8], &topics).len() < 8_000);
    }
}
