//! What stands before the first part of minutes: titles and date.

use super::{MinutesDraft, Section, content::capitalised, lines::Line, topics};
use crate::dates::Day;

/// Lines searched for a date when no part is recognised.
const FRONT_LINES: u32 = 40;

/// Fills in the titles and the date from what precedes the first topic.
pub(super) fn fill(draft: &mut MinutesDraft, lines: &[Line]) {
    let front: Vec<&Section> = draft
        .sections
        .iter()
        .take_while(|section| section.topic.is_none())
        .collect();
    let named = front.iter().position(|section| names_the_workshop(&section.heading));
    let main = named.or_else(|| (!front.is_empty()).then_some(0));
    draft.title = main.map(|index| without_report(&without_date(&front[index].heading)));
    draft.event_title = main.filter(|&index| index > 0).map(|_| without_date(&front[0].heading));
    let end = draft
        .sections
        .iter()
        .find(|section| section.topic.is_some())
        .map_or(FRONT_LINES, |section| section.lines.first);
    draft.held_on = lines
        .iter()
        .take_while(|line| line.number < end)
        .find_map(|line| Day::find(&line.text));
}

fn names_the_workshop(heading: &str) -> bool {
    let words = crate::text::words(heading);
    words.iter().any(|word| word.starts_with("atelier") || word == "rendu")
}

/// Without a date and the words that lead to it.
fn without_date(heading: &str) -> String {
    let words: Vec<&str> = heading.split(' ').collect();
    let dated = (0..words.len()).find_map(|start| {
        [1, 3]
            .into_iter()
            .filter_map(|count| Some((start, words.get(start..start + count)?)))
            .find(|(_, dated)| {
                Day::parse(dated.join(" ").trim_matches(|letter: char| !letter.is_alphanumeric())).is_ok()
            })
    });
    let Some((start, dated)) = dated else { return heading.to_owned() };
    let leads = |word: &&&str| matches!(**word, "du" | "le" | "-" | "–" | "—" | "," | ":" | "au") || is_day_name(word);
    let lead = words[..start].iter().rev().take_while(leads).count();
    let rest: Vec<&str> = words[..start - lead]
        .iter()
        .chain(&words[start + dated.len()..])
        .copied()
        .collect();
    let rest = rest.join(" ");
    let rest = rest.trim_matches([' ', ',', '-', '–', '—', '(', ')']);
    if rest.is_empty() { heading.to_owned() } else { rest.to_owned() }
}

fn is_day_name(word: &str) -> bool {
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        .contains(&crate::text::fold(word).as_str())
}

/// Without "report" before the name of the workshop.
fn without_report(heading: &str) -> String {
    let rest = heading.split_once([' ', '-', ':', '–']).map(|_| heading);
    let folded = crate::text::fold(heading);
    let starts = ["compte-rendu", "compte rendu"];
    let length = starts
        .iter()
        .find(|start| folded.starts_with(**start))
        .map(|start| start.chars().count());
    let stripped = length
        .zip(rest)
        .map(|(length, rest)| rest.chars().skip(length).collect::<String>());
    let stripped = stripped
        .as_deref()
        .map(|rest| rest.trim_start_matches([' ', '-', '–', '—', ':']));
    stripped
        .filter(|rest| topics::is_report_title(rest) && !rest.is_empty())
        .map_or_else(|| heading.to_owned(), capitalised)
}
