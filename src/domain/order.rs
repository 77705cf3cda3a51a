//! Lists in ascending order. The standard library's sorting is made for millions of items, and each type that is
//! sorted by it is some thousand bytes of the program: so short lists are kept in order, and long ones are sorted by one
//! kind of rank, on a heap, which is a tenth of the code.

use std::collections::BinaryHeap;

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

/// What a long list is sorted by: first the word, then the number.
pub type Rank = (String, i64);

/// The items in ascending order of their ranks; those of one rank stay in the order they came.
pub fn ranked<T: Copy>(items: &[T], rank: impl Fn(&T) -> Rank) -> Vec<T> {
    let ranks: BinaryHeap<(Rank, usize)> = items.iter().map(rank).zip(0..).collect();
    ranks.into_sorted_vec().into_iter().filter_map(|(_, at)| items.get(at).copied()).collect()
}
