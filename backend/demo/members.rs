//! What the members of the demonstration do: moderate, publish results, answer.

use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::answers::{PublishAnswers, SaveAnswer, desk, edit, publish as publish_answers, save};
use tablee_core::cases::moderation::{
    DecideProposal, DecisionForm, ReviewText, WaitingProposal, decide, free_texts, queue, review,
};
use tablee_core::cases::moments::TypedMoment;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::published_proposals::{ProposalAddress, Turn};
use tablee_core::cases::results::{PublishResults, publish as publish_results};
use tablee_core::cases::supports::support;
use tablee_core::jobs::analyse_opinions::analyse_changed;
use tablee_core::ports::Millis;
use tablee_rules::answers::AnswerForm;

use super::content::{Phase, Proposal};
use super::crowd::newcomer;
use super::stage::Staged;
use super::{DemoError, at, days};

/// Moderates what waits, and lets others say that it is their idea too.
pub async fn moderate(cx: &Context, now: Millis, staged: &Staged<'_>) -> Result<(), DemoError> {
    for (_, phase) in &staged.phases {
        let then = at(cx, now + days(phase.opens + 2));
        for proposal in phase.proposal.iter().filter(|proposal| !proposal.waiting) {
            let number = publish_proposal(&then, &staged.slug, proposal).await?;
            for _ in 0..proposal.supports {
                support(&then, &newcomer(cx), &ProposalAddress { slug: staged.slug.clone(), number }).await?;
            }
        }
    }
    Ok(())
}

async fn publish_proposal(cx: &Context, slug: &str, proposal: &Proposal) -> Result<i32, DemoError> {
    let waiting = queue(cx, &Actor::System, slug, None).await?.proposals.items;
    let found = waiting.into_iter().find(|waiting| waiting.title == proposal.title);
    let WaitingProposal { number, seen, .. } = found.ok_or(DemoError::NotADemonstration)?;
    let command = DecideProposal { slug: slug.to_owned(), number, seen, form: publishing() };
    decide(cx, &Actor::System, command).await?;
    Ok(number)
}

fn publishing() -> DecisionForm {
    DecisionForm { decision: "publish".to_owned(), ..DecisionForm::default() }
}

/// Reads the free texts, publishes the results that are due, and answers the proposals.
pub async fn conclude(cx: &Context, now: Millis, staged: &Staged<'_>) -> Result<(), DemoError> {
    for (position, phase) in &staged.phases {
        let then = at(cx, now + days(phase.closes + 2));
        if phase.publish {
            show_texts(&then, &staged.slug).await?;
            // Beside the requests as ever: nobody waits for it but these results.
            analyse_changed(&then).await?;
            let phase = PhaseAddress { slug: staged.slug.clone(), position: *position };
            publish_results(&then, &Actor::System, PublishResults { phase, version: 1, alike_in_full: false }).await?;
        }
        answer(&then, now, &staged.slug, phase).await?;
    }
    Ok(())
}

async fn show_texts(cx: &Context, slug: &str) -> Result<(), DemoError> {
    for text in free_texts(cx, &Actor::System, slug, None).await?.items {
        let command = ReviewText {
            slug: slug.to_owned(),
            sheet: text.sheet,
            question: text.question_id,
            seen: text.seen,
            form: publishing(),
        };
        review(cx, &Actor::System, command).await?;
    }
    Ok(())
}

async fn answer(cx: &Context, now: Millis, slug: &str, phase: &Phase) -> Result<(), DemoError> {
    let lines = desk(cx, &Actor::System, slug, Turn::First).await?.lines;
    let answered = phase.proposal.iter().filter(|proposal| !proposal.verdict.is_empty());
    for proposal in answered {
        let line = lines.iter().find(|line| line.title == proposal.title);
        let number = line.ok_or(DemoError::NotADemonstration)?.number;
        let form = answer_form(now, proposal);
        let seen = edit(cx, &Actor::System, slug, number).await?.seen;
        save(cx, &Actor::System, SaveAnswer { slug: slug.to_owned(), number, seen, form }).await?;
    }
    let drafts = desk(cx, &Actor::System, slug, Turn::First).await?.drafts;
    if !drafts.is_empty() {
        let answers = drafts.iter().map(|draft| draft.id).collect();
        publish_answers(cx, &Actor::System, PublishAnswers { slug: slug.to_owned(), answers }).await?;
    }
    Ok(())
}

fn answer_form(now: Millis, proposal: &Proposal) -> AnswerForm {
    let due = proposal
        .due_in_days
        .map(|count| TypedMoment::of(Some(now + days(count))).day);
    AnswerForm {
        verdict: proposal.verdict.clone(),
        reason: proposal.reason.clone(),
        details: String::new(),
        body: proposal.body.clone(),
        person: proposal.person.clone(),
        due: due.unwrap_or_default(),
    }
}
