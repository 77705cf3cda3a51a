//! Where this page is deployed. Many sites can share one origin, so everything stored carries the deployment's path.

use web_sys::window;

/// The path this page is deployed at, from `/` to `/`.
pub fn base_path() -> String {
    let path = window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    match path.rfind('/') {
        Some(end) => path.split_at(end + 1).0.to_owned(),
        None => "/".to_owned(),
    }
}

/// The name of a ledger's database and of its tabs' channel.
pub fn database_name(base: &str, ledger: &str) -> String {
    format!("crosskey:{base}:{ledger}")
}
