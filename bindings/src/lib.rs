//! nourish-bindings
