//! The people of the demonstration: they answer, propose, vote; members publish and answer them.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::ballots::{self, CastBallot};
use tablee_core::cases::opinion::{self, CastVote, JudgedStatement};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::proposals::{self, Propose};
use tablee_core::cases::questionnaires::{self, AskedQuestion, SendSheet};
use tablee_core::cases::strata::{self, Declare};
use tablee_core::ports::Millis;
use tablee_core::{Context, secrets};
use tablee_rules::opinion::Vote;
use tablee_rules::questions::Entry;
use tablee_rules::voting::{Marking, Method, method};

use super::content::{Camp, Phase};
use super::stage::Staged;
use super::{DemoError, at, days};

/// Lets everyone take part, phase by phase, a day after each opens.
pub async fn take_part(cx: &Context, now: Millis, staged: &Staged<'_>) -> Result<(), DemoError> {
    for (position, phase) in &staged.phases {
        let then = at(cx, now + days(phase.opens) + days(1));
        let address = PhaseAddress { slug: staged.slug.clone(), position: *position };
        answer(&then, &address, phase).await?;
        vote(&then, &address, phase).await?;
        decide(&then, &address, phase).await?;
        propose(&then, &address, phase).await?;
    }
    Ok(())
}

/// Someone who has not been here before.
pub fn newcomer(cx: &Context) -> Actor {
    Actor::Resident(DeviceSecret(secrets::token(&*cx.random)))
}

/// Everyone at once: what comes together shares its commits, and the demonstration is there sooner.
async fn all_at_once<F: Future<Output = Result<(), DemoError>>>(
    people: impl IntoIterator<Item = F>,
) -> Result<(), DemoError> {
    try_join_all(people).await?;
    Ok(())
}

async fn answer(cx: &Context, address: &PhaseAddress, phase: &Phase) -> Result<(), DemoError> {
    all_at_once((0..phase.answers).map(|person| send_sheet(cx, address, phase, person))).await
}

async fn send_sheet(cx: &Context, address: &PhaseAddress, phase: &Phase, person: u32) -> Result<(), DemoError> {
    let sender = newcomer(cx);
    let asked = questionnaires::sheet(cx, &sender, address).await?.questions;
    let numbered = (1..).zip(asked.iter().zip(&phase.question));
    let entries: BTreeMap<usize, Entry> = numbered
        .filter_map(|(number, (asked, plan))| Some((number, entry(asked, &plan.texts, person, number as u32)?)))
        .collect();
    questionnaires::send_whole(cx, &sender, SendSheet { phase: address.clone(), entries }).await?;
    Ok(())
}

/// What the `person`th one says of a question; the first choices are liked more.
fn entry(asked: &AskedQuestion, texts: &[String], person: u32, number: u32) -> Option<Entry> {
    let draw = spread(person, number);
    if draw.is_multiple_of(11) {
        return Some(Entry { declined: true, ..Entry::default() });
    }
    let choices = &asked.options.choices;
    match asked.kind {
        "single_choice" | "several_choices" => {
            let liked = (draw as usize % choices.len()).min(draw as usize / 7 % choices.len());
            Some(Entry::one(&choices[liked].key))
        }
        "scale" => Some(Entry::one((1 + draw % 4).to_string())),
        "number" => Some(Entry::one((1 + draw % 5).to_string())),
        _ => texts.get(person as usize).map(Entry::one),
    }
}

async fn vote(cx: &Context, address: &PhaseAddress, phase: &Phase) -> Result<(), DemoError> {
    all_at_once((0..phase.voters).map(|person| vote_alone(cx, address, person))).await?;
    let camps = phase.camp.iter().flat_map(|camp| (0..camp.people).map(move |_| camp));
    all_at_once(
        (0..)
            .zip(camps)
            .map(|(person, camp)| vote_with(cx, address, phase, camp, person)),
    )
    .await
}

async fn vote_alone(cx: &Context, address: &PhaseAddress, person: u32) -> Result<(), DemoError> {
    let voter = newcomer(cx);
    let statements = opinion::open(cx, &voter, address).await?.statements;
    for (number, statement) in (0..).zip(&statements) {
        cast_vote(cx, &voter, address, statement, drawn_vote(spread(person, number))).await?;
    }
    Ok(())
}

/// The `person`th one votes mostly as their camp does, and declares mostly what it declares.
async fn vote_with(
    cx: &Context,
    address: &PhaseAddress,
    phase: &Phase,
    camp: &Camp,
    person: u32,
) -> Result<(), DemoError> {
    let voter = newcomer(cx);
    let statements = opinion::open(cx, &voter, address).await?.statements;
    for (number, (text, sign)) in (0..).zip(phase.options.iter().zip(camp.votes.chars())) {
        let Some(statement) = statements.iter().find(|statement| statement.text == *text) else { continue };
        let draw = spread(person, number);
        let of_its_own = draw.is_multiple_of(9);
        let vote = match sign {
            '+' if !of_its_own => Vote::Agree,
            '-' if !of_its_own => Vote::Disagree,
            _ => drawn_vote(draw),
        };
        cast_vote(cx, &voter, address, statement, vote).await?;
    }
    let declared = (!spread(person, 99).is_multiple_of(5)).then_some(camp.declares == "yes");
    let questions = strata::form(cx, &voter, address).await?.questions;
    let answers = questions.iter().map(|question| (question.id, declared)).collect();
    Ok(strata::declare(cx, &voter, Declare { phase: address.clone(), answers }).await?)
}

/// Agreement is the likeliest.
fn drawn_vote(draw: u32) -> Vote {
    match draw % 5 {
        0..3 => Vote::Agree,
        3 => Vote::Disagree,
        _ => Vote::Pass,
    }
}

async fn cast_vote(
    cx: &Context,
    voter: &Actor,
    address: &PhaseAddress,
    statement: &JudgedStatement,
    vote: Vote,
) -> Result<(), DemoError> {
    opinion::vote(cx, voter, CastVote { phase: address.clone(), statement: statement.id, vote }).await?;
    Ok(())
}

async fn decide(cx: &Context, address: &PhaseAddress, phase: &Phase) -> Result<(), DemoError> {
    all_at_once((0..phase.ballots).map(|person| cast_ballot(cx, address, phase, person))).await
}

async fn cast_ballot(cx: &Context, address: &PhaseAddress, phase: &Phase, person: u32) -> Result<(), DemoError> {
    let voter = newcomer(cx);
    let form = ballots::form(cx, &voter, address).await?;
    let marking = method(form.method).map(Method::marking).unwrap_or_default();
    let most = if phase.most > 0 { phase.most } else { 2 };
    let marks = marks(marking, person, form.options.len(), most)
        .into_iter()
        .map(|(option, value)| (form.options[option].id.clone(), value.to_string()))
        .collect();
    let key = SubmissionKey(secrets::token(&*cx.random));
    ballots::cast(cx, &voter, CastBallot { phase: address.clone(), marks, key }).await?;
    Ok(())
}

/// What the `person`th one marks beside which option; some leave their ballot blank.
fn marks(marking: Marking, person: u32, options: usize, most: u32) -> Vec<(usize, u32)> {
    let start = spread(person, 7) as usize;
    let turned = |step: u32| (start + step as usize) % options;
    match marking {
        Marking::Choice | Marking::Answer => (0..person % (most + 1)).map(|step| (turned(step), 1)).collect(),
        // The first options are liked a little more.
        Marking::Grade => (0..options)
            .map(|option| (option, (spread(person, option as u32) + 4 - option as u32 % 4) % 5))
            .collect(),
        Marking::Rank => (0..options as u32).map(|step| (turned(step), step + 1)).collect(),
        Marking::Points => vec![(turned(0), 3), (turned(1), 2)],
        Marking::Opinion => (0..options)
            .map(|option| (option, spread(person, option as u32) % 2))
            .collect(),
    }
}

async fn propose(cx: &Context, address: &PhaseAddress, phase: &Phase) -> Result<(), DemoError> {
    for proposal in &phase.proposal {
        let propose = Propose {
            phase: address.clone(),
            title: proposal.title.clone(),
            text: proposal.text.clone(),
            similar_seen: true,
            key: SubmissionKey(secrets::token(&*cx.random)),
        };
        proposals::propose(cx, &newcomer(cx), propose).await?;
    }
    Ok(())
}

/// A number that looks drawn, and is the same at each start.
fn spread(person: u32, question: u32) -> u32 {
    (person.wrapping_mul(2_654_435_761) ^ question.wrapping_mul(40_503)).rotate_left(13) % 997
}
