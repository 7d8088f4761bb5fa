//! nourish-record
