//! A pack that no longer verifies is set aside and named, and the journal opens all the same.

use nourish_journal::{
    FileKey, Journal, JournalError, Moment, PackKey, PackRefused, Secret, Setting, SiteKey, sign_pack,
};
use nourish_seal::SeededEntropy;
use nourish_store::{Durability, Store, StoreError};
use nourish_tests::House;

const HEAD: &str = "nourish_pack = 1\nid = \"st-example\"\nversion = 3\ntitle = \"Local limits\"\n\
    issuer = \"St Example, a fictional hospital\"\nlicence = \"CC0-1.0\"\n";
const OVERRIDES: &str =
    "[[override]]\ntable = \"pons\"\nrow = \"bmi_low\"\nat_most = \"19\"\nreason = \"Decided here.\"\n";

fn site_key(seed: u64) -> PackKey {
    PackKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

fn pack(id: &str, key: &PackKey) -> Vec<u8> {
    sign_pack(&HEAD.replace("st-example", id), &[("_overrides.toml", OVERRIDES)], key).unwrap()
}

fn file_key(house: &House) -> FileKey {
    FileKey::parse(std::fs::read_to_string(house.key()).unwrap().trim()).unwrap()
}

fn open(house: &House) -> Journal {
    Journal::open(&house.journal(), Secret::KeyFile(&file_key(house))).unwrap()
}

/// A journal with one pack in force.
fn with_pack() -> House {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let mut journal = open(&house);
    journal.trust_site(site_key(1).site()).unwrap();
    journal.install_pack(&pack("st-example", &site_key(1))).unwrap();
    house
}

/// Writes a setting as no journal would.
fn forge(house: &House, setting: Setting, content: &[u8]) {
    let (key, entropy) = (file_key(house), Box::new(SeededEntropy::new(9)));
    let mut store = Store::open(&house.journal(), Secret::KeyFile(&key), Durability::Crash, entropy).unwrap();
    store.change_setting::<StoreError>(setting, |_| Ok(content.to_vec())).unwrap();
}

fn kept(files: &[&[u8]]) -> Vec<u8> {
    let of_file = |file: &&[u8]| [&u32::try_from(file.len()).unwrap().to_be_bytes()[..], file].concat();
    [vec![1], files.iter().flat_map(of_file).collect()].concat()
}

fn pons(journal: &Journal) -> String {
    let assessed = journal.assess("2026-11-20".parse().unwrap()).unwrap();
    assert_eq!(assessed.assessment.picture.weight.map(|(_, grams)| grams), Some(68_400));
    assert_eq!(assessed.packs_set_aside, journal.packs().set_aside);
    let findings = assessed.assessment.findings;
    findings.into_iter().find(|finding| finding.rule == "pons").unwrap().version
}

const BUILT_IN: &str =
    "pons 2018.1; journal_inputs 1.1; heavy_weight_basis=adjusted_25; planned_operation_severity=2";

#[test]
fn a_pack_is_in_force_when_the_journal_is_opened_again() {
    let house = with_pack();
    let journal = open(&house);
    assert_eq!(journal.packs().in_force[0].name.to_string(), "st-example 3");
    assert_eq!(pons(&journal), BUILT_IN.replace("2018.1", "2018.1; pack st-example 3: bmi_low at_most 19"));
}

#[test]
fn what_no_longer_verifies_is_set_aside_by_name_and_the_rest_is_in_force() {
    let house = with_pack();
    let good = pack("st-example", &site_key(1));
    let text = String::from_utf8(good.clone()).unwrap();
    let elsewhere = pack("elsewhere", &site_key(2));
    let changed =
        text.replace("at_most = \\\"19\\\"", "at_most = \\\"18\\\"").replace("st-example", "changed");
    forge(&house, Setting::Packs, &kept(&[changed.as_bytes(), b"{}", &elsewhere, &good]));
    let journal = open(&house);
    let aside: Vec<(&str, &PackRefused)> =
        journal.packs().set_aside.iter().map(|aside| (aside.pack.as_str(), &aside.why)).collect();
    assert_eq!(aside.len(), 3, "{aside:?}");
    assert_eq!(aside[0], ("(unreadable)", &PackRefused::NotAPack));
    assert_eq!(aside[1], ("changed", &PackRefused::BadSignature { pack: "changed".into() }));
    let site = site_key(2).site();
    assert_eq!(aside[2], ("elsewhere", &PackRefused::UnknownSite { pack: "elsewhere".into(), site }));
    assert!(pons(&journal).contains("pack st-example 3"));
}

#[test]
fn of_two_packs_that_contradict_each_other_one_is_set_aside_whatever_their_order() {
    let house = with_pack();
    let (one, other) = (pack("a-first", &site_key(1)), pack("b-second", &site_key(1)));
    for files in [[&one[..], &other], [&other[..], &one]] {
        forge(&house, Setting::Packs, &kept(&files));
        let journal = open(&house);
        assert_eq!(journal.packs().in_force[0].name.id, "a-first");
        let aside = &journal.packs().set_aside[0];
        assert!(aside.why.to_string().contains("changed twice"), "{}", aside.why);
        assert_eq!(aside.pack, "b-second");
    }
}

#[test]
fn a_setting_that_says_nothing_leaves_the_built_in_rules() {
    for (setting, content, why) in [
        (Setting::Packs, &b""[..], PackRefused::Damaged),
        (Setting::Packs, &[1, 0, 0, 0, 9, 1], PackRefused::Damaged),
        (Setting::Packs, &[2], PackRefused::NewerFormat),
        (Setting::Sites, &[1, 7], PackRefused::Damaged),
        (Setting::Sites, &[9, 7], PackRefused::NewerFormat),
    ] {
        let house = with_pack();
        forge(&house, setting, content);
        let journal = open(&house);
        assert_eq!(
            (journal.packs().set_aside[0].pack.as_str(), &journal.packs().set_aside[0].why),
            ("(all)", &why)
        );
        assert_eq!(pons(&journal), BUILT_IN);
        house.run(&["status"]).done().says(&["Pack (all) is set aside", "built-in rules are used"]);
    }
}

#[test]
fn what_a_newer_version_kept_is_not_written_over() {
    let house = with_pack();
    forge(&house, Setting::Packs, &[2, 1, 2, 3]);
    let refused = open(&house).install_pack(&pack("st-example", &site_key(1))).unwrap_err();
    assert_eq!(refused, JournalError::Pack(PackRefused::NewerFormat));
    forge(&house, Setting::Sites, &[2, 1, 2, 3]);
    let refused = open(&house).trust_site(SiteKey::from_bytes([1; 32])).unwrap_err();
    assert_eq!(refused, JournalError::Pack(PackRefused::NewerFormat));
}

#[test]
fn no_more_sites_and_packs_are_kept_than_can_be_read() {
    let house = House::new();
    let mut journal = open(&house);
    for number in 0..32 {
        journal.trust_site(SiteKey::from_bytes([number; 32])).unwrap();
    }
    let refused = journal.trust_site(SiteKey::from_bytes([32; 32])).unwrap_err();
    assert_eq!(refused, JournalError::Pack(PackRefused::TooMany));
    assert_eq!(open(&house).trusted_sites().len(), 32);
}

#[test]
fn another_program_sees_the_pack_when_it_takes_the_journal_up_again() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    let mut first = open(&house);
    first.suspend().unwrap();
    let mut second = open(&house);
    second.trust_site(site_key(1).site()).unwrap();
    second.install_pack(&pack("st-example", &site_key(1))).unwrap();
    drop(second);
    first.resume().unwrap();
    assert!(pons(&first).contains("pack st-example 3"));
    let now = Moment::parse("2026-11-20T08:00[Europe/Madrid]").unwrap();
    let report = first.report(None, None, &now, nourish_journal::Audience::CareTeam).unwrap();
    assert!(report.to_json().contains("pack st-example 3: bmi_low at_most 19"));
}
