//! The demo's dice: numbers that look thrown and are the same every time.
//!
//! Each number is made from what it is for (entity, index, field), not from the number before it, so that adding a
//! product does not change all orders.

/// A number made from `entity`, `index` and `field` by the finaliser of splitmix64.
pub fn roll(entity: &str, index: u64, field: &str) -> u64 {
    // FNV-1a over the names keeps "order"/"lines" apart from "orderl"/"ines".
    let mut seed = 0xcbf2_9ce4_8422_2325_u64;
    for byte in entity.bytes().chain([0]).chain(field.bytes()) {
        seed = (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut z = seed.wrapping_add(index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number from `least` to `most`, both included.
pub fn between(entity: &str, index: u64, field: &str, least: i64, most: i64) -> i64 {
    let span = u64::try_from(most.saturating_sub(least)).unwrap_or(0).saturating_add(1);
    least.saturating_add(i64::try_from(roll(entity, index, field) % span).unwrap_or(0))
}

/// One of `choices`, which must not be empty.
pub fn pick<T: Copy>(entity: &str, index: u64, field: &str, choices: &[T]) -> T {
    let most = i64::try_from(choices.len()).unwrap_or(1) - 1;
    choices[usize::try_from(between(entity, index, field, 0, most)).unwrap_or(0)]
}

/// True in `percent` of a hundred cases.
pub fn chance(entity: &str, index: u64, field: &str, percent: i64) -> bool {
    between(entity, index, field, 0, 99) < percent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_has_the_same_answer_and_others_differ() {
        assert_eq!(roll("order", 1, "lines"), roll("order", 1, "lines"));
        assert_ne!(roll("order", 1, "lines"), roll("order", 2, "lines"));
        assert_ne!(roll("order", 1, "lines"), roll("orderl", 1, "ines"));
    }

    #[test]
    fn throws_stay_in_range_and_are_spread() {
        let mut count = [0_u32; 6];
        for index in 0..6_000 {
            let n = between("die", index, "face", 1, 6);
            count[usize::try_from(n - 1).expect("1 to 6")] += 1;
        }
        assert!(count.iter().all(|c| (850..1_150).contains(c)), "{count:?}");
        assert_eq!(between("x", 0, "y", 5, 5), 5);
    }
}
