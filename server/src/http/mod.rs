//! The mailbox over HTTP. Its routes stand in one table ([`routes`]).

mod exchange;
mod flow;
mod gate;
mod problem;
mod ready;
mod reply;
mod routes;

pub use gate::Opening;
pub(crate) use reply::Response;
pub(crate) use routes::answering;

use crate::asked::Asked;
use crate::bell::{Bells, Topic};
use crate::checks::Checks;
use crate::desk::{Clock, Desk};
use crate::limits::Rates;
use crate::log::Log;
use crate::members::Members;
use crate::metrics::{Metrics, TEXT_TYPE};
use crate::nonces::Nonces;
use crate::postgres::Crier;
use crate::room::{Room, Rooms};
use crate::serve::Options;
use crate::staff::Staff;
use crate::turns::{Party as Worked, Turn, Turns};
use crate::visit::Waits;
use hyper::StatusCode;
use nourish_sync::{Answer, JournalId, Kept, PARCEL_BYTES, Refusal, Request};
use problem::Problem;
use ready::Readiness;
use reply::{said, text};
use routes::JSON_TYPE;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Longest that one waits for news.
const WAIT: Duration = Duration::from_secs(60);
/// What every request needs.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) bells: Bells,
    /// Tells servers beside us, where there may be some.
    crier: Option<Crier>,
    pub(crate) clock: Clock,
    pub(crate) log: Log,
    opening: Opening,
    members: Members,
    checks: Checks,
    nonces: Mutex<Nonces>,
    turns: Turns,
    rates: Rates,
    readiness: Readiness,
    pub(crate) metrics: Metrics,
    shows_metrics: bool,
    rooms: Rooms,
}

/// The address that a connection comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl House {
    pub(crate) fn new(staff: Staff, clock: Clock, log: Log, options: &Options) -> Self {
        let Staff { desk, bells, crier, .. } = staff;
        let nonces = Mutex::new(Nonces::new(clock()));
        Self {
            desk,
            bells,
            crier,
            clock,
            log,
            opening: options.opening.clone(),
            members: Members::default(),
            checks: Checks::default(),
            nonces,
            turns: Turns::default(),
            rates: Rates::new(options.limits),
            readiness: Readiness::default(),
            metrics: Metrics::default(),
            shows_metrics: options.metrics,
            rooms: Rooms::new(),
        }
    }
}

/// That the server answers at all.
fn well() -> Response {
    text(JSON_TYPE, StatusCode::OK, r#"{"status":"ok"}"#)
}

/// Whether the store can be read, as of the last second. Balancers ask often and from one address, so nobody is put off.
async fn ready(house: Arc<House>) -> Response {
    let asked = Arc::clone(&house);
    let asking = async move { asked.desk.served(JournalId::from_bytes([0; 16])).await.is_ok() };
    if house.readiness.is_ready(asking).await { well() } else { Problem::NotReady.into_response() }
}

/// What was counted, where that is to be shown.
fn metrics(house: &House) -> Response {
    match house.shows_metrics {
        true => text(TEXT_TYPE, StatusCode::OK, house.metrics.text(house.bells.count())),
        false => Problem::NoSuchPath.into_response(),
    }
}

impl House {
    fn nonces(&self) -> std::sync::MutexGuard<'_, Nonces> {
        self.nonces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Room in memory for so many bytes.
    async fn room(&self, party: Worked, bytes: u64) -> Result<Room, Problem> {
        self.rooms.take(party, bytes).await.ok_or(Problem::Busy)
    }

    /// Answers a request of one who may ask it, and wakes those who wait for what it brings.
    async fn serve(self: Arc<Self>, asked: Asked, _turn: Option<Turn>) -> Result<Response, Problem> {
        let (journal, request) = (asked.journal, &asked.request);
        let brings = match request {
            Request::Append { .. } | Request::Close => Some(Topic::Journal(journal)),
            Request::PutSlot { slot, .. } => Some(Topic::Slot(*slot)),
            _ => None,
        };
        let room = self.room(asked.party(), most_bytes(request)).await?;
        let answer = self.answer(asked).await?;
        let brought = match &answer {
            Answer::Appended { kept, .. } => kept.iter().any(|kept| matches!(kept, Kept::At(_))),
            answer => *answer == Answer::Done,
        };
        if let Some(topic) = brings.filter(|_| brought) {
            self.bells.ring(topic);
            self.metrics.news();
            if let Some(crier) = &self.crier {
                crier.cry(topic);
            }
        }
        Ok(said(answer, Some(room)))
    }

    async fn answer(&self, asked: Asked) -> Result<Answer, Problem> {
        let (journal, device) = (asked.journal, asked.device);
        let answer = self.desk.answer(asked).await?;
        if answer == Some(Answer::Refused(Refusal::NotServed)) {
            self.members.forget(journal, device);
        }
        answer.ok_or_else(|| Problem::Replayed((self.clock)()))
    }

    /// Asks again with every ring, until there is something or the time is over. What is needed for asking alone has a box of its own, so
    /// that who waits does not hold its room.
    async fn serve_or_wait(
        self: Arc<Self>,
        asked: Asked,
        (topic, wait): (Topic, Duration),
        may_wait: Waits,
    ) -> Result<Response, Problem> {
        let until = Instant::now() + wait;
        let seat = self.bells.sit(topic);
        loop {
            let mut rung = pin!(seat.as_ref().map(|seat| seat.notify().notified()));
            // From here on no ring is missed.
            if let Some(rung) = rung.as_mut().as_pin_mut() {
                rung.enable();
            }
            let (answer, room) = Box::pin(self.answer_in_room(&asked)).await?;
            let nothing = match &answer {
                Answer::Parcels { parcels, .. } => parcels.is_empty(),
                answer => *answer == Answer::Found(None),
            };
            let Some(rung) = rung.as_pin_mut().filter(|_| nothing && !self.bells.is_closed()) else {
                return Ok(said(answer, Some(room)));
            };
            drop(room);
            may_wait.begin();
            if timeout_at(until, rung).await.is_err() {
                return Ok(said(answer, None));
            }
        }
    }

    async fn answer_in_room(&self, asked: &Asked) -> Result<(Answer, Room), Problem> {
        let room = self.room(asked.party(), most_bytes(&asked.request)).await?;
        let again = Asked { request: asked.request.clone(), ..*asked };
        Ok((self.answer(again).await?, room))
    }
}

impl Asked {
    /// Whose share of what there is it takes. Who is remembered is served for a journal.
    fn party(&self) -> Worked {
        self.nonce.map(|_| self.journal)
    }
}

/// What a request waits for, and how long at most.
fn waits_for(journal: JournalId, request: &Request) -> Option<(Topic, Duration)> {
    let (topic, wait_ms) = match request {
        Request::Read { wait_ms, .. } => (Topic::Journal(journal), *wait_ms),
        Request::GetSlot { slot, wait_ms, .. } => (Topic::Slot(*slot), *wait_ms),
        _ => return None,
    };
    (wait_ms > 0).then(|| (topic, WAIT.min(Duration::from_millis(wait_ms.into()))))
}

/// About how many bytes the answer may have.
fn most_bytes(request: &Request) -> u64 {
    let parcel = PARCEL_BYTES as u64;
    match request {
        Request::Read { limit_bytes, .. } => parcel.saturating_add(*limit_bytes).min(2 * parcel),
        Request::GetCheckpoint | Request::GetPart { .. } => parcel,
        Request::Heads { .. } | Request::GetSlot { .. } => 1_024 * 1_024,
        _ => 16 * 1_024,
    }
}
