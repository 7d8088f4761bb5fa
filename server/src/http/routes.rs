//! The routes, as one table: a request is led by it, and the description of the API (OpenAPI 3.1) is made of it too.

use super::exchange::{Letter, exchange};
use super::flow::{EVENTS_TYPE, SEQUENCE_TYPE};
use super::problem::{PROBLEM_TYPE, Problem};
use super::reply::{Response, status_of, text};
use super::{House, Peer, metrics, ready, well};
use crate::metrics::TEXT_TYPE;
use crate::visit::{Answering, Waits};
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, StatusCode};
use nourish_sync::{
    DIGEST_HEADER, KEY_HEADER, MESSAGE_TYPE, Refusal, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER, TOKEN_HEADER,
};
use std::collections::BTreeMap;
use std::future;
use std::sync::{Arc, LazyLock};

pub(super) const JSON_TYPE: &str = "application/json";

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

/// Begins to answer a request, as its path and method have it.
pub(crate) fn answering(
    house: &Arc<House>,
    request: Request<Incoming>,
    Peer(address): Peer,
    waits: Waits,
) -> Answering {
    let (parts, body) = request.into_parts();
    let found = ROUTES.iter().find_map(|route| Some((route.serves, route.named_in(parts.uri.path())?)));
    let at_once = |response| -> Answering { Box::pin(future::ready(response)) };
    match found {
        None => at_once(Problem::NoSuchPath.into_response()),
        Some((serves, _)) if !serves.takes(&parts.method) => at_once(serves.refused()),
        Some((Serves::Exchange, journal)) => {
            let letter = Letter { journal: journal.to_owned(), address, headers: parts.headers, body };
            exchange(house, letter, waits)
        }
        Some((Serves::Ready, _)) => Box::pin(ready(Arc::clone(house))),
        Some((Serves::Health, _)) => at_once(well()),
        Some((Serves::Metrics, _)) => at_once(metrics(house)),
        Some((Serves::Description, _)) => at_once(text(JSON_TYPE, StatusCode::OK, DESCRIPTION.as_str())),
    }
}

impl Serves {
    fn takes(self, method: &Method) -> bool {
        match self {
            Self::Exchange => method == Method::POST,
            // The connection leaves a body out where there is to be none.
            _ => method == Method::GET || method == Method::HEAD,
        }
    }

    fn refused(self) -> Response {
        let mut response = Problem::NoSuchMethod.into_response();
        let allowed = if self == Self::Exchange { "POST" } else { "GET,HEAD" };
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
        response
    }

    const fn method(self) -> &'static str {
        match self {
            Self::Exchange => "post",
            _ => "get",
        }
    }
}

/// The description of the API: always the same, so it is made once.
static DESCRIPTION: LazyLock<String> = LazyLock::new(description);

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
    /// What stands in a path where the route's has something in braces; none where it is not of this route.
    fn named_in<'a>(&self, path: &'a str) -> Option<&'a str> {
        let Some((begin, named)) = self.path.split_once('{') else {
            return (path == self.path).then_some("");
        };
        let (_, end) = named.split_once('}')?;
        let named = path.strip_prefix(begin)?.strip_suffix(end)?;
        (!named.is_empty() && !named.contains('/')).then_some(named)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_of_one_route_to_the_letter() {
        let named = |path: &str| {
            let found: Vec<_> =
                ROUTES.iter().filter_map(|route| Some((route.serves, route.named_in(path)?))).collect();
            assert!(found.len() <= 1, "{path}");
            found.first().map(|(serves, named)| (*serves, (*named).to_owned()))
        };
        assert_eq!(named("/v1/journals/0a/exchange"), Some((Serves::Exchange, "0a".to_owned())));
        for (path, serves) in [
            ("/v1/health", Serves::Ready),
            ("/ready", Serves::Ready),
            ("/health", Serves::Health),
            ("/metrics", Serves::Metrics),
            ("/openapi.json", Serves::Description),
        ] {
            assert_eq!(named(path), Some((serves, String::new())));
        }
        for none in [
            "",
            "/",
            "/v1/journals//exchange",
            "/v1/journals/exchange",
            "/v1/journals/0a/0b/exchange",
            "/v1/journals/0a/exchange/",
            "/v1/journals/0a",
            "/health/",
            "//health",
            "/Health",
        ] {
            assert_eq!(named(none), None, "{none}");
        }
    }
}
