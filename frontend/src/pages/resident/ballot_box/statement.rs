//! The statement beside the result of a vote: who voted and how, what was removed and why, which rules and which log.

use serde::Serialize;
use tablee_core::cases::ballot_log::{ChannelVoters, RulesInForce, VoteStatement};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::texts::Texts;
use tablee_rules::ballot_log::{LeafCounts, PassesTogether, Withheld};
use tablee_rules::opinion::OpinionRules;
use tablee_rules::results::Channel;
use tablee_rules::voting::{OptionNeed, Paper, Setting, SettingKind, method};

use super::controls::{self, ControlsView};
use crate::http::Lang;
use crate::pages::resident::paths;
use crate::view::form::words;

/// As `partials/vote_statement` shows it.
#[derive(Serialize)]
pub(in crate::pages::resident) struct StatementView {
    channels: Vec<ChannelLine>,
    /// Whether passes are told at all: results of older versions tell nothing of them.
    passes: bool,
    /// The passes of the channels whose own number is not told.
    together: Option<Together>,
    controls: ControlsView,
    all: u64,
    replaced: u64,
    withdrawn: u64,
    hidden: u64,
    /// Why they were hidden, and how many.
    hidden_for: Vec<Line>,
    /// The rules of a decision.
    rules: Vec<Line>,
    frozen_at: i64,
    closed_at: i64,
    root: String,
    head_at: Option<i64>,
    software: String,
    withheld: Option<WithheldView>,
    /// The thresholds that figures of opinions go by.
    opinion: Option<OpinionRules>,
    log_href: String,
}

/// A name and what goes with it.
#[derive(Serialize)]
struct Line {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct ChannelLine {
    label: String,
    voters: u64,
    /// Passes given out, where they are told.
    passes: Option<u64>,
}

#[derive(Serialize)]
struct Together {
    /// The names of the channels; nothing for all of them.
    channels: Option<String>,
    passes: u64,
}

#[derive(Serialize)]
struct WithheldView {
    /// Stable name of the reason.
    reason: &'static str,
    alone: u64,
    ballots: u64,
}

impl StatementView {
    pub fn new(lang: Lang, phase: &PhaseAddress, statement: VoteStatement) -> Self {
        let line = |channel: ChannelVoters| ChannelLine {
            label: match channel.name {
                Some(name) => channel_name(lang, &name),
                None => words(lang, "vote-statement-other-channels", &[]),
            },
            voters: channel.voters,
            passes: channel.passes,
        };
        let together = statement.passes_together.map(|together| Together {
            channels: (together.channels.len() < Channel::ALL.len()).then(|| {
                together
                    .channels
                    .iter()
                    .map(|name| channel_name(lang, name))
                    .collect::<Vec<_>>()
                    .join(", ")
            }),
            passes: together.passes,
        });
        let reason = |(reason, count): (String, u64)| Line {
            label: words(lang, &format!("moderation-reason-{reason}"), &[]),
            value: count.to_string(),
        };
        let (rules, opinion) = match statement.rules {
            RulesInForce::Decision { method, paper } => (rules(lang, &method, &paper), None),
            RulesInForce::Opinion(rules) => (Vec::new(), Some(rules)),
        };
        let LeafCounts { all, replaced, withdrawn } = statement.leaves;
        Self {
            passes: together.is_some() || statement.channels.iter().any(|channel| channel.passes.is_some()),
            together,
            controls: ControlsView::new(phase, statement.controls),
            channels: statement.channels.into_iter().map(line).collect(),
            all,
            replaced,
            withdrawn,
            hidden: statement.hidden.values().sum(),
            hidden_for: statement.hidden.into_iter().map(reason).collect(),
            rules,
            frozen_at: statement.frozen_at,
            closed_at: statement.closed_at,
            root: statement.root,
            head_at: statement.head_at,
            software: statement.software,
            withheld: statement.withheld.map(WithheldView::from),
            opinion,
            log_href: paths::ballot_log(phase),
        }
    }

    pub fn sample(lang: Lang, withheld: Option<Withheld>) -> Self {
        let phase = PhaseAddress { slug: "ecole".to_owned(), position: 1 };
        let statement = VoteStatement {
            channels: vec![
                ChannelVoters { name: Some("web".to_owned()), voters: 12, passes: Some(20) },
                ChannelVoters { name: None, voters: 6, passes: None },
            ],
            passes_together: withheld.map(|_| PassesTogether { channels: vec!["paper".to_owned()], passes: 9 }),
            controls: withheld.map(|_| controls::sample()).unwrap_or_default(),
            leaves: LeafCounts { all: 22, replaced: 3, withdrawn: 1 },
            frozen_at: 1_795_431_600_000,
            closed_at: 1_795_431_600_000,
            root: "00".repeat(32),
            head_at: Some(1_795_431_600_000),
            software: "Tablée 0.1.0".to_owned(),
            hidden: withheld.map(|_| ("insult".to_owned(), 1)).into_iter().collect(),
            rules: match withheld {
                Some(Withheld::Sheets) => RulesInForce::Opinion(OpinionRules::in_force()),
                _ => RulesInForce::Decision { method: "approval".to_owned(), paper: Box::default() },
            },
            withheld,
        };
        Self::new(lang, &phase, statement)
    }
}

impl From<Withheld> for WithheldView {
    fn from(withheld: Withheld) -> Self {
        match withheld {
            Withheld::FewBallots { ballots } => Self { reason: "few", alone: 0, ballots },
            Withheld::OneOfAKind { alone, ballots } => Self { reason: "alone", alone, ballots },
            Withheld::Sheets => Self { reason: "sheets", alone: 0, ballots: 0 },
        }
    }
}

fn channel_name(lang: Lang, name: &str) -> String {
    words(lang, &format!("results-channel-{name}"), &[])
}

/// The rule in force: the method, how many options are taken forward, what settles a tie, and each setting.
fn rules(lang: Lang, key: &str, paper: &Paper) -> Vec<Line> {
    let line = |label: &str, value: String| Line { label: words(lang, label, &[]), value };
    let mut rules = vec![line("vote-statement-method", words(lang, &format!("method-{key}-name"), &[]))];
    let Some(method) = method(key) else { return rules };
    if method.option_need() == OptionNeed::Quota {
        rules.push(line("editor-rules-members", paper.seats.to_string()));
    } else if method.fills_seats() {
        rules.push(line("editor-rules-seats", paper.seats.to_string()));
        rules.push(line("editor-rules-ties", words(lang, &format!("editor-rules-ties-{}", paper.ties.key()), &[])));
    }
    let settings = method.settings().iter();
    rules.extend(settings.map(|setting| {
        let label = format!("setting-{key}-{}", setting.name);
        line(&label, setting_words(lang, &label, setting, method.setting(paper, setting.name)))
    }));
    rules
}

fn setting_words(lang: Lang, label: &str, setting: &Setting, value: i64) -> String {
    match setting.kind {
        SettingKind::Number { .. } if value == 0 && setting.name == "unanswered" => {
            words(lang, "vote-statement-worst", &[])
        }
        SettingKind::Number { .. } if value == 0 => {
            let own = Texts::embedded().lookup(lang.code(), &format!("{label}-zero"), &[]);
            own.unwrap_or_else(|| words(lang, "vote-statement-no-limit", &[]))
        }
        SettingKind::Number { .. } => value.to_string(),
        SettingKind::Money => words(lang, "vote-statement-money", &[("amount", value.into())]),
        SettingKind::YesNo => words(lang, if value == 0 { "setting-no" } else { "setting-yes" }, &[]),
        SettingKind::OneOf(names) => {
            let chosen = usize::try_from(value).ok().and_then(|rank| names.get(rank));
            chosen.map_or_else(String::new, |name| words(lang, &format!("{label}-{name}"), &[]))
        }
    }
}
