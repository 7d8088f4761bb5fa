//! nourish-rules
