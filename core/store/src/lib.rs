//! nourish-store
