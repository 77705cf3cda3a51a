//! The single-page application: one desk, one person acting at a time, pages that ask and never decide.

mod app;

fn main() {
    app::start();
}
