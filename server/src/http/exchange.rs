//! A request of a device: it is let in by its headers, read, and answered.

use super::flow::Flow;
use super::gate::Claim;
use super::problem::Problem;
use super::reply::{Response, said};
use super::{House, Opening, waits_for};
use crate::asked::Asked;
use crate::limits::Party;
use crate::log::{Line, name};
use crate::nonces::Fresh;
use crate::visit::{Answering, Waits};
use hyper::body::{Body, Bytes, Incoming};
use hyper::{HeaderMap, header};
use nourish_sync::{Answer, JournalId, MESSAGE_TYPE, Refusal, Request, entry_hash, from_hex};
use std::future::{self, Future, poll_fn};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a body may take however short it is; beyond that it must come at [`SLOWEST_BYTES_S`].
const BODY_TIME: Duration = Duration::from_secs(10);
/// Slowest that a body may come, in bytes a second.
const SLOWEST_BYTES_S: u64 = 16 * 1024;

/// A request as it came.
pub(super) struct Letter {
    /// What stands in its path for the journal.
    pub(super) journal: String,
    pub(super) address: IpAddr,
    pub(super) headers: HeaderMap,
    pub(super) body: Incoming,
}

/// What answers a request that was let in.
type Serving = Pin<Box<dyn Future<Output = Result<Response, Problem>> + Send>>;

/// Answers a request. What is over before anybody waits is in a box of its own, so that who waits holds neither its room nor the headers.
pub(super) fn exchange(house: &Arc<House>, letter: Letter, waits: Waits) -> Answering {
    let begun = Instant::now();
    let opening = Box::pin(opened(Arc::clone(house), letter, waits));
    let house = Arc::clone(house);
    Box::pin(async move {
        let (line, serving) = opening.await;
        let response = match serving {
            Ok(serving) => serving.await.unwrap_or_else(Problem::into_response),
            Err(problem) => problem.into_response(),
        };
        let (status, took) = (response.status().as_u16(), begun.elapsed());
        house.log.write(&line, (house.clock)(), status, took);
        let request = if line.request.is_empty() { "none" } else { line.request };
        house.metrics.count(request, status, line.bytes, took);
        response
    })
}

async fn opened(house: Arc<House>, letter: Letter, waits: Waits) -> (Line, Result<Serving, Problem>) {
    let mut line = Line::default();
    let serving = match from_hex(&letter.journal).map(JournalId::from_bytes) {
        _ if !house.rates.take(Party::Address(letter.address)) => Err(Problem::TooMany),
        None => Err(Problem::NoSuchPath),
        Some(journal) => {
            line.journal = Some(journal);
            let_in(house, journal, (letter.headers, letter.body), waits, &mut line).await
        }
    };
    (line, serving)
}

/// What answers a request, once it is known who asks and what.
async fn let_in(
    house: Arc<House>,
    journal: JournalId,
    (headers, body): (HeaderMap, Incoming),
    waits: Waits,
    line: &mut Line,
) -> Result<Serving, Problem> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != MESSAGE_TYPE) {
        return Err(Problem::MediaType);
    }
    let claim = Claim::read(&headers)?;
    let now_s = (house.clock)();
    if !house.nonces().is_near(claim.input.created_s, now_s) {
        return Err(Problem::NotFresh(now_s));
    }
    let standing =
        claim.standing(journal, &house.members, &house.desk, &house.opening, &house.checks).await?;
    if standing.is_remembered() {
        let parties = [Party::Device(journal, claim.input.device), Party::Journal(journal)];
        if !parties.into_iter().all(|party| house.rates.take(party)) {
            return Err(Problem::TooMany);
        }
        let fresh = house.nonces().remember(&claim.input);
        match fresh {
            Fresh::Yes => {}
            Fresh::Seen => return Err(Problem::Replayed(now_s)),
            Fresh::Full => return Err(Problem::Busy),
        }
    }
    let party = standing.is_remembered().then_some(journal);
    let turn = house.turns.take(party).ok_or(Problem::Busy)?;
    let length = length_bytes(&headers)?;
    if length > standing.limit_bytes() {
        return Err(Problem::TooLarge);
    }
    let permit = house.room(party, length).await?;
    let body = read_body(body, length).await?;
    if entry_hash(&body) != claim.input.digest {
        return Err(Problem::Body);
    }
    line.bytes = length;
    let request = Request::decode(&body);
    drop((body, permit));
    let Ok(request) = request else { return Ok(refused(Refusal::Malformed)) };
    line.request = name(&request);
    if !standing.may_ask(&request) {
        return match house.opening {
            Opening::Listed => Err(Problem::NotListed),
            _ => Ok(refused(Refusal::NotServed)),
        };
    }
    let waiting = waits_for(journal, &request);
    // Who waits is at nothing meanwhile, and has a limit of its own.
    let turn = waiting.is_none().then_some(turn);
    let nonce = standing.is_remembered().then_some(claim.input.nonce);
    let founding = standing.founding(&request);
    let (device, is_served) = (claim.input.device, standing.is_served());
    let asked = Asked { journal, device, nonce, founding, is_served, request };
    Ok(match (Flow::wanted(&headers, &asked.request), waiting, turn) {
        (Some(flow), _, turn) => Box::pin(async move { house.flow(flow, asked, turn).await }),
        (None, Some(waiting), _) => Box::pin(house.serve_or_wait(asked, waiting, waits)),
        (None, None, turn) => Box::pin(house.serve(asked, turn)),
    })
}

fn refused(refusal: Refusal) -> Serving {
    Box::pin(future::ready(Ok(said(Answer::Refused(refusal), None))))
}

fn length_bytes(headers: &HeaderMap) -> Result<u64, Problem> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).ok_or(Problem::Length)
}

async fn read_body(mut body: Incoming, length: u64) -> Result<Bytes, Problem> {
    // No more than there is room for, however the body is framed.
    let most = usize::try_from(length).map_err(|_| Problem::TooLarge)?;
    let time = BODY_TIME + Duration::from_secs(length / SLOWEST_BYTES_S);
    let read = async {
        // Copied together: a piece that is kept keeps all that was read with it, and may be one byte of that.
        let mut bytes = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let Ok(chunk) = frame.map_err(|_| Problem::Body)?.into_data() else { continue };
            if chunk.len() > most - bytes.len() {
                return Err(Problem::Body);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Bytes::from(bytes))
    };
    tokio::time::timeout(time, read).await.map_err(|_| Problem::TooSlow)?
}
