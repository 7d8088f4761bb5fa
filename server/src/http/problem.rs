//! What is wrong with a request before it is one of the protocol, as problem details (RFC 9457).

use super::reply::{Response, text};
use crate::error::MailboxError;
use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use nourish_sync::TIME_HEADER;

/// The media type of problem details.
pub(super) const PROBLEM_TYPE: &str = "application/problem+json";

/// Why a request was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is nothing at this path.
    NoSuchPath,
    /// The path takes another method.
    NoSuchMethod,
    /// The headers with the signature are missing, or in another form.
    Signature,
    /// The request's time is not near ours, which is this.
    NotFresh(i64),
    /// The request came before.
    Replayed(i64),
    /// The body has another type.
    MediaType,
    /// The body's length is not said.
    Length,
    /// The body is larger than this device may send.
    TooLarge,
    /// The body came too slowly.
    TooSlow,
    /// The body is not the one that was signed, or broke off.
    Body,
    /// The device is not served, and its journal is not one that may be brought: said to all whom neither lets in, whatever there is of
    /// the journal.
    NotListed,
    /// No more can be taken at this time.
    Busy,
    /// Too many requests came of this address, journal or device.
    TooMany,
    /// The store cannot be read.
    NotReady,
    /// The disk is full.
    StorageFull,
    /// The disk cannot be read or written.
    Storage,
}

impl Problem {
    /// The status, the name of the problem's type, and what it says.
    pub(super) const fn said(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoSuchPath => (StatusCode::NOT_FOUND, "no-such-path", "There is nothing at this path."),
            Self::NoSuchMethod => {
                (StatusCode::METHOD_NOT_ALLOWED, "no-such-method", "This path takes another method.")
            }
            Self::Signature => (
                StatusCode::BAD_REQUEST,
                "signature",
                "Signature-Input, Signature, Content-Digest or Nourish-Key is missing or of another form.",
            ),
            Self::NotFresh(_) => (
                StatusCode::UNAUTHORIZED,
                "not-fresh",
                "The request was signed too long ago, or by a clock that is wrong; Nourish-Time says the time here.",
            ),
            Self::Replayed(_) => {
                (StatusCode::UNAUTHORIZED, "replayed", "The request came before; sign it with a new nonce.")
            }
            Self::MediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "The body must be application/cbor.")
            }
            Self::Length => (StatusCode::LENGTH_REQUIRED, "length", "Content-Length is missing."),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large."),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow", "The body came too slowly."),
            Self::Body => {
                (StatusCode::BAD_REQUEST, "body", "The body broke off, or is not the one that was signed.")
            }
            Self::NotListed => (
                StatusCode::FORBIDDEN,
                "not-listed",
                "This mailbox serves journals that its operator has listed, and their devices: give the operator the id that nourish circle list shows, or have a member let this device in.",
            ),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", "Too much to do; ask again later."),
            Self::TooMany => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests in a minute; ask again later.")
            }
            Self::NotReady => (StatusCode::SERVICE_UNAVAILABLE, "not-ready", "The store cannot be read."),
            Self::StorageFull => {
                (StatusCode::INSUFFICIENT_STORAGE, "storage-full", "The disk is full; nothing was kept.")
            }
            Self::Storage => {
                (StatusCode::INTERNAL_SERVER_ERROR, "storage", "The disk does not answer; ask again later.")
            }
        }
    }
}

impl Problem {
    /// The problem as a response.
    pub(super) fn into_response(self) -> Response {
        let (status, name, title) = self.said();
        let number = status.as_u16();
        let body = format!(r#"{{"type":"urn:nourish:problem:{name}","title":"{title}","status":{number}}}"#);
        let mut response = text(PROBLEM_TYPE, status, body);
        if let Self::NotFresh(now_s) | Self::Replayed(now_s) = self {
            response.headers_mut().insert(TIME_HEADER, HeaderValue::from(now_s));
        }
        if matches!(self, Self::Busy | Self::TooMany) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(5));
        }
        response
    }
}

impl From<MailboxError> for Problem {
    fn from(error: MailboxError) -> Self {
        match error {
            MailboxError::StorageFull => Self::StorageFull,
            MailboxError::InUse => Self::Busy,
            _ => Self::Storage,
        }
    }
}
