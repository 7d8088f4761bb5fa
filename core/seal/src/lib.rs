//! nourish-seal
