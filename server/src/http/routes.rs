//! The routes, as one table: the router is made of it, and the description of the API (OpenAPI 3.1) too.

use super::flow::{EVENTS_TYPE, SEQUENCE_TYPE};
use super::problem::{PROBLEM_TYPE, Problem};
use super::reply::status_of;
use super::{House, exchange, health, metrics, ready};
use crate::metrics::TEXT_TYPE;
use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use nourish_sync::{
    DIGEST_HEADER, KEY_HEADER, MESSAGE_TYPE, Refusal, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, TOKEN_HEADER,
};
use std::collections::BTreeMap;
use std::sync::Arc;

const JSON_TYPE: &str = "application/json";

/// A path and what is to be had there.
struct Route {
    path: &'static str,
    serves: Serves,
    summary: &'static str,
    /// Types of what is answered with 200.
    types: &'static [&'static str],
    refusals: &'static [Refusal],
    problems: &'static [Problem],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Serves {
    Exchange,
    Health,
    Ready,
    Metrics,
    Description,
}

const READY: Route = Route {
    path: "/ready",
    serves: Serves::Ready,
    summary: "Whether the store can be read.",
    types: &[JSON_TYPE],
    refusals: &[],
    problems: &[Problem::NotReady],
};

const ROUTES: &[Route] = &[
    Route {
        path: "/v1/journals/{journal}/exchange",
        serves: Serves::Exchange,
        summary: "A signed request of a device and its answer; to read, also everything as one sequence, or news as events.",
        types: &[MESSAGE_TYPE, SEQUENCE_TYPE, EVENTS_TYPE],
        refusals: &[Refusal::NotServed, Refusal::Busy, Refusal::Malformed, Refusal::Full, Refusal::Taken],
        problems: &[
            Problem::NoSuchPath,
            Problem::Signature,
            Problem::NotFresh(0),
            Problem::Replayed(0),
            Problem::MediaType,
            Problem::Length,
            Problem::TooLarge,
            Problem::TooSlow,
            Problem::Body,
            Problem::NotListed,
            Problem::Busy,
            Problem::TooMany,
            Problem::StorageFull,
            Problem::Storage,
        ],
    },
    Route { path: "/v1/health", ..READY },
    READY,
    Route {
        path: "/health",
        serves: Serves::Health,
        summary: "Whether the server answers at all.",
        types: &[JSON_TYPE],
        refusals: &[],
        problems: &[],
    },
    Route {
        path: "/metrics",
        serves: Serves::Metrics,
        summary: "What was counted, where the server shows it.",
        types: &[TEXT_TYPE],
        refusals: &[],
        problems: &[Problem::NoSuchPath],
    },
    Route {
        path: "/openapi.json",
        serves: Serves::Description,
        summary: "This description.",
        types: &[JSON_TYPE],
        refusals: &[],
        problems: &[],
    },
];

/// All routes.
pub(crate) fn router(house: Arc<House>) -> Router {
    let routes = ROUTES.iter();
    routes
        .fold(Router::new(), |router, route| router.route(route.path, route.serves.handler()))
        .fallback(|| async { Problem::NoSuchPath })
        .method_not_allowed_fallback(|| async { Problem::NoSuchMethod })
        .with_state(house)
}

impl Serves {
    fn handler(self) -> MethodRouter<Arc<House>> {
        match self {
            Self::Exchange => post(exchange),
            Self::Health => get(health),
            Self::Ready => get(ready),
            Self::Metrics => get(metrics),
            Self::Description => get(described),
        }
    }

    const fn method(self) -> &'static str {
        match self {
            Self::Exchange => "post",
            _ => "get",
        }
    }
}

async fn described() -> Response {
    ([(header::CONTENT_TYPE, JSON_TYPE)], description()).into_response()
}

/// The description of the API.
fn description() -> String {
    let paths: Vec<String> = ROUTES.iter().map(Route::described).collect();
    [
        r#"{"openapi":"3.1.0","info":{"title":"Nourish mailbox","version":""#,
        env!("CARGO_PKG_VERSION"),
        r#"","license":{"name":"Apache-2.0 OR MIT","identifier":"Apache-2.0 OR MIT"}},"paths":{"#,
        &paths.join(","),
        r#"},"components":{"schemas":{"Problem":{"type":"object","required":["type","title","status"],"properties":{"#,
        r#""type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"}}}}}}"#,
    ]
    .concat()
}

impl Route {
    fn described(&self) -> String {
        let (path, method, summary) = (self.path, self.serves.method(), self.summary);
        let request = if self.serves == Serves::Exchange { exchanged() } else { String::new() };
        let responses: Vec<String> =
            self.responses().iter().map(|(status, response)| response.described(*status)).collect();
        let responses = responses.join(",");
        format!(r#""{path}":{{"{method}":{{"summary":"{summary}",{request}"responses":{{{responses}}}}}}}"#)
    }

    /// What comes with each status.
    fn responses(&self) -> BTreeMap<u16, Reply> {
        let mut responses: BTreeMap<u16, Reply> = BTreeMap::new();
        responses.insert(200, Reply { says: vec!["What was asked for."], types: self.types.to_vec() });
        for refusal in self.refusals {
            let response = responses.entry(status_of(*refusal).as_u16()).or_default();
            response.add("A message that refuses.", MESSAGE_TYPE);
        }
        for problem in self.problems {
            let (status, _, title) = problem.said();
            responses.entry(status.as_u16()).or_default().add(title, PROBLEM_TYPE);
        }
        responses
    }
}

/// All that is answered with one status.
#[derive(Default)]
struct Reply {
    says: Vec<&'static str>,
    types: Vec<&'static str>,
}

impl Reply {
    fn add(&mut self, says: &'static str, kind: &'static str) {
        self.says.push(says);
        if !self.types.contains(&kind) {
            self.types.push(kind);
        }
    }

    fn described(&self, status: u16) -> String {
        let says = self.says.join(" ");
        let kinds = self.types.iter().map(|kind| match *kind {
            PROBLEM_TYPE => format!(r##""{kind}":{{"schema":{{"$ref":"#/components/schemas/Problem"}}}}"##),
            kind => format!(r#""{kind}":{{}}"#),
        });
        let kinds = kinds.collect::<Vec<_>>().join(",");
        format!(r#""{status}":{{"description":"{says}","content":{{{kinds}}}}}"#)
    }
}

/// What an exchange takes: the journal, the headers of a signature, and a message.
fn exchanged() -> String {
    let header = |(name, required): (&str, bool)| {
        format!(r#"{{"name":"{name}","in":"header","required":{required},"schema":{{"type":"string"}}}}"#)
    };
    let headers = [
        (SIGNATURE_INPUT_HEADER, true),
        (SIGNATURE_HEADER, true),
        (DIGEST_HEADER, true),
        (KEY_HEADER, false),
        (TOKEN_HEADER, false),
    ]
    .map(header)
    .join(",");
    let journal = r#"{"name":"journal","in":"path","required":true,"schema":{"type":"string","pattern":"^[0-9a-f]{32}$"}}"#;
    format!(
        r#""parameters":[{journal},{headers}],"requestBody":{{"required":true,"content":{{"{MESSAGE_TYPE}":{{}}}}}},"#
    )
}
