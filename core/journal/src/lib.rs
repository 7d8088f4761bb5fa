//! nourish-journal
