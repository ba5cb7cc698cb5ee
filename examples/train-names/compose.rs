//! Writes training stories from a grammar of sentences of our own and the word lists.
//!
//! The grammar has a rule a line, `symbol = text`; a symbol with several lines has several forms. In the text `$symbol` is
//! replaced by one of its forms, or by a name of the list so called; `$symbol1` is the same wherever it stands in a story.
//! `$n` is a number. `[name|P]` marks a name: `P`erson, `O`rganisation, p`L`ace or other (`M`).

use std::collections::HashMap;
use std::path::Path;

use crate::gold::Story;
use crate::marked;
use crate::random::Random;

/// How much a composed story counts.
const WEIGHT: f32 = 0.3;

/// So deep may symbols stand in symbols.
const DEEPEST: u32 = 12;

/// Writes by the grammar.
pub(crate) struct Writer {
    rules: HashMap<String, Vec<String>>,
    random: Random,
    kept: HashMap<String, String>,
}

impl Writer {
    /// By the grammar in `folder`, with the lists beside it.
    pub(crate) fn new(folder: &Path) -> Self {
        let mut rules: HashMap<String, Vec<String>> = HashMap::new();
        for entry in std::fs::read_dir(folder.join("lists")).unwrap() {
            let path = entry.unwrap().path();
            let names = std::fs::read_to_string(&path).unwrap();
            let symbol = path.file_stem().unwrap().to_string_lossy().into_owned();
            rules.insert(symbol, names.lines().map(str::to_owned).collect());
        }
        let grammar = std::fs::read_to_string(folder.join("grammar.txt")).unwrap();
        let lists: Vec<String> = rules.keys().cloned().collect();
        for (symbol, text) in grammar.lines().filter_map(|line| line.split_once(" = ")) {
            assert!(
                !lists.contains(&symbol.to_owned()),
                "a list is called ${symbol} too"
            );
            rules
                .entry(symbol.to_owned())
                .or_default()
                .push(text.to_owned());
        }
        let random = Random::new(11);
        let kept = HashMap::new();
        Writer {
            rules,
            random,
            kept,
        }
    }

    /// Whether a name stands in a list.
    pub(crate) fn knows(&self, list: &str, name: &str) -> bool {
        let names = self.rules.get(list);
        names.is_some_and(|names| names.iter().any(|known| known == name))
    }

    /// Stories by the grammar.
    pub(crate) fn stories(&mut self, count: usize) -> Vec<Story> {
        (0..count).map(|_| self.story()).collect()
    }

    fn story(&mut self) -> Story {
        self.kept.clear();
        let marked = self.write("story", 0).replace("\\n", "\n");
        marked::read(&marked, "composed", WEIGHT)
    }

    /// One of the forms of a symbol, its own symbols replaced.
    pub(crate) fn write(&mut self, symbol: &str, depth: u32) -> String {
        if symbol == "n" {
            let most = [9, 30, 99, 999][self.random.below(4)];
            return (1 + self.random.below(most)).to_string();
        }
        let forms = self
            .rules
            .get(symbol)
            .unwrap_or_else(|| panic!("the grammar has no ${symbol}"));
        let form = forms[self.random.below(forms.len())].clone();
        assert!(depth < DEEPEST, "${symbol} has no end");
        let mut text = String::new();
        let mut rest = form.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            text += before;
            let name_end = after
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(after.len());
            let (name, tail) = after.split_at(name_end);
            let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            text += &self.kept(name, &tail[..digits], depth + 1);
            rest = &tail[digits..];
        }
        text + rest
    }

    fn kept(&mut self, symbol: &str, digits: &str, depth: u32) -> String {
        if digits.is_empty() {
            return self.write(symbol, depth);
        }
        let key = [symbol, digits].concat();
        if let Some(known) = self.kept.get(&key) {
            return known.clone();
        }
        let text = self.write(symbol, depth);
        self.kept.insert(key, text.clone());
        text
    }
}
