//! Which of the known names a written name means.

use super::Names;

/// The field's own name and which of its names this is, if it is one of them however it is cased and joined:
/// `bandwidth_limit`, `BandwidthLimit`. One that is written just so comes before one that is not.
pub(super) fn exact(names: Names, written: &str) -> Option<(&'static str, usize)> {
    names.iter().find_map(|same| {
        let at = same.iter().position(|name| folded(name).eq(folded(written)))?;
        let just_so = same.get(at).is_some_and(|name| *name == written);
        Some((*same.first()?, at * 2 + usize::from(!just_so)))
    })
}

/// The own name of the one field that this comes nearest to, if it can only be a slip of the pen: one letter in a name of
/// five, two in one of nine. What could mean two fields means none.
pub(super) fn near(names: Names, written: &str) -> Option<&'static str> {
    let written: String = folded(written).take(LONGEST).collect();
    let slips = match written.len() {
        0..5 => return None,
        5..9 => 1,
        _ => 2,
    };
    let mut found: Option<(usize, Option<&str>)> = None;
    for same in names {
        let alike = same.iter().filter(|name| folded(name).count().abs_diff(written.len()) <= slips);
        let distances = alike.map(|name| strsim::osa_distance(&folded(name).collect::<String>(), &written));
        let Some(least) = distances.min().filter(|least| *least <= slips) else { continue };
        match found {
            Some((before, _)) if before < least => {}
            Some((before, _)) if before == least => found = Some((least, None)),
            _ => found = Some((least, same.first().copied())),
        }
    }
    found?.1
}

/// No known name is longer; a longer one cannot be near.
const LONGEST: usize = 40;

/// What of a name is heard.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase())
}
