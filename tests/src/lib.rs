//! nourish-tests
