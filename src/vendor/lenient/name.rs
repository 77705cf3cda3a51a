//! Which of the known names a written name means.

use super::Names;

/// The field's own name, if this is one of its names however it is cased and joined: `bandwidth_limit`, `BandwidthLimit`.
pub(super) fn exact(names: Names, written: &str) -> Option<&'static str> {
    let written = folded(written);
    names.iter().find(|same| same.iter().any(|name| folded(name) == written)).and_then(|same| same.first().copied())
}

/// The field's own name that this comes nearest to, if it can only be a slip of the pen: one letter in a name of five,
/// two in one of nine.
pub(super) fn near(names: Names, written: &str) -> Option<&'static str> {
    let written: Vec<char> = folded(written).chars().take(LONGEST).collect();
    let slips = match written.len() {
        0..5 => return None,
        5..9 => 1,
        _ => 2,
    };
    let own = names.iter().filter_map(|same| same.first().copied());
    let distances = own.map(|name| (distance(&folded(name).chars().collect::<Vec<_>>(), &written), name));
    distances.filter(|(distance, _)| *distance <= slips).min().map(|(_, name)| name)
}

/// No known name is longer; a longer one cannot be near.
const LONGEST: usize = 40;

fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters must be changed, left out, added or swapped with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, written) in other.iter().enumerate() {
            let changed = at(&last, column) + usize::from(letter != written);
            let mut least = changed.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            let swapped =
                row > 0 && column > 0 && one.get(row - 1) == Some(written) && other.get(column - 1) == Some(letter);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut last, next);
    }
    at(&last, other.len())
}
