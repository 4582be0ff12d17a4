//! Published files with anything in any place: whatever was changed is found, and every check comes to its end.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::example::{Example, example, paper, sealed_again};
use crate::ballot_log::*;
use crate::limits;
use crate::voting::{self, Counted, METHODS, Method, Paper, Settings};

/// The parts of the files that are tampered with.
const PARTS: [&str; 8] = [
    "",
    "/log/heads",
    "/result",
    "/result/paper",
    "/result/paper/settings",
    "/result/tally",
    "/recount",
    "/opened/leaves",
];

/// Values of each kind that nobody expects.
const NUMBERS: [i128; 8] =
    [0, 1, -1, 201, limits::MONEY as i128 + 1, i64::MAX as i128, i64::MIN as i128, u64::MAX as i128];
const TEXTS: [&str; 5] = ["", "trees", "schulze", "budget_fair_shares", "\n"];

/// A change: which part, which place in it, and what becomes of what is there.
type Change = (&'static str, usize, usize);

/// A vote by any method, and the ballots behind it.
fn vote_by(method: &dyn Method) -> (Published, OpenedLog) {
    let Example { mut published, opened } = example();
    let cast = opened.leaves.iter().filter(|leaf| leaf.state == LeafState::Cast);
    let cast: Vec<Counted> = cast
        .map(|leaf| Counted::once(serde_json::from_value(leaf.ballot.clone()).expect("a ballot")))
        .collect();
    let costs = paper().options.into_iter().zip([3, 5, 9]).collect();
    let settings = method.settings().iter().map(|setting| (setting.name, setting.usual));
    let settings = Settings::new(settings.chain([("budget", 10)]));
    let paper = Paper { costs, settings, ..paper() };
    let (standings, summary) = method.sum_up(&cast, &paper);
    published.result.tally = voting::decide(method, standings, &summary, &paper, &published.result.lot());
    published.result.method = method.key().to_owned();
    published.result.paper = paper;
    published.recount = Recount::Summary(summary);
    (sealed_again(published), opened)
}

/// Every place of a file, as a JSON pointer.
fn places(file: &Value, here: &str) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match file {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(place, item)| (place.to_string(), item))
            .collect(),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), field)).collect(),
        _ => Vec::new(),
    };
    let inside = inside
        .into_iter()
        .flat_map(|(name, value)| places(value, &format!("{here}/{name}")));
    [here.to_owned()].into_iter().chain(inside).collect()
}

fn change(files: &mut Value, (part, place, how): Change) {
    let places = files.pointer(part).map_or(Vec::new(), |within| places(within, part));
    let Some(found) = places
        .get(place % places.len().max(1))
        .and_then(|place| files.pointer_mut(place))
    else {
        return;
    };
    match found {
        Value::Array(items) if how % 3 == 0 => drop(items.pop()),
        Value::Array(items) if how % 3 == 1 => items.reverse(),
        Value::Array(items) => items.extend_from_within(..),
        Value::Object(fields) => fields
            .values_mut()
            .filter(|field| field.is_number())
            .for_each(|field| *field = number(how)),
        Value::String(text) => *text = TEXTS[how % TEXTS.len()].to_owned(),
        other => *other = number(how),
    }
}

fn number(how: usize) -> Value {
    json!(NUMBERS[how % NUMBERS.len()])
}

proptest! {
    #[test]
    fn whatever_was_changed_is_found(
        method in 0..METHODS.len(),
        changes in prop::collection::vec((prop::sample::select(PARTS.to_vec()), any::<usize>(), any::<usize>()), 1..4),
    ) {
        let (honest, opened) = vote_by(METHODS[method]);
        let written = serde_json::to_value(&honest).expect("files are JSON");
        let mut files = written.clone();
        files["opened"] = serde_json::to_value(opened).expect("a log is JSON");
        changes.into_iter().for_each(|one| change(&mut files, one));
        let opened = files.as_object_mut().and_then(|files| files.remove("opened"));
        let opened = opened.and_then(|opened| serde_json::from_value::<OpenedLog>(opened).ok());
        let same = files == written;
        let Ok(forged) = serde_json::from_value::<Published>(files) else { return Ok(()) };
        let found = verify(&forged, &Known::default());
        prop_assert_eq!(found == verify(&honest, &Known::default()), same, "{:?}", found);
        let sealed = sealed_again(forged);
        verify(&sealed, &Known::default());
        if let Some(opened) = opened {
            audit(&sealed, &opened);
        }
    }
}
