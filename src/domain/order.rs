//! Short lists in ascending order. The standard library's sorting is made for millions of items, and each type that is
//! sorted by it is some thousand bytes of every first visit; these lists have a few dozen items.

/// The items in ascending order, each once.
pub fn ascending<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in items {
        if let Err(at) = list.binary_search(&item) {
            list.insert(at, item);
        }
    }
    list
}

/// Adds an item behind all whose key is not greater.
pub fn insert<T, K: Ord>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    let at = list.partition_point(|before| key(before) <= key(&item));
    list.insert(at, item);
}
