//! Resolves what was typed, the environment and the standard streams into settings.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use tracing::level_filters::LevelFilter;

use super::args::{CommonOptions, LogFormat, When};
use crate::present::Styling;

/// What a run knows of the process it is in: variables, streams and the time.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The environment variables.
    pub env: HashMap<OsString, OsString>,
    /// Whether standard output is a terminal, and how many columns it has.
    pub stdout: Stream,
    /// The same of standard error.
    pub stderr: Stream,
    /// The local time.
    pub now: Zoned,
}

/// Where a stream leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// To a file, a pipe or nowhere.
    Elsewhere,
    /// To a terminal.
    Terminal {
        /// How many columns wide.
        columns: usize,
    },
}

/// The settings that all commands share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The folder of the index.
    pub(super) index: PathBuf,
    /// Whether to print only the answer and errors.
    pub(super) quiet: bool,
    /// How much to log to standard error.
    pub(super) level: LevelFilter,
    pub(super) log_format: LogFormat,
    /// Colour and width of text on standard output.
    pub(super) styling: Styling,
    /// Colour and width of text on standard error.
    pub(super) error_styling: Styling,
    /// Whether to draw a progress bar on standard error.
    pub(super) progress: bool,
    pub(super) now: Timestamp,
    pub(super) today: Date,
}

/// A setting that is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day as `2024-07-13` in `{setting}`, found `{found}`")]
pub(super) struct InvalidDay {
    setting: &'static str,
    found: String,
}

/// Resolves the settings: the command line overrides the environment, which overrides the defaults.
pub(super) fn resolve(
    typed: &CommonOptions,
    environment: &Environment,
) -> Result<Settings, InvalidDay> {
    let index = typed.index.clone();
    let index = index.or_else(|| environment.variable("DATELINE_INDEX").map(PathBuf::from));
    let error_styling = environment.styling(environment.stderr, typed.color);
    Ok(Settings {
        index: index.unwrap_or_else(|| PathBuf::from("index")),
        quiet: typed.quiet,
        level: match (typed.quiet, typed.verbose) {
            (true, _) => LevelFilter::ERROR,
            (_, 0) => LevelFilter::WARN,
            (_, 1) => LevelFilter::INFO,
            (_, 2) => LevelFilter::DEBUG,
            _ => LevelFilter::TRACE,
        },
        log_format: typed.log_format,
        styling: environment.styling(environment.stdout, typed.color),
        error_styling,
        progress: environment.stderr != Stream::Elsewhere
            && !typed.quiet
            && typed.log_format == LogFormat::Text,
        now: environment.now.timestamp(),
        today: today(typed, environment)?,
    })
}

fn today(typed: &CommonOptions, environment: &Environment) -> Result<Date, InvalidDay> {
    let (setting, day) = if let Some(day) = &typed.today {
        ("--today", day.clone())
    } else if let Some(day) = environment.variable("DATELINE_TODAY") {
        ("DATELINE_TODAY", day.to_string_lossy().into_owned())
    } else {
        return Ok(environment.now.date());
    };
    day.parse().map_err(|_| InvalidDay {
        setting,
        found: day,
    })
}

impl Environment {
    /// A variable, if it is set and not empty.
    pub(super) fn variable(&self, name: &str) -> Option<&OsStr> {
        let value = self.env.get(OsStr::new(name))?;
        (!value.is_empty()).then_some(value)
    }

    /// Colour and width of text on a stream.
    pub(super) fn styling(&self, stream: Stream, when: When) -> Styling {
        let columns = match stream {
            Stream::Terminal { columns } => columns,
            Stream::Elsewhere => usize::MAX,
        };
        let colour = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => self.wants_colour(stream),
        };
        Styling { colour, columns }
    }

    /// Follows <https://no-color.org> and <https://bixense.com/clicolors>.
    fn wants_colour(&self, stream: Stream) -> bool {
        let is = |name, value| self.variable(name).is_some_and(|set| set == value);
        if self.variable("NO_COLOR").is_some() {
            return false;
        }
        if self.variable("CLICOLOR_FORCE").is_some() && !is("CLICOLOR_FORCE", "0") {
            return true;
        }
        stream != Stream::Elsewhere && !is("TERM", "dumb") && !is("CLICOLOR", "0")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TERMINAL: Stream = Stream::Terminal { columns: 100 };

    fn environment(env: &[(&str, &str)], stdout: Stream) -> Environment {
        let env = env.iter().map(|(name, value)| (name.into(), value.into()));
        Environment {
            env: env.collect(),
            stdout,
            stderr: Stream::Elsewhere,
            now: date(2024, 7, 17).at(23, 30, 0, 0).in_tz("UTC").unwrap(),
        }
    }

    fn settings(typed: &CommonOptions, env: &[(&str, &str)]) -> Settings {
        resolve(typed, &environment(env, Stream::Elsewhere)).unwrap()
    }

    #[test]
    fn defaults() {
        let usual = settings(&CommonOptions::default(), &[]);
        let expected = Settings {
            index: "index".into(),
            quiet: false,
            level: LevelFilter::WARN,
            log_format: LogFormat::Text,
            styling: Styling::PLAIN,
            error_styling: Styling::PLAIN,
            progress: false,
            now: "2024-07-17T23:30:00Z".parse().unwrap(),
            today: date(2024, 7, 17),
        };
        assert_eq!(usual, expected);
    }

    #[test]
    fn the_index_is_from_the_flag_or_the_environment_or_the_default() {
        let typed = CommonOptions {
            index: Some("typed".into()),
            ..CommonOptions::default()
        };
        let set = [("DATELINE_INDEX", "set")];
        let empty = [("DATELINE_INDEX", "")];
        for (typed, env, index) in [
            (&typed, &set[..], "typed"),
            (&CommonOptions::default(), &set, "set"),
            (&CommonOptions::default(), &empty, "index"),
        ] {
            assert_eq!(settings(typed, env).index, PathBuf::from(index));
        }
    }

    #[test]
    fn colours() {
        for (when, env, stdout, colour) in [
            (When::Auto, &[][..], TERMINAL, true),
            (When::Auto, &[], Stream::Elsewhere, false),
            (When::Auto, &[("NO_COLOR", "1")], TERMINAL, false),
            (When::Auto, &[("NO_COLOR", "")], TERMINAL, true),
            (When::Auto, &[("TERM", "dumb")], TERMINAL, false),
            (When::Auto, &[("CLICOLOR", "0")], TERMINAL, false),
            (
                When::Auto,
                &[("CLICOLOR_FORCE", "1")],
                Stream::Elsewhere,
                true,
            ),
            (
                When::Auto,
                &[("CLICOLOR_FORCE", "0")],
                Stream::Elsewhere,
                false,
            ),
            (
                When::Auto,
                &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
                TERMINAL,
                false,
            ),
            (When::Always, &[("NO_COLOR", "1")], Stream::Elsewhere, true),
            (When::Never, &[("CLICOLOR_FORCE", "1")], TERMINAL, false),
        ] {
            let typed = CommonOptions {
                color: when,
                ..CommonOptions::default()
            };
            let settings = resolve(&typed, &environment(env, stdout)).unwrap();
            assert_eq!(
                settings.styling.colour, colour,
                "{when:?} {env:?} {stdout:?}"
            );
        }
    }

    #[test]
    fn quiet_and_verbose_set_the_log_level() {
        for (quiet, verbose, level) in [
            (true, 0, LevelFilter::ERROR),
            (false, 1, LevelFilter::INFO),
            (false, 2, LevelFilter::DEBUG),
            (false, 9, LevelFilter::TRACE),
        ] {
            let typed = CommonOptions {
                quiet,
                verbose,
                ..CommonOptions::default()
            };
            assert_eq!(settings(&typed, &[]).level, level);
        }
    }

    #[test]
    fn the_progress_bar_is_only_for_terminals() {
        let watched = Environment {
            stderr: TERMINAL,
            ..environment(&[], Stream::Elsewhere)
        };
        let progress = |typed: CommonOptions| resolve(&typed, &watched).unwrap().progress;
        assert!(progress(CommonOptions::default()));
        assert!(!progress(CommonOptions {
            quiet: true,
            ..CommonOptions::default()
        }));
        assert!(!progress(CommonOptions {
            log_format: LogFormat::Json,
            ..CommonOptions::default()
        }));
    }

    #[test]
    fn today_can_be_any_day() {
        let typed = |day: &str| CommonOptions {
            today: Some(day.to_owned()),
            ..CommonOptions::default()
        };
        let set = [("DATELINE_TODAY", "2001-02-03")];
        assert_eq!(
            settings(&CommonOptions::default(), &set).today,
            date(2001, 2, 3)
        );
        assert_eq!(
            settings(&typed("1999-12-31"), &set).today,
            date(1999, 12, 31)
        );
        let error = resolve(&typed("soon"), &environment(&[], TERMINAL)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a day as `2024-07-13` in `--today`, found `soon`"
        );
    }
}
