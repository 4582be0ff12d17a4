//! The people of the demonstration: they answer, propose, vote; a facilitator types what came on paper.

use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::assisted::{self, EnterContribution, EntryForm, Said};
use tablee_core::cases::ballots::{self, BallotForm, CastBallot};
use tablee_core::cases::consent::Consent;
use tablee_core::cases::opinion::{self, CastVote, JudgedStatement};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::proposals::{self, Propose};
use tablee_core::cases::published_proposals::ProposalAddress;
use tablee_core::cases::questionnaires::{self, SendSheet};
use tablee_core::cases::statements::{self, AddStatement};
use tablee_core::cases::strata::{self, Declare};
use tablee_core::cases::supports;
use tablee_core::ports::Millis;
use tablee_core::{Context, secrets};
use tablee_rules::opinion::Vote;
use tablee_rules::voting::{Method, method};
use tokio::task::JoinSet;

use super::content::{Camp, Phase, Proposal, Statement};
use super::stage::Staged;
use super::{DemoError, at, days, wishes};

/// People who come by paper or with help are numbered from here on.
const ON_PAPER: u32 = 100;

/// Lets everyone take part, phase by phase, a day after each opens.
pub async fn take_part(cx: &Context, now: Millis, staged: &Staged, facilitator: &Actor) -> Result<(), DemoError> {
    for (position, phase) in &staged.phases {
        let place = Place {
            cx: at(cx, now + days(phase.opens) + days(1)),
            address: PhaseAddress { slug: staged.slug.clone(), position: *position },
            phase,
        };
        place.fill().await?;
        place.enter_papers(facilitator).await?;
    }
    Ok(())
}

/// So many others say that a proposal is their idea too.
pub async fn support(cx: &Context, slug: &str, number: i32, many: u32) -> Result<(), DemoError> {
    let one_more = |cx: Context, address: ProposalAddress| async move {
        supports::support(&cx, &newcomer(&cx), &address).await?;
        Ok(())
    };
    let address = ProposalAddress { slug: slug.to_owned(), number };
    all_at_once((0..many).map(|_| one_more(cx.clone(), address.clone()))).await
}

/// Someone who has not been here before.
fn newcomer(cx: &Context) -> Actor {
    Actor::Resident(DeviceSecret(secrets::token(&*cx.random)))
}

fn key(cx: &Context) -> SubmissionKey {
    SubmissionKey(secrets::token(&*cx.random))
}

/// Everyone at once: what comes together shares its commits, and the demonstration is there sooner.
async fn all_at_once<F>(people: impl IntoIterator<Item = F>) -> Result<(), DemoError>
where
    F: Future<Output = Result<(), DemoError>> + Send + 'static,
{
    let mut coming: JoinSet<_> = people.into_iter().collect();
    while let Some(came) = coming.join_next().await {
        came??;
    }
    Ok(())
}

/// A phase that people come to.
#[derive(Clone)]
struct Place {
    cx: Context,
    address: PhaseAddress,
    phase: &'static Phase,
}

impl Place {
    async fn fill(&self) -> Result<(), DemoError> {
        let phase = self.phase;
        all_at_once((0..phase.answers).map(|person| self.clone().answer(person))).await?;
        all_at_once((0..phase.voters).map(|person| self.clone().vote(person))).await?;
        let camps = phase.camp.iter().flat_map(|camp| (0..camp.people).map(move |_| camp));
        all_at_once(
            (0..)
                .zip(camps)
                .map(|(person, camp)| self.clone().vote_with(camp, person)),
        )
        .await?;
        all_at_once((0..phase.ballots).map(|person| self.clone().decide(person))).await?;
        // These keep the order in which they are written.
        for proposal in &phase.proposal {
            self.propose(proposal).await?;
        }
        for statement in &phase.statement {
            self.add(statement).await?;
        }
        Ok(())
    }

    async fn answer(self, person: u32) -> Result<(), DemoError> {
        let sender = newcomer(&self.cx);
        let asked = questionnaires::sheet(&self.cx, &sender, &self.address).await?.questions;
        let entries = wishes::answers(&asked, &self.phase.question, person);
        questionnaires::send_whole(&self.cx, &sender, SendSheet { phase: self.address, entries }).await?;
        Ok(())
    }

    async fn vote(self, person: u32) -> Result<(), DemoError> {
        let voter = newcomer(&self.cx);
        let statements = opinion::open(&self.cx, &voter, &self.address).await?.statements;
        for (number, statement) in (0..).zip(&statements) {
            self.cast(&voter, statement, wishes::opinion(person, number)).await?;
        }
        Ok(())
    }

    /// The `person`th one votes mostly as their camp does, and declares what it declares.
    async fn vote_with(self, camp: &Camp, person: u32) -> Result<(), DemoError> {
        let voter = newcomer(&self.cx);
        let statements = opinion::open(&self.cx, &voter, &self.address).await?.statements;
        for (number, (text, sign)) in (0..).zip(self.phase.options.iter().zip(camp.votes.chars())) {
            let statement = statements.iter().find(|statement| statement.text == *text);
            let statement = statement.ok_or_else(|| DemoError::Missing(text.clone()))?;
            self.cast(&voter, statement, wishes::opinion_in_camp(sign, person, number))
                .await?;
        }
        let declared = wishes::declares(person).then_some(camp.declares == "yes");
        let questions = strata::form(&self.cx, &voter, &self.address).await?.questions;
        let answers = questions.iter().map(|question| (question.id, declared)).collect();
        Ok(strata::declare(&self.cx, &voter, Declare { phase: self.address, answers }).await?)
    }

    async fn cast(&self, voter: &Actor, statement: &JudgedStatement, vote: Vote) -> Result<(), DemoError> {
        let vote = CastVote { phase: self.address.clone(), statement: statement.id, vote };
        opinion::vote(&self.cx, voter, vote).await?;
        Ok(())
    }

    async fn decide(self, person: u32) -> Result<(), DemoError> {
        let voter = newcomer(&self.cx);
        let form = ballots::form(&self.cx, &voter, &self.address).await?;
        let marks = self.marks(&form, person);
        let ballot = CastBallot { phase: self.address, marks, key: key(&self.cx) };
        ballots::cast(&self.cx, &voter, ballot).await?;
        Ok(())
    }

    fn marks(&self, form: &BallotForm, person: u32) -> ballots::Marks {
        let marking = method(form.method).map(Method::marking).unwrap_or_default();
        let most = if self.phase.most > 0 { self.phase.most } else { 2 };
        let marks = wishes::marks(marking, person, &form.options, most);
        let named = |(option, value): (usize, String)| (form.options[option].id.clone(), value);
        marks.into_iter().map(named).collect()
    }

    async fn propose(&self, proposal: &Proposal) -> Result<(), DemoError> {
        let propose = Propose {
            phase: self.address.clone(),
            title: proposal.title.clone(),
            text: proposal.text.clone(),
            similar_seen: true,
            key: key(&self.cx),
        };
        proposals::propose(&self.cx, &newcomer(&self.cx), propose).await?;
        Ok(())
    }

    async fn add(&self, statement: &Statement) -> Result<(), DemoError> {
        let add = AddStatement {
            phase: self.address.clone(),
            text: statement.text.clone(),
            similar_seen: true,
            key: key(&self.cx),
        };
        statements::add(&self.cx, &newcomer(&self.cx), add).await?;
        Ok(())
    }

    /// What the facilitator types for those who came by paper, and for those who were helped.
    async fn enter_papers(&self, facilitator: &Actor) -> Result<(), DemoError> {
        let papers = (0..self.phase.on_paper).map(|_| ("paper", Consent::Signed));
        let helped = (0..self.phase.assisted).map(|_| ("assisted", Consent::Oral));
        for (person, (channel, consent)) in (ON_PAPER..).zip(papers.chain(helped)) {
            let contribution = EnterContribution {
                phase: self.address.clone(),
                channel: channel.to_owned(),
                consent: consent.key().to_owned(),
                said: self.said(facilitator, person).await?,
                key: key(&self.cx),
            };
            assisted::enter(&self.cx, facilitator, contribution).await?;
        }
        Ok(())
    }

    async fn said(&self, facilitator: &Actor, person: u32) -> Result<Said, DemoError> {
        match assisted::form(&self.cx, facilitator, &self.address).await? {
            EntryForm::Questionnaire(sheet) => {
                Ok(Said::Answers(wishes::answers(&sheet.questions, &self.phase.question, person)))
            }
            EntryForm::Decision(form) => Ok(Said::Marks(self.marks(&form, person))),
            EntryForm::Proposal(_) | EntryForm::Opinion(_) => Err(DemoError::PaperForAnotherPhase),
        }
    }
}
