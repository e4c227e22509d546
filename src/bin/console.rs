//! The bundle for the vendor's staff.

fn main() {
    kizuna::start_console();
}
