//! The people whom stories near a day name in full, as the day advances.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::find::{LEAST, are_nearly_all};
use super::surname::Form;
use super::window::Change;
use crate::annotate::entities::is_given_name;

/// A full name that begins with no known given name is likely an error of the tagger, unless so many stories give it.
const SURE: u32 = 2;

/// A full name in a story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Full {
    /// Folded.
    pub(super) given: String,
    pub(super) written: String,
}

/// The people of one surname in near stories, by given name.
#[derive(Default)]
pub(super) struct Near<'f> {
    people: FxHashMap<&'f str, Person<'f>>,
    /// How many full names count, once for each story and person.
    pub(super) of: u32,
}

/// The stories that name a person in full, by how they write the name.
#[derive(Default)]
pub(super) struct Person<'f> {
    /// Whether the given name is on our list.
    known: bool,
    pub(super) stories: u32,
    written: FxHashMap<&'f str, (Form, u32)>,
}

impl<'f> Person<'f> {
    /// How many stories count for this person.
    fn weight(&self) -> u32 {
        if self.known || self.stories >= SURE {
            self.stories
        } else {
            0
        }
    }

    /// The forms in which near stories write the name, and how many do.
    fn forms(&self) -> impl Iterator<Item = (&'f str, &Form, u32)> {
        let written = self.written.iter().filter(|(_, (_, stories))| *stories > 0);
        written.map(|(written, (form, stories))| (*written, form, *stories))
    }

    /// How many near stories write one of the forms for which `fits` holds.
    fn stories_with(&self, fits: impl Fn(&Form) -> bool) -> u32 {
        let fitting = self.forms().filter(|(_, form, _)| fits(form));
        fitting.map(|(.., stories)| stories).sum()
    }

    /// The usual form, if near stories have it and nearly all of their forms fit it; otherwise the one that most of them
    /// write.
    pub(super) fn name(&self, usual: &'f str) -> &'f str {
        let known = self.forms().find(|(written, ..)| *written == usual);
        let fits = |(_, usual, _): (_, &Form, _)| self.stories_with(|form| form.fits(usual));
        if known.is_some_and(|known| are_nearly_all(fits(known), self.stories)) {
            return usual;
        }
        let most = self
            .forms()
            .max_by_key(|(written, _, stories)| (*stories, Reverse(*written)));
        most.map_or("", |(written, ..)| written)
    }

    /// How many near stories write the usual form, if `form` may be taken for it: both fit, and so do nearly all others
    /// that fit one of them.
    pub(super) fn usual_of(&self, form: &Form, usual: &str) -> Option<u32> {
        let (_, usual, stories) = self.forms().find(|(written, ..)| *written == usual)?;
        let both = self.stories_with(|other| other.fits(form) && other.fits(usual));
        let either = self.stories_with(|other| other.fits(form) || other.fits(usual));
        (stories >= LEAST && form.fits(usual) && are_nearly_all(both, either)).then_some(stories)
    }
}

impl<'f> Near<'f> {
    /// A full name comes into the window, or goes.
    pub(super) fn change(&mut self, change: Change, full: &'f Full) {
        let Full { given, written } = full;
        let person = self.people.entry(given).or_insert_with(|| Person {
            known: is_given_name(given),
            ..Person::default()
        });
        self.of -= person.weight();
        let form = person.written.entry(written);
        let (_, stories) = form.or_insert_with(|| (Form::of(written), 0));
        match change {
            Change::Comes => {
                person.stories += 1;
                *stories += 1;
            }
            Change::Goes => {
                person.stories -= 1;
                *stories -= 1;
            }
        }
        self.of += person.weight();
    }

    /// The person whom nearly all name, by given name.
    pub(super) fn most(&self) -> Option<(&'f str, &Person<'f>)> {
        let people = self.people.iter();
        let (given, person) = people.max_by_key(|(_, person)| person.stories)?;
        let is_clear = person.stories >= LEAST && are_nearly_all(person.stories, self.of);
        is_clear.then_some((*given, person))
    }

    /// The person of this given name.
    pub(super) fn with_given(&self, given: &str) -> Option<&Person<'f>> {
        self.people.get(given)
    }
}
