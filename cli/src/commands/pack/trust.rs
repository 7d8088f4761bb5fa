//! `nourish pack trust` and `nourish pack distrust`

use super::site_key;
use crate::access;
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal::Screen;
use serde_json::json;

pub(super) fn run(arguments: &Arguments, key: &str, trust: bool, screen: &mut Screen) -> Result<(), Failure> {
    let site = site_key(key)?;
    let mut journal = access::open(arguments)?;
    if trust {
        journal.trust_site(site)?;
    } else {
        journal.distrust_site(site)?;
    }
    if screen.is_json() {
        return screen.value(&json!({"site": site.to_string(), "trusted": trust}));
    }
    screen.line(if trust {
        "Packs that this site signed can be installed now."
    } else {
        "This site is not trusted any more; packs that it signed are set aside."
    })
}
