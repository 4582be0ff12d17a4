//! All that was said in an opinion phase, as it is analysed.

use std::collections::BTreeMap;

use sea_orm::DbErr;
use tablee_rules::moderation::ModerationState;
use tablee_rules::opinion::{
    Cast, LeftOut, StatementId, Strata, Stratum, StratumTally, Vote, VoterId, Votes, stratum_tallies,
};
use tablee_rules::timetable::PhaseKind;
use uuid::Uuid;

use crate::Context;
use crate::secrets::Purpose;
use crate::store::entities::{phase, statement, stratum};
use crate::store::{opinion_analyses, strata};

/// Votes and declarations of a phase, as they are stored.
pub(crate) struct Said {
    cast: Vec<(Uuid, Uuid, i32)>,
    asked: Vec<stratum::Model>,
    declared: Vec<(Uuid, Uuid, bool)>,
    left_out: BTreeMap<StatementId, LeftOut>,
}

impl Said {
    /// Everything that was said on these statements, which are all those of the phase.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn of(cx: &Context, phase: &phase::Model, statements: &[statement::Model]) -> Result<Self, DbErr> {
        Ok(Self {
            cast: opinion_analyses::votes(cx.db.read(), phase.id).await?,
            asked: strata::of_consultation(cx.db.read(), phase.consultation_id).await?,
            declared: strata::of_phase(cx.db.read(), phase.id).await?,
            left_out: left_out(statements),
        })
    }

    /// The same as the rules count it. Work for a thread of its own when many took part.
    pub(crate) fn counted(self) -> (Votes, Strata) {
        let votes = Votes::new(self.cast.into_iter().filter_map(cast_of), &self.left_out);
        let numbers: BTreeMap<_, u16> = self.asked.iter().map(|row| row.id).zip(0..).collect();
        let declared = self.declared.into_iter().filter_map(|(voter, question, yes)| {
            let question = *numbers.get(&question)?;
            Some((VoterId(voter.as_u128()), Stratum { question, yes }))
        });
        (votes, Strata::new(declared))
    }
}

/// What each declared stratum of an opinion phase said, added up, for auditors; nothing of other phases.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn declared(cx: &Context, phase: &phase::Model) -> Result<Vec<StratumTally>, DbErr> {
    if phase.phase_kind() != Some(PhaseKind::Opinion) {
        return Ok(Vec::new());
    }
    let statements = opinion_analyses::statements(cx.db.read(), phase.id).await?;
    let said = Said::of(cx, phase, &statements).await?;
    let tallied = tokio::task::spawn_blocking(move || {
        let (votes, strata) = said.counted();
        stratum_tallies(&votes, &strata)
    });
    tallied.await.map_err(|error| DbErr::Custom(error.to_string()))
}

/// What tells two states of a phase apart, from the counters alone.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn fingerprint(
    cx: &Context,
    phase: &phase::Model,
    statements: &[statement::Model],
) -> Result<String, DbErr> {
    let declared = opinion_analyses::count_declarations(cx.db.read(), phase.id).await?;
    let mut counters = format!("{declared:?}");
    for row in statements {
        let apart = if row.apart { " apart" } else { "" };
        counters.push_str(&format!("\n{} {} {} {} {}{apart}", row.id, row.state, row.agree, row.disagree, row.pass));
    }
    Ok(cx
        .secrets
        .hash(Purpose::Seen, &[phase.id.as_bytes(), counters.as_bytes()]))
}

/// Statements that are put to the vote no more form no group and are in no result; those that are set apart form no group.
fn left_out(statements: &[statement::Model]) -> BTreeMap<StatementId, LeftOut> {
    let why = |row: &statement::Model| match row {
        row if row.state != ModerationState::Published.key() => Some(LeftOut::Rejected),
        row => row.apart.then_some(LeftOut::Meta),
    };
    statements
        .iter()
        .filter_map(|row| Some((StatementId(row.id.as_u128()), why(row)?)))
        .collect()
}

fn cast_of((voter, statement, mark): (Uuid, Uuid, i32)) -> Option<Cast> {
    Some(Cast {
        voter: VoterId(voter.as_u128()),
        statement: StatementId(statement.as_u128()),
        vote: Vote::from_mark(mark)?,
    })
}
