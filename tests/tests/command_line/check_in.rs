//! `nourish check-in` from a file, as text and as JSON, good and bad; and on a real terminal, key by key.

use nourish_tests::House;
use std::process::{Command, Stdio};

const TODAY: &str = "set = \"daily\"\n[answers]\nurgent = \"none\"\nweight = \"68.4 kg\"\nnausea = 3\nvomiting = 1\nold-food = false\nstools = 2\n";

#[test]
fn a_file_of_answers_is_logged_where_rules_and_lists_look_for_it() {
    let house = House::new();
    house.write("today.toml", TODAY);
    house.run(&["check-in", "--answers", "today.toml"]).done().says(&[
        "Logged",
        "weight 68.4 kg",
        "vomit count 1",
        "check-in",
    ]);
    house.run(&["list"]).done().says(&["symptom", "level 3", "answered by patient"]);
    let json = r#"{"set": "weekly", "on_behalf": true, "answers": {"fatigue-severity": 4, "fatigue-interference": 2}}"#;
    house.write("week.json", json);
    let logged = house.run(&["--json", "check-in", "--answers", "week.json"]).done().json();
    assert_eq!(logged["entries"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&logged["alert"], &logged["entries"][2]["fields"]["answered_by"]),
        (&serde_json::Value::Null, &"carer".into())
    );
    house.run(&["status"]).done().says(&["atigue"]);
}

#[test]
fn a_red_flag_in_a_file_is_said_first_with_the_number_to_call() {
    let house = House::new();
    house.log(&["care-contact", "emergency-line", "phone=555 0100"]);
    house.write("now.toml", "[answers]\nurgent = [\"chest-pain\"]\n");
    house.run(&["check-in", "--answers", "now.toml"]).done().says(&[
        "!!! Call the emergency number now.",
        "Pain in the chest",
        "555 0100",
    ]);
    house
        .run(&["--json", "check-in", "--answers", "now.toml", "--language", "es"])
        .done()
        .says(&["Llame ahora"]);
    house.run(&["status"]).done().says(&["Pain in the chest"]);
}

#[test]
fn what_is_wrong_in_a_file_is_named_with_its_remedy_and_nothing_is_logged() {
    let house = House::new();
    house.log(&["weight", "68.4kg"]);
    for (text, says) in [
        ("[answers]\nwieght = \"68 kg\"\n", "there is no question wieght in the set daily"),
        ("[answers]\nnausea = 7\n", "question nausea: this is none of the answers; use: 0, 1, 2, 3, 4"),
        ("[answers]\nfluids = 200\n", "unit"),
        ("[answers]\nold-food = false\n", "question old-food: it is not asked here"),
        ("set = \"monthly\"\n[answers]\n", "use one of: daily, weekly, post-operative, tube, line"),
        ("[answers\n", "line 1"),
    ] {
        house.write("bad.toml", text);
        house.run(&["check-in", "--answers", "bad.toml"]).refused(3, &[says]);
    }
    house.run(&["check-in", "--answers", "nowhere.toml"]).refused(3, &["the file of answers"]);
    house
        .run(&["check-in", "--language", "spanish please", "--answers", "bad.toml"])
        .refused(2, &["language"]);
    house
        .run(&["check-in"])
        .refused(2, &["--answers", "there is no terminal to ask on", "--print-questions"]);
    // A red flag is said all the same, then what is wrong.
    for wrong in ["weight = 68.4 kg", "wieght = \"68 kg\"", "nausea = 7", "old-food = false"] {
        house.write("bad.toml", format!("[answers]\n{wrong}\nurgent = [\"chest-pain\"]\n"));
        let ran = house.run(&["check-in", "--answers", "bad.toml"]).with_code(3);
        ran.says(&["!!! Call the emergency number now.", "Pain in the chest"]);
    }
    let listed = house.run(&["--json", "list"]).done();
    assert!(!listed.out.contains("check-in"), "{}", listed.out);
}

#[test]
fn questions_are_printed_by_name_in_both_languages() {
    let house = House::new();
    let printed = house.run(&["check-in", "--print-questions"]).done();
    printed.says(&[
        "daily 1.0: Daily check-in",
        "vomiting-blood",
        "an amount with its unit in quotes: kg, lb, st",
    ]);
    let json = house
        .run(&["--json", "check-in", "--print-questions", "--set", "weekly", "--language", "es"])
        .done()
        .json();
    assert_eq!(json["title"], "Control semanal");
    assert!(json["questions"].as_array().unwrap().len() > 30);
}

/// Types keys into a terminal of 80 columns and 24 lines, made by Python's own pty; says what was seen.
fn typed(house: &House, arguments: &[&str], keys: &str) -> Option<String> {
    let script = r#"
import fcntl, os, pty, select, struct, sys, termios, time
keys = sys.argv[1].encode().decode("unicode_escape").encode("latin-1")
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
seen, sent, begun = b"", 0, time.time()
while time.time() - begun < 60:
    ready, _, _ = select.select([terminal], [], [], 0.4)
    if ready:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    elif sent < len(keys):
        size = 3 if keys[sent:sent + 2] == b"\x1b[" else 1
        os.write(terminal, keys[sent:sent + size])
        sent += size
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
"#;
    let call = house.command(arguments);
    let mut python = Command::new("python3");
    python.args(["-c", script, keys]).arg(call.get_program()).args(call.get_args());
    python.current_dir(call.get_current_dir()?).env("TERM", "xterm").stderr(Stdio::piped());
    let ran = python.output().ok()?;
    assert!(
        ran.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

#[test]
fn on_a_terminal_keys_answer_an_alert_comes_at_once_and_what_was_left_is_gone_on_with() {
    let house = House::new();
    house.log(&["care-contact", "emergency-line", "phone=555 0100"]);
    // The fourth line is ticked; the alert is read; a weight is typed with its unit chosen; then Esc.
    let Some(seen) = typed(&house, &["check-in"], "4\\r\\r68.4\\r1\\r\\x1b") else { return };
    assert!(seen.contains("CALL NOW") && seen.contains("555 0100"), "{seen}");
    house.run(&["list"]).done().says(&["weight 68.4 kg", "chest-pain", "completed no"]);
    // Going on: hunger is "mild", everything else is skipped, the summary is saved.
    let keys = format!("1\\r{}\\r", "\\t".repeat(24));
    let seen = typed(&house, &["check-in", "--resume"], &keys).unwrap();
    assert!(seen.contains("What you said") || seen.contains("Saved:"), "{seen}");
    house.run(&["list"]).done().says(&["weight 68.4 kg", "appetite-loss", "completed yes"]);
    house.run(&["check-in", "--resume"]).refused(2, &["there is no terminal"]);
}
