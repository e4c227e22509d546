//! The bundle for customers.

fn main() {
    kizuna::start();
}
