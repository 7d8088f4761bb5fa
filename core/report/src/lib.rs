//! nourish-report
