//! nourish-exchange
