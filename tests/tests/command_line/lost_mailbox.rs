//! A server that loses its file, or gets an old copy of it back, is brought everything again by the devices.

use crate::three_devices::Ward;
use std::fs;

const FILE: &str = "mailbox.sqlite";

#[test]
fn a_patient_a_carer_and_a_clinic_meet_at_a_server_that_is_lost_and_healed() {
    let mut ward = Ward::open(&format!("sqlite:{FILE}"));
    ward.lives_a_day();

    ward.stop();
    let names: Vec<_> = fs::read_dir(ward.folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, [FILE]);
    fs::remove_file(ward.folder().join(FILE)).unwrap();
    ward.start(&[]);
    ward.is_healed_by("clinic", &["clinic"]);
    ward.newcomer_gets_everything("tablet");
    ward.house.sound();
}

#[test]
fn a_server_that_was_put_back_from_an_old_copy_is_brought_what_came_after_it() {
    let mut ward = Ward::open(&format!("sqlite:{FILE}"));
    ward.stop();
    let (file, copy) = (ward.folder().join(FILE), ward.folder().join("copy"));
    fs::copy(&file, &copy).unwrap();
    ward.start(&[]);
    // The copy knows the carer as a member; the removal came after it.
    ward.lives_a_day();

    ward.stop();
    fs::copy(&copy, &file).unwrap();
    ward.start(&["--restored"]);
    ward.is_healed_by("clinic", &["clinic"]);
    ward.newcomer_gets_everything("tablet");
    ward.stop();
    // The next start is one as every other.
    ward.start(&[]);
    let again = ward.house.run(&["--json", "sync"]).done().json();
    assert_eq!(again["mailbox_was_renewed"], false);
    ward.house.sound();
}
