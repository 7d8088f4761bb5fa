//! The mailbox over HTTP. Its routes stand in one table ([`routes`]).

mod flow;
mod gate;
mod problem;
mod reply;
mod routes;

pub use gate::Opening;
pub(crate) use routes::router;

use crate::asked::Asked;
use crate::bell::{Bells, Topic};
use crate::desk::{Clock, Desk};
use crate::limits::{Party, Rates};
use crate::log::{Line, Log, name};
use crate::members::Members;
use crate::metrics::{Metrics, TEXT_TYPE};
use crate::nonces::{Fresh, Nonces};
use crate::postgres::Crier;
use crate::room::{Room, Rooms};
use crate::serve::Options;
use crate::staff::Staff;
use crate::turns::{Party as Worked, Turns};
use crate::visit::Waits;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use flow::Flow;
use gate::Claim;
use nourish_sync::{
    Answer, JournalId, Kept, MESSAGE_TYPE, PARCEL_BYTES, Refusal, Request, entry_hash, from_hex,
};
use problem::Problem;
use reply::said;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::timeout_at;

/// Longest that one waits for news.
const WAIT: Duration = Duration::from_secs(60);
/// What a body may take however short it is; beyond that it must come at [`SLOWEST_BYTES_S`].
const BODY_TIME: Duration = Duration::from_secs(10);
/// Slowest that a body may come, in bytes a second.
const SLOWEST_BYTES_S: u64 = 16 * 1024;

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
    nonces: Mutex<Nonces>,
    turns: Turns,
    rates: Rates,
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
            nonces,
            turns: Turns::default(),
            rates: Rates::new(options.limits),
            metrics: Metrics::default(),
            shows_metrics: options.metrics,
            rooms: Rooms::new(),
        }
    }
}

/// Whether the server answers at all.
async fn health() -> Response {
    well()
}

/// Whether the store can be read.
async fn ready(State(house): State<Arc<House>>) -> Response {
    match house.desk.served(JournalId::from_bytes([0; 16])).await {
        Ok(_) => well(),
        Err(_) => Problem::NotReady.into_response(),
    }
}

fn well() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], r#"{"status":"ok"}"#).into_response()
}

/// What was counted, where that is to be shown.
async fn metrics(State(house): State<Arc<House>>) -> Response {
    if !house.shows_metrics {
        return Problem::NoSuchPath.into_response();
    }
    ([(header::CONTENT_TYPE, TEXT_TYPE)], house.metrics.text(house.bells.count())).into_response()
}

async fn exchange(
    State(house): State<Arc<House>>,
    Path(journal): Path<String>,
    Extension(Peer(address)): Extension<Peer>,
    Extension(waits): Extension<Waits>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let begun = Instant::now();
    let mut line = Line::default();
    let response = match from_hex(&journal).map(JournalId::from_bytes) {
        _ if !house.rates.take(Party::Address(address)) => Problem::TooMany.into_response(),
        None => Problem::NoSuchPath.into_response(),
        Some(journal) => {
            line.journal = Some(journal);
            answered(&house, journal, (headers, body), &waits, &mut line)
                .await
                .unwrap_or_else(Problem::into_response)
        }
    };
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    house.log.write(&line, (house.clock)(), status, took);
    house.metrics.count(
        if line.request.is_empty() { "none" } else { line.request },
        status,
        line.bytes,
        took,
    );
    response
}

async fn answered(
    house: &Arc<House>,
    journal: JournalId,
    (headers, body): (HeaderMap, Body),
    waits: &Waits,
    line: &mut Line,
) -> Result<Response, Problem> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != MESSAGE_TYPE) {
        return Err(Problem::MediaType);
    }
    let claim = Claim::read(&headers)?;
    let now_s = (house.clock)();
    if !house.nonces().is_near(claim.input.created_s, now_s) {
        return Err(Problem::NotFresh(now_s));
    }
    // What is over before anybody waits is boxed, so that who waits does not hold its room.
    let standing = claim.standing(journal, &house.members, &house.desk, &house.opening);
    let standing = Box::pin(standing).await?;
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
    let body = Box::pin(read_body(body, length)).await?;
    if entry_hash(&body) != claim.input.digest {
        return Err(Problem::Body);
    }
    line.bytes = length;
    let request = Request::decode(&body);
    drop((body, permit));
    let Ok(request) = request else { return Ok(said(Answer::Refused(Refusal::Malformed), None)) };
    line.request = name(&request);
    if !standing.may_ask(&request) {
        return match house.opening {
            Opening::Listed => Err(Problem::NotListed),
            _ => Ok(said(Answer::Refused(Refusal::NotServed), None)),
        };
    }
    // Who waits is at nothing meanwhile, and has a limit of its own.
    let _turn = waits_for(journal, &request).is_none().then_some(turn);
    let nonce = standing.is_remembered().then_some(claim.input.nonce);
    let founding = standing.founding(&request);
    let (device, is_served) = (claim.input.device, standing.is_served());
    let asked = Asked { journal, device, nonce, founding, is_served, request };
    let flow = Flow::wanted(&headers, &asked.request);
    // Who waits keeps no headers in memory, nor what they were read into.
    drop(headers);
    match flow {
        Some(flow) => Box::pin(house.flow(flow, asked, _turn)).await,
        None => house.serve(asked, waits).await,
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
    async fn serve(&self, asked: Asked, may_wait: &Waits) -> Result<Response, Problem> {
        let (journal, request) = (asked.journal, &asked.request);
        let brings = match request {
            Request::Append { .. } | Request::Close => Some(Topic::Journal(journal)),
            Request::PutSlot { slot, .. } => Some(Topic::Slot(*slot)),
            _ => None,
        };
        let answer_bytes = most_bytes(request);
        let waits = waits_for(journal, request);
        let (answer, permit) = match waits {
            Some((topic, wait)) => self.answer_or_wait(asked, (topic, wait), answer_bytes, may_wait).await?,
            None => {
                let permit = self.room(asked.party(), answer_bytes).await?;
                (self.answer(asked).await?, Some(permit))
            }
        };
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
        Ok(said(answer, permit))
    }

    async fn answer(&self, asked: Asked) -> Result<Answer, Problem> {
        let (journal, device) = (asked.journal, asked.device);
        let answer = self.desk.answer(asked).await?;
        if answer == Some(Answer::Refused(Refusal::NotServed)) {
            self.members.forget(journal, device);
        }
        answer.ok_or_else(|| Problem::Replayed((self.clock)()))
    }

    /// Asks again with every ring, until there is something or the time is over.
    async fn answer_or_wait(
        &self,
        asked: Asked,
        (topic, wait): (Topic, Duration),
        answer_bytes: u64,
        may_wait: &Waits,
    ) -> Result<(Answer, Option<Room>), Problem> {
        let until = tokio::time::Instant::now() + wait;
        let seat = self.bells.sit(topic);
        loop {
            let rung = seat.as_ref().map(|seat| seat.notify().notified());
            let mut rung = std::pin::pin!(rung);
            // From here on no ring is missed.
            if let Some(rung) = rung.as_mut().as_pin_mut() {
                rung.enable();
            }
            let permit = self.room(asked.party(), answer_bytes).await?;
            let again = Asked { request: asked.request.clone(), ..asked };
            let answer = Box::pin(self.answer(again)).await?;
            let nothing = match &answer {
                Answer::Parcels { parcels, .. } => parcels.is_empty(),
                answer => *answer == Answer::Found(None),
            };
            let Some(rung) = rung.as_pin_mut().filter(|_| nothing && !self.bells.is_closed()) else {
                return Ok((answer, Some(permit)));
            };
            drop(permit);
            may_wait.begin();
            if timeout_at(until, rung).await.is_err() {
                return Ok((answer, None));
            }
        }
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

fn length_bytes(headers: &HeaderMap) -> Result<u64, Problem> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).ok_or(Problem::Length)
}

async fn read_body(body: Body, length: u64) -> Result<Bytes, Problem> {
    // No more than there is room for, however the body is framed.
    let most = usize::try_from(length).map_err(|_| Problem::TooLarge)?;
    let time = BODY_TIME + Duration::from_secs(length / SLOWEST_BYTES_S);
    match tokio::time::timeout(time, to_bytes(body, most)).await {
        Err(_) => Err(Problem::TooSlow),
        Ok(read) => read.map_err(|_| Problem::Body),
    }
}
