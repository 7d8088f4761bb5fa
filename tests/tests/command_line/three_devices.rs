//! The phones of a patient and a carer and a desk of a clinic, each a program of its own, and the server where they meet.
#![allow(dead_code, reason = "each suite uses what it needs")]

use nourish_tests::{House, Served};
use std::path::Path;

/// A patient who shares with a carer and a clinic over a server.
pub(crate) struct Ward {
    pub(crate) house: House,
    /// The server's own folder.
    folder: tempfile::TempDir,
    store: String,
    /// The address and port that it keeps.
    listen: String,
    server: Option<Served>,
}

impl Ward {
    /// The circle is founded, and both were let in.
    pub(crate) fn open(store: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Served::start(folder.path(), &["--store", store]);
        let (house, store, listen) = (House::new(), store.to_owned(), server.listen());
        let ward = Self { house, folder, store, listen, server: Some(server) };
        ward.house.found_circle(&ward.address());
        for (device, name, role) in
            [("carer", "Ander Invented", "carer"), ("clinic", "Ward Invented", "clinician")]
        {
            ward.house.invite(&ward.address(), device, &["--name", name, "--role", role]);
        }
        ward
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.listen)
    }

    pub(crate) fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Starts it again, at the same address.
    pub(crate) fn start(&mut self, more: &[&str]) {
        let more = [&["--store", self.store.as_str()], more].concat();
        self.server = Some(Served::at(&self.listen, self.folder.path(), &more));
    }

    /// All who are still served meet, until nobody has anything new.
    pub(crate) fn meet(&self, devices: &[&str]) {
        for _ in 0..2 {
            self.house.run(&["sync"]).done();
            for device in devices {
                self.house.run_of(device, &["sync"]).done();
            }
        }
    }

    /// What somebody who joins only now gets from the server is everything that the patient has.
    pub(crate) fn newcomer_gets_everything(&self, device: &str) {
        self.house.invite(&self.address(), device, &["--own-device"]);
        self.house.run_of(device, &["sync"]).done();
        let entries = |exported: &str| {
            let mut entries: Vec<String> = exported.lines().map(str::to_owned).collect();
            entries.sort();
            entries
        };
        let theirs = self.house.run_of(device, &["export"]).done().out;
        assert_eq!(entries(&theirs), entries(&self.house.export()));
        assert!(!theirs.is_empty());
    }

    /// Weighed at home without a network, fed by the carer, read by the clinic; then the carer leaves.
    pub(crate) fn lives_a_day(&mut self) {
        let house = &self.house;
        let weighed = house.log(&["weight", "68.4kg", "--at", "2026-11-20T08:00"]);
        self.stop();
        let house = &self.house;
        house.log(&[
            "symptom",
            "nausea",
            "attribute=severity",
            "level=2",
            "recall_days=1",
            "--at",
            "2026-11-20T09:00",
        ]);
        house.run(&["sync"]).refused(9, &["cannot be reached; nothing is lost"]);
        house.run_of("carer", &["log", "tube-feed", "delivered=450ml", "--at", "2026-11-20T12:00"]).done();
        house.run_of("clinic", &["list"]).done().never_says(&["68.4 kg", "450 ml"]);

        self.start(&[]);
        self.meet(&["carer", "clinic"]);
        let house = &self.house;
        for device in ["carer", "clinic"] {
            house.run_of(device, &["list"]).done().says(&["68.4 kg", "450 ml", "nausea"]);
        }
        let of_clinic = house.run_of("clinic", &["--json", "show", &weighed]).done().json();
        assert_eq!(of_clinic, house.run(&["--json", "show", &weighed]).done().json());

        house.run(&["circle", "remove", "Ander Invented"]).done();
        self.meet(&["clinic"]);
        let house = &self.house;
        house.log(&["weight", "67.7kg", "--at", "2026-11-20T20:00"]);
        house.run_of("carer", &["log", "tube-feed", "delivered=333ml", "--at", "2026-11-20T20:30"]).done();
        self.meet(&["clinic"]);
        self.carer_stays_outside();
        self.house.run_of("clinic", &["list"]).done().says(&["67.7 kg"]).never_says(&["333 ml"]);
        self.house.run(&["list"]).done().never_says(&["333 ml"]);
    }

    /// What the carer logged since is not taken, and what the others logged since is not seen.
    pub(crate) fn carer_stays_outside(&self) {
        self.house.run_of("carer", &["sync"]).refused(9, &["it does not serve this device"]);
        self.house.run_of("carer", &["sync", "status"]).done().says(&["1 entry waits to be sent"]);
        self.house.run_of("carer", &["list"]).done().says(&["68.4 kg", "333 ml"]).never_says(&["67.7"]);
    }

    /// A server that has lost what it had is brought everything again by whoever of those whom it serves comes first.
    pub(crate) fn is_healed_by(&self, first: &str, others: &[&str]) {
        let sync = ["--json", "sync"];
        let of_first = self.house.run_of(first, &sync).done().json();
        assert_eq!(
            (&of_first["mailbox_was_renewed"], of_first["troubles"].as_array().map(Vec::len)),
            (&true.into(), Some(0))
        );
        assert!(of_first["given"].as_u64() > Some(0), "{of_first}");
        self.meet(others);
        self.carer_stays_outside();
    }
}
