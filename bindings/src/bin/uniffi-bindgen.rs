//! Writes the Kotlin or Swift sources for the built library.

fn main() {
    uniffi::uniffi_bindgen_main();
}
