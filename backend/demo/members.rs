//! What the members of the demonstration do: moderate, publish results, answer.

use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::answers::{PublishAnswers, SaveAnswer, desk, edit, publish as publish_answers, save};
use tablee_core::cases::moderation::{
    DecideProposal, DecideStatement, DecisionForm, ReviewText, WaitingProposal, decide, decide_statement, free_texts,
    queue, review, statements,
};
use tablee_core::cases::moments::TypedMoment;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::published_proposals::Turn;
use tablee_core::cases::results::{PublishResults, publish as publish_results};
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::ports::Millis;
use tablee_rules::answers::AnswerForm;

use super::content::{Answer, Phase, Proposal};
use super::crowd::support;
use super::stage::Staged;
use super::team::Team;
use super::{DemoError, at, days, observer};

/// Moderates what waits, and lets others say that it is their idea too.
pub async fn moderate(cx: &Context, now: Millis, staged: &Staged, facilitator: &Actor) -> Result<(), DemoError> {
    for (_, phase) in &staged.phases {
        let then = at(cx, now + days(phase.opens + 2));
        for proposal in phase.proposal.iter().filter(|proposal| !proposal.waiting) {
            let number = publish_proposal(&then, &staged.slug, proposal, facilitator).await?;
            support(&then, &staged.slug, number, proposal.supports).await?;
        }
        let waiting = staged.phases.iter().flat_map(|(_, phase)| &phase.statement);
        let waiting = waiting.filter(|plan| plan.waiting).map(|plan| plan.text.as_str());
        publish_statements(&then, &staged.slug, &waiting.collect::<Vec<_>>(), facilitator).await?;
    }
    Ok(())
}

async fn publish_proposal(
    cx: &Context,
    slug: &str,
    proposal: &Proposal,
    facilitator: &Actor,
) -> Result<i32, DemoError> {
    let waiting = queue(cx, facilitator, slug, None).await?.proposals.items;
    let found = waiting.into_iter().find(|waiting| waiting.title == proposal.title);
    let found = found.ok_or_else(|| DemoError::Missing(proposal.title.clone()))?;
    let WaitingProposal { number, seen, .. } = found;
    let command = DecideProposal { slug: slug.to_owned(), number, seen, form: showing() };
    decide(cx, facilitator, command).await?;
    Ok(number)
}

/// Publishes the statements that wait to be read, but for those that are to be met in the queue.
async fn publish_statements(cx: &Context, slug: &str, waiting: &[&str], facilitator: &Actor) -> Result<(), DemoError> {
    for statement in statements(cx, facilitator, slug, None).await?.items {
        if waiting.contains(&statement.text.as_str()) {
            continue;
        }
        let command =
            DecideStatement { slug: slug.to_owned(), statement: statement.id, seen: statement.seen, form: showing() };
        decide_statement(cx, facilitator, command).await?;
    }
    Ok(())
}

fn showing() -> DecisionForm {
    DecisionForm { decision: "publish".to_owned(), ..DecisionForm::default() }
}

fn not_showing() -> DecisionForm {
    DecisionForm { decision: "refuse".to_owned(), reason: "personal_data".to_owned(), words: String::new() }
}

/// Reads the free texts, publishes the results that are due, and answers the proposals.
pub async fn conclude(cx: &Context, now: Millis, staged: &Staged, team: &Team) -> Result<(), DemoError> {
    for (position, phase) in &staged.phases {
        let then = at(cx, now + days(phase.closes + 2));
        if phase.publish {
            read_texts(&then, &staged.slug, phase, &team.facilitator).await?;
            // The job that does it has not begun yet.
            analyse_changed(&then).await?;
            let phase_address = PhaseAddress { slug: staged.slug.clone(), position: *position };
            let publish = PublishResults { phase: phase_address.clone(), version: 1, alike_in_full: false };
            publish_results(&then, &team.facilitator, publish).await?;
            if phase.controlled {
                observer::control(&then, phase_address, &team.auditor).await?;
            }
        }
        for version in 0.. {
            let later = at(cx, now + days(phase.closes + 2 + version as i64 * 7));
            if !answer(&later, now, &staged.slug, (phase, version), &team.institution).await? {
                break;
            }
        }
    }
    Ok(())
}

async fn read_texts(cx: &Context, slug: &str, phase: &Phase, facilitator: &Actor) -> Result<(), DemoError> {
    let refused = |text: &str| {
        phase
            .question
            .iter()
            .any(|question| question.refused.iter().any(|known| known == text))
    };
    for text in free_texts(cx, facilitator, slug, None).await?.items {
        let form = if refused(&text.text) { not_showing() } else { showing() };
        let (slug, sheet) = (slug.to_owned(), text.sheet);
        let command = ReviewText { slug, sheet, question: text.question_id, seen: text.seen, form };
        review(cx, facilitator, command).await?;
    }
    Ok(())
}

/// Writes that version of each proposal's answer, and publishes all but drafts; says whether there was any.
async fn answer(
    cx: &Context,
    now: Millis,
    slug: &str,
    (phase, version): (&Phase, usize),
    institution: &Actor,
) -> Result<bool, DemoError> {
    let versions = phase.proposal.iter();
    let versions: Vec<(&Proposal, &Answer)> = versions
        .filter_map(|proposal| Some((proposal, proposal.answer.get(version)?)))
        .collect();
    let lines = desk(cx, institution, slug, Turn::First).await?.lines;
    let mut ready = Vec::new();
    for &(proposal, written) in &versions {
        let line = lines.iter().find(|line| line.title == proposal.title);
        let number = line.ok_or_else(|| DemoError::Missing(proposal.title.clone()))?.number;
        let seen = edit(cx, institution, slug, number).await?.seen;
        let form = answer_form(now, written);
        save(cx, institution, SaveAnswer { slug: slug.to_owned(), number, seen, form }).await?;
        ready.extend((!written.draft).then_some(number));
    }
    let drafts = desk(cx, institution, slug, Turn::First).await?.drafts;
    let answers: Vec<_> = drafts
        .iter()
        .filter(|draft| ready.contains(&draft.number))
        .map(|draft| draft.id)
        .collect();
    if !answers.is_empty() {
        publish_answers(cx, institution, PublishAnswers { slug: slug.to_owned(), answers }).await?;
    }
    Ok(!versions.is_empty())
}

fn answer_form(now: Millis, answer: &Answer) -> AnswerForm {
    let due = answer
        .due_in_days
        .map(|count| TypedMoment::of(Some(now + days(count))).day);
    AnswerForm {
        verdict: answer.verdict.clone(),
        reason: answer.reason.clone(),
        details: String::new(),
        body: answer.body.clone(),
        person: answer.person.clone(),
        due: due.unwrap_or_default(),
    }
}
