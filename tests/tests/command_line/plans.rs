//! A plan is set, shown, followed and answered, and a list of many says who needs the team first.

use nourish_tests::House;

#[test]
fn a_regimen_is_planned_and_a_later_plan_says_what_it_replaced() {
    let house = House::new();
    house
        .run(&["plan", "regimen", "flot", "--start", "2026-12-01"])
        .done()
        .says(&["Planned 16", "without doses"]);
    house.log(&["feeding-plan", "energy_min=1800kcal", "set_by=nurse", "--at", "2026-11-01"]);
    house.log(&["feeding-plan", "energy_min=2000kcal", "set_by=dietitian", "--at", "2026-11-18"]);
    house.log(&["treatment", "modality=surgery", "status=planned", "name=gastrectomy", "--at", "2027-03-08"]);
    house.log(&[
        "surgery-preparation",
        "feeding_days=10",
        "product=Drink 1.5",
        "supplement=400ml",
        "solids_until=6h",
    ]);
    house.log(&["sick-day-rule", "situation=nothing stays down", "action=small sips", "call=nurse"]);
    house.run(&["plan"]).done().says(&[
        "at least 2000 kcal   set by dietitian on 2026-11-18; before: at least 1800 kcal",
        "gastrectomy on 2027-03-08, in 108 days",
        "2027-02-26 to 2027-03-07: Drink 1.5, 400 ml a day",
        "solid food until 6 h before the operation",
        "2026-12-01  FLOT, cycle 1: docetaxel, fluorouracil, leucovorin, oxaliplatin",
        "nothing stays down: small sips (call: nurse)",
        "no number is recorded",
    ]);
    let plan = house.run(&["--json", "plan"]).done().json();
    assert_eq!(plan["targets"]["energy_kcal_milli"]["value"]["least"], 2_000_000);
    assert_eq!(plan["targets"]["energy_kcal_milli"]["replaced"]["set"]["role"], "nurse");
    assert_eq!(plan["treatments"].as_array().unwrap().len(), 17);
    assert_eq!(plan["cycles"].as_array().unwrap().len(), 4);
    house.run(&["plan", "regimen", "flut", "--start", "2026-12-01"]).refused(3, &["flot", "capox"]);
    house.run(&["plan", "regimen", "flot"]).refused(2, &["--start"]);
    house
        .run(&["plan", "regimen", "flot", "--start", "2026-12-01", "--cycles", "99"])
        .refused(3, &["1 to 40"]);
}

#[test]
fn what_is_due_is_said_and_reminded_of_outside_quiet_hours() {
    let house = House::new();
    house.log(&["height", "170cm", "--at", "2026-11-19T08:00"]);
    let at = |time: &str, rest: &[&str]| house.run(&[&["--as-of", time], rest].concat()).done();
    at("2026-11-20T08:00", &["due"]).says(&["Due now", "Weigh in the morning"]);
    at("2026-11-20T08:00", &["due", "--language", "es"]).says(&["Pesarse por la mañana"]);
    house.log(&["weight", "68kg", "--at", "2026-11-20T08:10"]);
    at("2026-11-20T09:00", &["due"]).says(&["Done today", "Next"]);
    let json = at("2026-11-20T09:00", &["--json", "due"]).json();
    assert_eq!(json["problems"].as_array().unwrap().len(), 0);
    let reminders =
        at("2026-11-20T09:00", &["--json", "due", "--reminders", "100", "--quiet", "20:00-11:00"]);
    let reminders = reminders.json_lines();
    assert_eq!(reminders.len(), 64);
    for reminder in &reminders {
        let clock = &reminder["at"].as_str().unwrap()[11..16];
        assert!(("11:00".."20:00").contains(&clock), "{clock}");
    }
    house.run(&["due", "--quiet", "late"]).refused(2, &["21:30-07:00"]);
}

#[test]
fn today_is_told_to_patient_and_carer_in_their_language() {
    let house = House::new();
    house.log(&["feeding-plan", "energy_min=2000kcal"]);
    house.log(&["oral-intake", "energy=500kcal"]);
    house.log(&["note", "text=please weigh again", "sender=nurse", "recipient=patient"]);
    let ran = house.run(&["today"]).done();
    ran.says(&[
        "[#####               ]  Energy: 500 of 2000 kcal so far.",
        "Protein: not known yet",
        "nurse: please weigh again",
    ]);
    house
        .run(&["today", "--for", "carer", "--language", "es"])
        .done()
        .says(&["Energía: 500 de 2000 kcal hasta ahora."]);
    let rings = house.run(&["--json", "today"]).done().json()["rings"].clone();
    assert_eq!(rings[0]["filled_percent"], 25);
    assert_eq!(rings[1]["delivered"], serde_json::Value::Null);
    house.run(&["today", "--language", "?"]).refused(2, &["--language"]);
}

#[test]
fn a_feed_is_computed_exactly_and_checked() {
    let house = House::empty();
    let feed = |fields: &[&str]| house.plain(&[&["feed"], fields].concat());
    // 75 ml/h over ten hours: 750 ml, 1125 kcal, 45 g, and 577.5 ml of water.
    let night = [
        "formula=high-energy-1-5",
        "rate=75ml/h",
        "duration=10h",
        "route=jejunostomy",
        "mode=bolus",
        "flush=200ml",
    ];
    feed(&night).done().says(&[
        "750 ml",
        "1125 kcal",
        "45 g",
        "577.5 ml",
        "777.5 ml",
        "look    bolus into bowel: a bolus into the small bowel",
    ]);
    feed(&["formula=site-fibre"]).refused(2, &["standard-1-0"]);
    feed(&["rate=75l"]).refused(2, &["rate"]);
    feed(&["speed=75"]).refused(2, &["rate_step_every"]);
    let head = "version = \"1\"\nlicence = \"CC0-1.0\"\n[source]\ncitation = \"Label.\"\n[[formula]]\nid = \"site-fibre\"\ntitle = \"Fibre\"\n";
    house.write("site.toml", head);
    feed(&["--formulas", "site.toml", "formula=site-fibre"])
        .refused(3, &["site-fibre", "density_kcal_per_ml", "line 6"]);
    house.write("site.toml", format!("{head}density_kcal_per_ml = \"1.28\"\n"));
    feed(&["--formulas", "site.toml", "formula=site-fibre", "volume=1000ml"])
        .done()
        .says(&["1280 kcal", "unknown"]);
}

#[test]
fn a_worklist_sorts_names_what_it_cannot_open_and_hides_nobody() {
    let house = House::empty();
    for (name, flag) in [("anna", "rigors"), ("berta", "collapse"), ("clara", "")] {
        let (journal, key) = (format!("ward/{name}.nourish"), format!("ward/{name}.key"));
        std::fs::create_dir_all(house.path("ward")).unwrap();
        house.plain(&["--journal", &journal, "init", "--make-key-file", &key]).done();
        let open = [
            "--journal",
            &journal,
            "--key-file",
            &key,
            "--zone",
            "Europe/Madrid",
            "--as-of",
            "2026-11-20T20:00",
        ];
        house.plain(&[&open[..], &["log", "weight", "60kg"]].concat()).done();
        if !flag.is_empty() {
            let (asked, yes) = (format!("asked={flag}"), format!("yes={flag}"));
            house.plain(&[&open[..], &["log", "check-in", "set=daily", &asked, &yes]].concat()).done();
        }
    }
    let list = |more: &[&str]| {
        house.plain(
            &[&["--as-of", "2026-11-20T21:00", "--zone", "Europe/Madrid", "worklist", "ward"], more].concat(),
        )
    };
    let ran = list(&[]).done();
    let place = |name: &str| ran.out.find(name).unwrap();
    assert!(place("berta") < place("anna") && place("anna") < place("clara"));
    ran.says(&[
        "3 people as of 2026-11-20, 1 emergency, 1 to call today, 1 with nothing open",
        "Emergency",
        "Call today",
    ]);
    list(&["--level", "same-day"]).done().says(&["2 people", "1 left out by the filter"]);
    list(&["--flag", "red_flag:rigors"]).done().says(&["1 person"]);
    // Without its key one stays shut; the others are there.
    std::fs::remove_file(house.path("ward/anna.key")).unwrap();
    house.write("ward/damaged.nourish", "no journal");
    let ran = list(&["--responses", "7"]).with_code(1);
    ran.says(&["berta", "clara", "2 people", "2 not opened", "1 flag raised, 0 answered"]);
    let json = house.plain(&["--json", "--as-of", "2026-11-20", "worklist", "ward"]).with_code(1).json();
    assert_eq!(json["people"][0]["label"], "berta");
    assert_eq!(json["people"][0]["level"], "emergency");
    let shut: Vec<&str> =
        json["not_opened"].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert_eq!(shut, ["anna", "damaged"]);
    // Two of one name are told apart, and each keeps what is said of it.
    std::fs::create_dir_all(house.path("hall")).unwrap();
    for ending in ["nourish", "key"] {
        std::fs::copy(
            house.path(&format!("ward/clara.{ending}")),
            house.path(&format!("hall/berta.{ending}")),
        )
        .unwrap();
    }
    let both = house.plain(&[
        "--as-of",
        "2026-11-20T21:00",
        "--zone",
        "Europe/Madrid",
        "worklist",
        "ward/berta.nourish",
        "hall/berta.nourish",
        "--responses",
        "7",
    ]);
    both.done().says(&["ward/berta.nourish", "hall/berta.nourish", "1 flag raised, 0 answered"]);
    // A key that opens none of them opens none, and says so of each.
    house.plain(&["worklist", "nobody.nourish"]).with_code(1).says(&["0 people", "1 not opened"]);
}
