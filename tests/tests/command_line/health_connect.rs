//! Health Connect's exported database, from the command line.

use nourish_tests::House;
use rusqlite::Connection;

const TABLES: &str = "
    CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT, app_icon BLOB);
    INSERT INTO application_info_table VALUES (1, 'com.example.scale', 'Scale', zeroblob(200000)), (2, 'org.example.nourish', 'Ours', NULL);
    CREATE TABLE weight_record_table (row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, client_record_id TEXT,
        last_modified_time INTEGER, recording_method INTEGER, time INTEGER, zone_offset INTEGER, local_date INTEGER, weight REAL);
    CREATE TABLE nutrition_record_table (row_id INTEGER PRIMARY KEY, uuid BLOB, app_info_id INTEGER, client_record_id TEXT,
        last_modified_time INTEGER, start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER,
        energy REAL, protein REAL, total_carbohydrate REAL, total_fat REAL, meal_type INTEGER, meal_name TEXT);
    CREATE TABLE steps_record_table (row_id INTEGER PRIMARY KEY, count INTEGER);";

/// 2026-11-18T07:00:00Z, and a minute later in milliseconds.
const MORNING_MS: i64 = 1_794_985_200_000;
/// The evening of the samples (2026-11-20T21:00+01:00) and a day on.
const LATER_MS: i64 = 1_795_204_800_000 + 86_400_000;

fn export(house: &House, name: &str) -> Connection {
    let connection = Connection::open(house.path(name)).unwrap();
    connection.execute_batch(TABLES).unwrap();
    connection
}

fn weight(connection: &Connection, uuid: u8, app: i64, client: &str, modified_ms: i64, weight_g: f64) {
    connection
        .execute(
            "INSERT OR REPLACE INTO weight_record_table VALUES (?1, ?2, ?3, ?4, ?5, 2, ?6, 3600, 0, ?7)",
            (
                i64::from(uuid),
                vec![uuid; 16],
                app,
                client,
                modified_ms,
                MORNING_MS + i64::from(uuid) * 60_000,
                weight_g,
            ),
        )
        .unwrap();
}

#[test]
fn the_database_of_a_phone_comes_in_once_and_without_what_we_wrote_there() {
    let house = House::new();
    let database = export(&house, "health_connect_export.db");
    weight(&database, 1, 1, "", MORNING_MS, 68_200.0);
    weight(&database, 2, 1, "nourish:0123456789abcdef", MORNING_MS, 68_300.0);
    weight(&database, 3, 2, "", MORNING_MS, 68_400.0);
    weight(&database, 4, 1, "", MORNING_MS, 5e-324);
    let meal = "INSERT INTO nutrition_record_table VALUES (1, zeroblob(16), 1, NULL, ?1, ?1, NULL, ?1, NULL, 100000.0, 5e-324, 12.5, 5e-324, 2, 'soup')";
    database.execute(meal, [MORNING_MS]).unwrap();
    drop(database);

    let import = ["import", "health_connect_export.db", "--own-app", "org.example.nourish"];
    let ran = house.run(&import).with_code(0);
    ran.says(&[
        "added 2 entries",
        "left out 2 written there by this journal's own app",
        "left out 1 without a value",
    ]);
    house.run(&import).with_code(0).says(&["added 0 entries, had 2 already"]);
    let listed = house.run(&["list", "--from", "2026-11-18", "--to", "2026-11-18"]).with_code(0);
    listed.says(&["weight 68.2 kg", "energy 100 kcal, carbohydrate 12.5 g"]);
    assert_eq!(house.sound(), 2);
}

#[test]
fn a_value_that_was_changed_on_the_phone_is_corrected_and_a_persons_own_correction_stands() {
    let house = House::new();
    let database = export(&house, "a.db");
    weight(&database, 1, 1, "", MORNING_MS, 68_200.0);
    weight(&database, 2, 1, "", MORNING_MS, 67_000.0);
    weight(&database, 3, 1, "", MORNING_MS, 66_000.0);
    house.run(&["import", "a.db"]).with_code(0).says(&["added 3 entries"]);
    let second = house.run(&["--json", "list", "--from", "2026-11-18", "--to", "2026-11-18"]).with_code(0);
    let rows: Vec<serde_json::Value> =
        second.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let id = rows.iter().find(|row| row["fields"]["weight_g"] == 67_000).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    house.run(&["amend", &id, "weight=67.1kg", "--reason", "read again"]).with_code(0);

    weight(&database, 1, 1, "", LATER_MS, 68_900.0);
    weight(&database, 2, 1, "", LATER_MS, 67_900.0);
    // Not changed since it was imported, whatever it says: an older export.
    weight(&database, 3, 1, "", MORNING_MS, 65_000.0);
    let later = ["import", "a.db", "--as-of", "2026-11-22T21:00"];
    house.run(&later).with_code(0).says(&["added 0 entries, had 2 already", "corrected 1 entry"]);
    house.run(&later).with_code(0).says(&["had 3 already"]).never_says(&["corrected"]);
    let listed = house.run(&["list", "--from", "2026-11-18", "--to", "2026-11-18"]).with_code(0);
    listed.says(&["68.9 kg", "67.1 kg", "66 kg"]);
    house.run(&["show", rows[0]["id"].as_str().unwrap()]).with_code(0);
}

#[test]
fn what_is_no_export_is_refused() {
    let house = House::new();
    Connection::open(house.path("other.db")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    house.run(&["import", "other.db"]).with_code(3).says(&["health-connect-db"]);
    house.run(&["import", "journal.nourish"]).with_code(3).says(&["health-connect-db"]);
    let database = export(&house, "cut.db");
    for uuid in 1..200 {
        weight(&database, uuid, 1, "", MORNING_MS, 68_200.0);
    }
    drop(database);
    let bytes = std::fs::read(house.path("cut.db")).unwrap();
    house.write("cut.db", &bytes[..bytes.len() / 2]);
    house.run(&["import", "cut.db"]).with_code(3).says(&["damaged", "nothing was imported"]);
    house.write("export.zip", b"PK\x03\x04rest");
    house.run(&["import", "export.zip"]).with_code(3).says(&["unpack it"]);
    assert_eq!(house.sound(), 0);
}
