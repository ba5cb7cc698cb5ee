//! Makes inputs of others: bytes changed, cut out, doubled, put together from two.

/// Bytes that mean something to some format.
const TELLING: &[u8] =
    b"\0\x01\x08\t\n\r\x0b\x1b\x1f\x7f\x80\xbf\xc0\xff <>{}[]()\"'\\/&;:,.=%#-*~^!?0123456789";
/// Pieces that mean something to some format.
const PIECES: [&[u8]; 26] = [
    b"99999999999999999999",
    b"-1",
    b"4294967296",
    b"1e999",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\x8d",
    b"\xcc\x81",
    b"&#x110000;",
    b"&amp;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<!DOCTYPE a [<!ENTITY b \"b\">]>",
    b"<a ",
    b"</",
    b"=?utf-8?q?=?=",
    b"\r\n\r\n",
    b"\\u",
    b"31 February 2024",
    b"2024-02-30",
    b"last Tuesday",
    b"Mr. ",
];
/// No input grows beyond this, in bytes.
const LARGEST: usize = 64 << 10;

/// Makes inputs, the same for the same seed.
pub(crate) struct Mutator(u64);

impl Mutator {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// An input made of those in the pool, which has one at least.
    pub(crate) fn next(&mut self, pool: &[Vec<u8>]) -> Vec<u8> {
        // The latest are the ones that did something new.
        let recent = pool.len() - self.below(pool.len().min(32)) - 1;
        let any = self.below(pool.len());
        let from = if self.below(2) == 0 { recent } else { any };
        let mut input = pool[from].clone();
        for _ in 0..1 << self.below(5) {
            self.change(&mut input, pool);
        }
        input.truncate(LARGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let range = self.range(input.len());
        match self.below(12) {
            0 => {
                let bit = 1 << self.below(8);
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= bit;
                }
            }
            1 => {
                let telling = TELLING[self.below(TELLING.len())];
                if let Some(byte) = input.get_mut(at) {
                    *byte = telling;
                }
            }
            2 => input.insert(at, TELLING[self.below(TELLING.len())]),
            3 | 4 => drop(input.drain(range)),
            5 => {
                let copy = input[range].to_vec();
                splice(input, at, &copy);
            }
            6 => {
                // Nesting, and long runs of the same.
                let range = range.start..range.end.min(range.start + 40);
                let copy = input[range].repeat(1 << self.below(11));
                splice(input, at, &copy);
            }
            7 => splice(input, at, PIECES[self.below(PIECES.len())]),
            8 | 9 => {
                let other = &pool[self.below(pool.len())];
                let part = self.range(other.len());
                splice(input, at, &other[part]);
            }
            10 => input.truncate(at),
            _ => {
                // A number is another.
                let digits = input.iter().skip(at).position(u8::is_ascii_digit);
                if let Some(digits) = digits {
                    let from = at + digits;
                    let length = input[from..]
                        .iter()
                        .take_while(|byte| byte.is_ascii_digit())
                        .count();
                    let number = PIECES[self.below(4)];
                    input.splice(from..from + length, number.iter().copied());
                }
            }
        }
    }

    /// A stretch of something so long, short more often than long.
    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = (length - start).min(1 << self.below(14));
        start..start + self.below(most + 1)
    }

    /// A number below `end`, by a linear congruential generator.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end.max(1) as u64).unwrap()
    }
}

fn splice(input: &mut Vec<u8>, at: usize, more: &[u8]) {
    if input.len() + more.len() <= LARGEST {
        input.splice(at..at, more.iter().copied());
    }
}
