//! The bundle for the vendor's staff.

fn main() {}
