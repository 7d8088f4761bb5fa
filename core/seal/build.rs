//! Presses the English list of BIP-39 into the library, a word a line.

fn main() -> std::io::Result<()> {
    let list = bip39::Language::English.word_list().join("\n");
    nourish_press::press_made("words", &[("english.txt".to_owned(), list.into_bytes())])
}
