//! Answers as responses.

use crate::room::Room;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use nourish_sync::{Answer, MESSAGE_TYPE, Refusal};

/// An answer as a response. Room in memory is given back when it is sent.
pub(super) fn said(answer: Answer, permit: Option<Room>) -> Response {
    let status = match answer {
        Answer::Refused(refusal) => status_of(refusal),
        _ => StatusCode::OK,
    };
    let headers = [(header::CONTENT_TYPE, MESSAGE_TYPE), (header::CACHE_CONTROL, "no-store")];
    (status, headers, Body::from(held(answer.encode(), permit))).into_response()
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
