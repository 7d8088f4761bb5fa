//! Pairing codes and links as they are typed, dictated, scanned and forged; faces and vouchers of devices.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use nourish_seal::{
    BadVoucher, DEVICE_FACE_BYTES, DeviceFace, DeviceFaceError, DeviceId, DeviceKey, JournalId,
    MAILBOX_LIMIT_BYTES, PairingCode, PairingCodeError, PairingLink, SeededEntropy, verify_voucher, vouch,
};
use proptest::prelude::*;

fn parse(text: &str) -> Result<String, PairingCodeError> {
    PairingCode::parse(text).map(|code| code.to_text().to_string())
}

#[test]
fn a_short_code_is_read_as_a_person_types_it() {
    for typed in [
        "17-velvet-canal",
        "17 Velvet Canal",
        " 17 - VELVET - CANAL\r\n",
        "017–velvet—canal",
        "17velvet, canal.",
        "“17-velvet-canal”",
        "17-velv-cana",
        "17 ve1vet cnaal",
        "17 vlevet caanal",
    ] {
        assert_eq!(parse(typed).as_deref(), Ok("17-velvet-canal"), "{typed}");
    }
    assert_eq!(parse("0-zoo-abandon").as_deref(), Ok("0-zoo-abandon"));
    assert_eq!(parse("65535-zoo-abandon").as_deref(), Ok("65535-zoo-abandon"));
}

#[test]
fn what_is_wrong_with_a_short_code_is_named_and_never_repeated() {
    let cases = [
        ("", PairingCodeError::NotAPairingCode),
        ("-", PairingCodeError::NotAPairingCode),
        ("velvet canal", PairingCodeError::NoNumber),
        ("hello there stranger", PairingCodeError::NotAPairingCode),
        ("65536-velvet-canal", PairingCodeError::NoNumber),
        ("17", PairingCodeError::WrongNumberOfWords { found: 0 }),
        ("17-velvet", PairingCodeError::WrongNumberOfWords { found: 1 }),
        ("17-velvet-canal-zoo", PairingCodeError::WrongNumberOfWords { found: 3 }),
        ("17-velvet-canal-3", PairingCodeError::WrongNumberOfWords { found: 3 }),
        ("17-unmistakable-canal", PairingCodeError::UnknownWord { position: 1 }),
        ("17-velvet-unmistakable", PairingCodeError::UnknownWord { position: 2 }),
    ];
    for (typed, expected) in cases {
        let refused = parse(typed).unwrap_err();
        assert_eq!(refused, expected, "{typed}");
        assert!(!refused.to_string().contains("unmistakable"));
    }
    assert_eq!(parse(&"1 ".repeat(513)), Err(PairingCodeError::NotAPairingCode));
}

#[test]
fn a_long_code_is_read_in_any_case_and_every_wrong_digit_is_noticed() {
    let code = PairingCode::make_long(&mut SeededEntropy::new(1)).unwrap();
    let text = code.to_text();
    let spaced = text.to_lowercase().replace(':', ": ").replace('7', "7 -");
    assert_eq!(parse(&format!("\n{spaced}\n")).unwrap(), *text);
    for position in "NOURISH-PAIRING-1:".len()..text.len() {
        let other = if &text[position..=position] == "0" { "1" } else { "0" };
        let mut wrong = text.to_string();
        wrong.replace_range(position..=position, other);
        assert_eq!(parse(&wrong), Err(PairingCodeError::ChecksumMismatch), "{position}");
        assert_eq!(parse(&text[..position]), Err(PairingCodeError::NotAPairingCode), "{position}");
    }
    assert_eq!(parse(&format!("{}0", *text)), Err(PairingCodeError::NotAPairingCode));
    assert_eq!(parse(&text.replace("-1:", "-2:")), Err(PairingCodeError::NewerVersion));
    assert_eq!(parse(&text.replace("1:", "1:g")), Err(PairingCodeError::NotAPairingCode));
}

#[test]
fn a_slot_follows_from_the_number_of_a_short_code_and_from_all_of_a_long_one() {
    let slot = |text| PairingCode::parse(text).unwrap().slot();
    assert_eq!(slot("17-velvet-canal"), slot("17-zoo-abandon"));
    assert_ne!(slot("17-velvet-canal"), slot("18-velvet-canal"));
    let [one, other] = [1, 2].map(|seed| PairingCode::make_long(&mut SeededEntropy::new(seed)).unwrap());
    assert_ne!(one.slot(), other.slot());
}

#[test]
fn a_link_carries_the_code_and_any_address() {
    for seed in 0..2 {
        let code = match seed {
            0 => PairingCode::make_short(17, &mut SeededEntropy::new(1)).unwrap(),
            _ => PairingCode::make_long(&mut SeededEntropy::new(1)).unwrap(),
        };
        for mailbox in [None, Some("https://mail.example:8443/a b/ä?x=1&code=2#%"), Some("m")] {
            let link = code.to_link(mailbox).unwrap();
            assert!(link.chars().all(|letter| letter.is_ascii_graphic()), "{}", *link);
            let read = PairingLink::parse(&format!(" {}\n", *link)).unwrap();
            assert_eq!((read.code.to_text(), read.mailbox.as_deref()), (code.to_text(), mailbox));
        }
        // What was typed need not be a link.
        let read = PairingLink::parse(&code.to_text()).unwrap();
        assert_eq!((read.code.to_text(), read.mailbox), (code.to_text(), None));
    }
    let code = PairingCode::parse("17-velvet-canal").unwrap();
    for wrong in ["", "a\nb", &"x".repeat(MAILBOX_LIMIT_BYTES + 1)] {
        assert_eq!(code.to_link(Some(wrong)).unwrap_err(), PairingCodeError::MailboxAddress);
    }
    let longest = "ä".repeat(MAILBOX_LIMIT_BYTES / 2);
    let link = code.to_link(Some(&longest)).unwrap();
    assert_eq!(PairingLink::parse(&link).unwrap().mailbox.as_deref(), Some(&*longest));
}

#[test]
fn a_forged_link_is_refused_by_name() {
    let cases = [
        ("NOURISH://pair/1?code=17-velvet-canal&new=1&flag", None),
        ("nourish://pair/2?code=17-velvet-canal", Some(PairingCodeError::NewerVersion)),
        ("nourish://pair/10?code=17-velvet-canal", Some(PairingCodeError::NewerVersion)),
        ("nourish://pair/", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/1", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/x?code=17-velvet-canal", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/1?", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/1?mailbox=m", Some(PairingCodeError::NotAPairingCode)),
        (
            "nourish://pair/1?code=17-velvet-canal&code=17-velvet-canal",
            Some(PairingCodeError::NotAPairingCode),
        ),
        ("nourish://pair/1?code=17-velvet-canal&mailbox=", Some(PairingCodeError::MailboxAddress)),
        ("nourish://pair/1?code=17-velvet-canal&mailbox=a%0Ab", Some(PairingCodeError::MailboxAddress)),
        ("nourish://pair/1?code=17-velvet-canal&mailbox=%", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/1?code=17-velvet-canal&mailbox=%4", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/1?code=17-velvet-canal&mailbox=%+4", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://pair/1?code=17-velvet-canal&mailbox=%FF", Some(PairingCodeError::NotAPairingCode)),
        ("nourish://elsewhere/1?code=17-velvet-canal", Some(PairingCodeError::NotAPairingCode)),
    ];
    for (link, expected) in cases {
        assert_eq!(PairingLink::parse(link).err(), expected, "{link}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_what_is_read_is_one_code(text in "\\PC{0,80}") {
        if let Ok(link) = PairingLink::parse(&text) {
            let spelt = link.code.to_text();
            let again = PairingCode::parse(&spelt).unwrap();
            prop_assert_eq!((again.to_text(), again.slot()), (spelt, link.code.slot()));
        }
    }

    #[test]
    fn every_code_survives_its_text_and_its_link(number: u16, seed: u64, mailbox in "\\PC{1,100}") {
        let code = PairingCode::make_short(number, &mut SeededEntropy::new(seed)).unwrap();
        prop_assert_eq!(parse(&code.to_text()).unwrap(), code.to_text().to_string());
        let link = code.to_link(Some(&mailbox)).unwrap();
        let read = PairingLink::parse(&link).unwrap();
        prop_assert_eq!((read.code.to_text(), read.mailbox), (code.to_text(), Some(mailbox)));
    }
}

fn device(seed: u64) -> DeviceKey {
    DeviceKey::make(&mut SeededEntropy::new(seed)).unwrap()
}

#[test]
fn a_face_is_the_public_side_of_its_device_and_has_one_form() {
    let key = device(1);
    let face = key.face().unwrap();
    assert_eq!((face.id, face.signing_key), (key.id(), key.public()));
    assert!(face.recipient == key.recipient().unwrap());
    let bytes = face.encode();
    assert_eq!(bytes.len(), DEVICE_FACE_BYTES);
    assert_eq!(DeviceFace::decode(&bytes), Ok(face));
    for length in 0..bytes.len() {
        assert_eq!(DeviceFace::decode(&bytes[..length]), Err(DeviceFaceError::Malformed));
    }
    assert_eq!(DeviceFace::decode(&[&bytes[..], &[0]].concat()), Err(DeviceFaceError::Malformed));
    assert_eq!(DeviceFace::decode(&[2]), Err(DeviceFaceError::UnknownVersion(2)));
}

#[test]
fn a_voucher_holds_for_one_newcomer_in_one_journal_by_one_device() {
    let journal = JournalId::from_bytes([1; 16]);
    let (by, newcomer) = (device(1), device(2).face().unwrap());
    let voucher = vouch(&by, journal, &newcomer);
    let verify = |by: &DeviceKey, journal, newcomer: &DeviceFace, voucher: &[u8; 64]| {
        verify_voucher(&by.public(), journal, newcomer, voucher)
    };
    assert_eq!(verify(&by, journal, &newcomer, &voucher), Ok(()));
    assert_eq!(verify(&device(3), journal, &newcomer, &voucher), Err(BadVoucher));
    assert_eq!(verify(&by, JournalId::from_bytes([2; 16]), &newcomer, &voucher), Err(BadVoucher));
    let other = device(3).face().unwrap();
    for exchanged in [
        DeviceFace { id: DeviceId::from_bytes([9; 16]), ..newcomer.clone() },
        DeviceFace { signing_key: other.signing_key, ..newcomer.clone() },
        DeviceFace { recipient: other.recipient, ..newcomer.clone() },
    ] {
        assert_eq!(verify(&by, journal, &exchanged, &voucher), Err(BadVoucher));
    }
    for bit in 0..8 * voucher.len() {
        let mut flipped = voucher;
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verify(&by, journal, &newcomer, &flipped), Err(BadVoucher), "bit {bit}");
    }
}
