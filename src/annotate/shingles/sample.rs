//! A set of hashes of bounded size.

/// How many hashes a sample keeps: more than the words of any ordinary story. Of two texts with more, the similarity is
/// known to a tenth of a percent or two.
const MOST: usize = 1 << 17;

/// Distinct hashes, sorted. Of more than [`MOST`], the least, which are a random sample if the hashes are.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    hashes: Vec<u64>,
    /// The greatest hash that would have been kept.
    limit: u64,
    /// How many there are; of those of a sample that is not complete, repeated ones are counted again.
    number: usize,
}

impl Default for Sample {
    fn default() -> Self {
        Sampler::expecting(0).sample()
    }
}

impl Sample {
    pub(super) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// The hashes of both that are so small that either sample would have kept them.
    pub(super) fn comparable<'s>(&'s self, other: &'s Self) -> [&'s [u64]; 2] {
        let limit = self.limit.min(other.limit);
        [self, other].map(|sample| {
            let end = sample.hashes.partition_point(|hash| *hash <= limit);
            sample.hashes.get(..end).unwrap_or_default()
        })
    }
}

/// Collects the hashes of a sample.
pub(super) struct Sampler {
    hashes: Vec<u64>,
    limit: u64,
    added: usize,
}

impl Sampler {
    /// A sampler that expects so many hashes.
    pub(super) fn expecting(number: usize) -> Self {
        Self {
            hashes: Vec::with_capacity(number.min(2 * MOST)),
            limit: u64::MAX,
            added: 0,
        }
    }

    pub(super) fn add(&mut self, hash: u64) {
        self.added += 1;
        if hash <= self.limit {
            self.hashes.push(hash);
            if self.hashes.len() >= 2 * MOST {
                self.drop_greatest();
            }
        }
    }

    pub(super) fn sample(mut self) -> Sample {
        self.drop_greatest();
        let is_complete = self.limit == u64::MAX;
        Sample {
            number: if is_complete {
                self.hashes.len()
            } else {
                self.added
            },
            hashes: self.hashes,
            limit: self.limit,
        }
    }

    fn drop_greatest(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        if self.hashes.len() > MOST {
            self.hashes.truncate(MOST);
            self.limit = self.hashes.last().copied().unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(hashes: impl Iterator<Item = u64>) -> Sample {
        let mut sampler = Sampler::expecting(0);
        hashes.for_each(|hash| sampler.add(hash));
        sampler.sample()
    }

    #[test]
    fn few_are_kept_each_once_and_of_many_the_least() {
        let few = sample([3, 1, 3, 2].into_iter());
        assert_eq!((few.hashes(), few.number()), (&[1, 2, 3][..], 3));
        let most = MOST as u64;
        let many = sample((0..5 * most).rev());
        assert!(many.hashes().iter().copied().eq(0..most));
        assert_eq!(many.number(), 5 * MOST);
    }

    #[test]
    fn what_one_sample_has_no_room_for_is_not_compared() {
        let most = MOST as u64;
        let many = sample((0..5 * most).rev());
        let [of_many, of_few] = many
            .comparable(&sample([7, most - 1, most, 3 * most].into_iter()))
            .map(<[u64]>::len);
        assert_eq!((of_many, of_few), (MOST, 2));
    }
}
