//! Answers that go on: all of a journal as a sequence of messages, and news as they come.

use super::problem::Problem;
use super::reply::{Chunk, Response, Said, held, said, unkept};
use super::{House, most_bytes};
use crate::asked::Asked;
use crate::bell::Topic;
use crate::turns::Turn;
use hyper::body::Bytes;
use hyper::{HeaderMap, StatusCode, header};
use nourish_sync::{Answer, PARCEL_BYTES, Request, to_hex};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Messages one after another (RFC 8742).
pub(super) const SEQUENCE_TYPE: &str = "application/cbor-seq";
/// Events that the server sends.
pub(super) const EVENTS_TYPE: &str = "text/event-stream";
/// How often who listens is told that there is still somebody here.
const PULSE: Duration = Duration::from_secs(15);
/// Chunks that are ready before somebody takes them.
const AHEAD: usize = 1;

/// What a request to read may ask for in place of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Everything of the journal.
    Everything,
    /// A word with every piece of news.
    News,
}

impl Flow {
    /// What the headers ask for.
    pub(super) fn wanted(headers: &HeaderMap, request: &Request) -> Option<Self> {
        let accept = headers.get(header::ACCEPT).filter(|_| matches!(request, Request::Read { .. }))?;
        match accept.to_str().ok()? {
            SEQUENCE_TYPE => Some(Self::Everything),
            EVENTS_TYPE => Some(Self::News),
            _ => None,
        }
    }
}

impl House {
    /// Begins to answer, once it is known that the device is served. A turn is held for as long as everything is given, none by
    /// who listens.
    pub(super) async fn flow(
        self: &Arc<Self>,
        flow: Flow,
        asked: Asked,
        turn: Option<Turn>,
    ) -> Result<Response, Problem> {
        let Request::Read { after, limit_bytes, .. } = asked.request else { return Err(Problem::Body) };
        let first = Asked { request: count_alone(), ..asked };
        let answer = self.answer(first).await?;
        if !matches!(answer, Answer::Parcels { .. }) {
            return Ok(said(answer, None));
        }
        let asked = Asked { nonce: None, founding: None, request: count_alone(), ..asked };
        let (chunks, flowing) = mpsc::channel(AHEAD);
        let house = Arc::clone(self);
        let kind = match flow {
            Flow::Everything => {
                tokio::spawn(async move {
                    if house.everything(asked, (after, limit_bytes), &chunks).await.is_err() {
                        // The body is broken off, so that nobody takes it for all.
                        let _ = chunks.send(Err(io::ErrorKind::Interrupted.into())).await;
                    }
                    drop(turn);
                });
                SEQUENCE_TYPE
            }
            Flow::News => {
                drop(turn);
                let seat = self.bells.sit(Topic::Journal(asked.journal)).ok_or(Problem::Busy)?;
                tokio::spawn(async move { house.news(asked, seat, &chunks).await });
                EVENTS_TYPE
            }
        };
        Ok(unkept(kind, StatusCode::OK, Said::Flowing(flowing)))
    }

    /// Pages until there are no more, the heads, the checkpoint with its parts, and a word that this was all.
    async fn everything(
        &self,
        asked: Asked,
        (mut after, limit_bytes): (u64, u64),
        chunks: &mpsc::Sender<Chunk>,
    ) -> Result<(), Problem> {
        loop {
            let limit_bytes = limit_bytes.clamp(1, PARCEL_BYTES as u64);
            let page = Request::Read { after, limit_bytes, wait_ms: 0 };
            let answer = self.give(&asked, page, chunks).await?;
            let Answer::Parcels { parcels, .. } = answer else { return Err(Problem::Body) };
            match parcels.last() {
                Some((place, _)) => after = *place,
                None => break,
            }
        }
        self.give(&asked, Request::Heads { publish: None }, chunks).await?;
        self.give(&asked, Request::GetCheckpoint, chunks).await?;
        for hash in self.desk.parts(asked.journal).await? {
            self.give(&asked, Request::GetPart { hash }, chunks).await?;
        }
        let end = Ok(Bytes::from(Answer::Done.encode()));
        chunks.send(end).await.map_err(|_| Problem::Body)
    }

    /// Answers one request as a part of the sequence. Who is no longer served is given no more.
    async fn give(
        &self,
        asked: &Asked,
        request: Request,
        chunks: &mpsc::Sender<Chunk>,
    ) -> Result<Answer, Problem> {
        let permit = self.room(Some(asked.journal), most_bytes(&request)).await?;
        let answer = self.answer(Asked { request, ..*asked }).await?;
        if matches!(answer, Answer::Refused(_)) {
            return Err(Problem::Body);
        }
        let chunk = Ok(held(answer.encode(), Some(permit)));
        chunks.send(chunk).await.map_err(|_| Problem::Body)?;
        Ok(answer)
    }

    /// Says how many parcels there are: at once, and whenever that changes.
    async fn news(&self, asked: Asked, seat: crate::bell::Seat, chunks: &mpsc::Sender<Chunk>) {
        let mut said = None;
        loop {
            let mut rung = std::pin::pin!(seat.notify().notified());
            // From here on no ring is missed.
            rung.as_mut().enable();
            let answer = self.answer(Asked { request: count_alone(), ..asked }).await;
            let Ok(Answer::Parcels { generation, count, .. }) = answer else { return };
            let now = Some((generation, count));
            if said != now {
                let generation = to_hex(&generation);
                let event = format!(
                    "event: news\nid: {count}\ndata: {{\"generation\":\"{generation}\",\"count\":{count}}}\n\n"
                );
                if chunks.send(Ok(Bytes::from(event))).await.is_err() {
                    return;
                }
                said = now;
            }
            while !self.bells.is_closed() && tokio::time::timeout(PULSE, rung.as_mut()).await.is_err() {
                if chunks.send(Ok(Bytes::from_static(b":\n\n"))).await.is_err() {
                    return;
                }
            }
            if self.bells.is_closed() {
                return;
            }
        }
    }
}

/// Asks for the count of parcels and none of them.
const fn count_alone() -> Request {
    Request::Read { after: u64::MAX, limit_bytes: 0, wait_ms: 0 }
}
