//! Answers as responses.

use crate::room::Room;
use hyper::StatusCode;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderValue};
use nourish_sync::{Answer, MESSAGE_TYPE, Refusal};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// A response with its body.
pub(crate) type Response = hyper::Response<Said>;

/// A part of a body that is made while it is sent.
pub(super) type Chunk = io::Result<Bytes>;

/// The body of a response.
#[derive(Debug)]
pub(crate) enum Said {
    /// All of it; none when it was sent.
    Whole(Option<Bytes>),
    /// What comes, one after another.
    Flowing(mpsc::Receiver<Chunk>),
}

impl Body for Said {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let chunk = match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Self::Flowing(chunks) => chunks.poll_recv(context),
        };
        chunk.map(|next| next.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::Flowing(_) => SizeHint::default(),
        }
    }
}

/// A response of this type.
pub(super) fn of_type(kind: &'static str, status: StatusCode, body: Said) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A response of this type that nobody on the way is to keep.
pub(super) fn unkept(kind: &'static str, status: StatusCode, body: Said) -> Response {
    let mut response = of_type(kind, status, body);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A text of this type.
pub(super) fn text(kind: &'static str, status: StatusCode, text: impl Into<Bytes>) -> Response {
    of_type(kind, status, Said::Whole(Some(text.into())))
}

/// An answer as a response. Room in memory is given back when it is sent.
pub(super) fn said(answer: Answer, permit: Option<Room>) -> Response {
    let status = match answer {
        Answer::Refused(refusal) => status_of(refusal),
        _ => StatusCode::OK,
    };
    unkept(MESSAGE_TYPE, status, Said::Whole(Some(held(answer.encode(), permit))))
}

/// The status that a refusal comes with.
pub(super) const fn status_of(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::NotServed => StatusCode::FORBIDDEN,
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Malformed => StatusCode::BAD_REQUEST,
        Refusal::Full => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Taken => StatusCode::CONFLICT,
    }
}

/// Bytes that hold their room in memory until they are sent.
pub(super) fn held(bytes: Vec<u8>, permit: Option<Room>) -> Bytes {
    let held = permit.map(|permit| permit.shrunk(bytes.len()));
    Bytes::from_owner(Sent { bytes, _held: held })
}

struct Sent {
    bytes: Vec<u8>,
    _held: Option<Room>,
}

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}
