//! Erasing what people sent to a consultation, a batch at a time, so that no other unit waits for long.

use sea_orm::sea_query::{Expr, JoinType, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use tablee_rules::moderation::ModerationState;
use tablee_rules::timetable::ConsultationState;
use uuid::Uuid;

use super::entities::answer::AnswerReview;
use super::entities::answer_sheet::SheetState;
use super::entities::{
    alike_burst, answer, answer_sheet, ballot, ballot_option, confirmation, consultation, declaration, erasure, follow,
    kept_count, moderation_decision, official_answer, opinion_analysis, participation, pass, proposal, publication,
    receipt, statement, statement_vote, submission, support,
};
use super::rows::{insert, insert_missing};
use super::{contacts, free_texts};

/// The day of a sheet that says nothing of when it was sent.
const NO_DAY: i32 = 0;

/// A kind of rows that is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Answers,
    Sheets,
    StatementVotes,
    Declarations,
    Ballots,
    AlikeBursts,
    Supports,
    Receipts,
    Submissions,
    Participations,
    Passes,
    Decisions,
    Proposals,
    Statements,
    Contacts,
    Analyses,
    KeptCounts,
}

impl Part {
    /// All kinds, those that lead to others first.
    pub const ALL: [Self; 17] = [
        Self::Answers,
        Self::Sheets,
        Self::StatementVotes,
        Self::Declarations,
        Self::Ballots,
        Self::AlikeBursts,
        Self::Supports,
        Self::Receipts,
        Self::Submissions,
        Self::Participations,
        Self::Passes,
        Self::Decisions,
        Self::Proposals,
        Self::Statements,
        Self::Contacts,
        // Last: the job may have made one of what was left meanwhile.
        Self::Analyses,
        Self::KeptCounts,
    ];
}

/// Public consultations whose contributions were not erased yet.
pub async fn to_watch(conn: &impl ConnectionTrait) -> Result<Vec<consultation::Model>, DbErr> {
    consultation::Entity::find()
        .filter(consultation::Column::State.ne(ConsultationState::Draft.key()))
        .filter(consultation::Column::Id.not_in_subquery(erased()))
        .all(conn)
        .await
}

/// The consultations whose contributions were erased.
pub(super) fn erased() -> SelectStatement {
    Query::select()
        .column(erasure::Column::ConsultationId)
        .from(erasure::Entity)
        .to_owned()
}

/// Whether the contributions of a consultation were erased.
pub async fn is_erased(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<bool, DbErr> {
    Ok(erasure::Entity::find_by_id(consultation).one(conn).await?.is_some())
}

/// Notes that the contributions of a consultation are erased; `false` when another node did.
pub async fn note(conn: &impl ConnectionTrait, row: erasure::Model) -> Result<bool, DbErr> {
    insert_missing::<erasure::Entity, _>(conn, row, [erasure::Column::ConsultationId]).await
}

/// Erases a batch of a kind: rows of at most so many people or things, all at once of the smaller kinds. Says how many rows: none
/// when nothing of it is left. What everyone can read stays. Nodes that erase the same consultation wait for each other: nobody
/// takes rows that another one is erasing for none.
pub async fn erase(conn: &impl ConnectionTrait, part: Part, of: Uuid, most: u64) -> Result<u64, DbErr> {
    use proposal::Column as P;
    use statement::Column as S;
    consultation::Entity::find_by_id(of).lock_exclusive().one(conn).await?;
    match part {
        Part::Answers => some::<answer::Entity>(conn, answer::Column::SheetId, other_answers(of), most).await,
        Part::Sheets => {
            some::<answer_sheet::Entity>(conn, answer_sheet::Column::Id, sheets_without_answers(of), most).await
        }
        Part::StatementVotes => {
            use statement_vote::Column::{ConsultationId, VoterId};
            some::<statement_vote::Entity>(conn, VoterId, ConsultationId.eq(of), most).await
        }
        Part::Declarations => {
            use declaration::Column::{ConsultationId, VoterId};
            some::<declaration::Entity>(conn, VoterId, ConsultationId.eq(of), most).await
        }
        Part::Analyses => {
            use opinion_analysis::Column::{ConsultationId, PhaseId};
            some::<opinion_analysis::Entity>(conn, PhaseId, ConsultationId.eq(of), most).await
        }
        Part::KeptCounts => {
            use kept_count::Column::{ConsultationId, PhaseId};
            some::<kept_count::Entity>(conn, PhaseId, ConsultationId.eq(of), most).await
        }
        Part::Ballots => {
            use ballot::Column::{ConsultationId, Id};
            some::<ballot::Entity>(conn, Id, ConsultationId.eq(of), most).await
        }
        Part::AlikeBursts => {
            use alike_burst::Column::{ConsultationId, Id};
            some::<alike_burst::Entity>(conn, Id, ConsultationId.eq(of), most).await
        }
        Part::Supports => {
            use support::Column::{ConsultationId, Id};
            some::<support::Entity>(conn, Id, ConsultationId.eq(of), most).await
        }
        Part::Receipts => {
            use receipt::Column::{CodeHash, ConsultationId};
            some::<receipt::Entity>(conn, CodeHash, ConsultationId.eq(of), most).await
        }
        Part::Submissions => {
            use submission::Column::{ConsultationId, KeyHash};
            some::<submission::Entity>(conn, KeyHash, ConsultationId.eq(of), most).await
        }
        Part::Participations => {
            use participation::Column::{ConsultationId, Id};
            some::<participation::Entity>(conn, Id, ConsultationId.eq(of), most).await
        }
        Part::Passes => {
            use pass::Column::{ConsultationId, Id};
            some::<pass::Entity>(conn, Id, ConsultationId.eq(of), most).await
        }
        Part::Decisions => decisions(conn, of).await,
        Part::Proposals => {
            let published = ModerationState::Published.key();
            hide_proposals(conn, of).await?;
            let gone = proposal::Entity::delete_many()
                .filter(P::ConsultationId.eq(of))
                .filter(P::State.ne(published))
                .filter(P::Id.not_in_subquery(answered(of)))
                .filter(P::Id.not_in_subquery(put_to_the_vote(of)));
            gone.exec(conn).await.map(|gone| gone.rows_affected)
        }
        Part::Statements => statement::Entity::delete_many()
            .filter(S::ConsultationId.eq(of))
            .filter(S::State.ne(ModerationState::Published.key()))
            .exec(conn)
            .await
            .map(|gone| gone.rows_affected),
        Part::Contacts => forget_contacts(conn, of, most).await,
    }
}

/// Gives texts that stay a sheet of their own, which says nothing of who wrote them or when: of so many at most. Says of how many:
/// none when nothing ties any of them to another one.
///
/// Nodes that do so at once wait for each other.
pub async fn untie_texts(
    conn: &impl ConnectionTrait,
    of: Uuid,
    most: u64,
    new_id: impl Fn() -> Uuid,
) -> Result<u64, DbErr> {
    consultation::Entity::find_by_id(of).lock_exclusive().one(conn).await?;
    let tied: Vec<(Uuid, Uuid, Uuid)> = answer::Entity::find()
        .select_only()
        .columns([answer::Column::SheetId, answer::Column::QuestionId])
        .column(answer_sheet::Column::PhaseId)
        .join(JoinType::InnerJoin, free_texts::to_sheet())
        .filter(texts_that_stay(of))
        .filter(answer_sheet::Column::Day.ne(NO_DAY))
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    for (sheet, question, phase_id) in &tied {
        let (id, state) = (new_id(), SheetState::Sent.key().to_owned());
        let (channel, day) = (String::new(), NO_DAY);
        let alone = answer_sheet::Model { id, consultation_id: of, phase_id: *phase_id, channel, state, day };
        insert::<answer_sheet::Entity, _>(conn, alone).await?;
        answer::Entity::update_many()
            .col_expr(answer::Column::SheetId, Expr::value(id))
            .filter(answer::Column::SheetId.eq(*sheet))
            .filter(answer::Column::QuestionId.eq(*question))
            .exec(conn)
            .await?;
    }
    Ok(tied.len() as u64)
}

/// Erases rows that match, of at most so many keys.
async fn some<E: EntityTrait>(
    conn: &impl ConnectionTrait,
    key: E::Column,
    matching: impl Into<Condition>,
    most: u64,
) -> Result<u64, DbErr> {
    let matching = matching.into();
    let keys = Query::select()
        .column(key)
        .from(E::default())
        .cond_where(matching.clone())
        .limit(most)
        .to_owned();
    let erased = E::delete_many()
        .filter(matching)
        .filter(key.in_subquery(keys))
        .exec(conn)
        .await?;
    Ok(erased.rows_affected)
}

/// The texts that stand in published results: a facilitator let everyone read them.
fn texts_that_stay(of: Uuid) -> Condition {
    use answer::Column::{ConsultationId, Review, SheetId};
    let published = Query::select()
        .column(publication::Column::PhaseId)
        .from(publication::Entity)
        .and_where(publication::Column::ConsultationId.eq(of))
        .to_owned();
    let sheets = Query::select()
        .column(answer_sheet::Column::Id)
        .from(answer_sheet::Entity)
        .and_where(answer_sheet::Column::PhaseId.in_subquery(published))
        .to_owned();
    Condition::all()
        .add(ConsultationId.eq(of))
        .add(Review.eq(AnswerReview::Published.key()))
        .add(SheetId.in_subquery(sheets))
}

fn other_answers(of: Uuid) -> Condition {
    Condition::all()
        .add(answer::Column::ConsultationId.eq(of))
        .add(texts_that_stay(of).not())
}

fn sheets_without_answers(of: Uuid) -> Condition {
    let still = Query::select()
        .column(answer::Column::SheetId)
        .from(answer::Entity)
        .and_where(answer::Column::ConsultationId.eq(of))
        .to_owned();
    Condition::all()
        .add(answer_sheet::Column::ConsultationId.eq(of))
        .add(answer_sheet::Column::Id.not_in_subquery(still))
}

/// Decisions on what nobody can read any more, with the words for its author.
async fn decisions(conn: &impl ConnectionTrait, of: Uuid) -> Result<u64, DbErr> {
    use moderation_decision::Column::{ConsultationId, SubjectId};
    let published = ModerationState::Published.key();
    let proposals = Query::select()
        .column(proposal::Column::Id)
        .from(proposal::Entity)
        .and_where(proposal::Column::ConsultationId.eq(of))
        .and_where(proposal::Column::State.eq(published))
        .to_owned();
    let statements = Query::select()
        .column(statement::Column::Id)
        .from(statement::Entity)
        .and_where(statement::Column::ConsultationId.eq(of))
        .and_where(statement::Column::State.eq(published))
        .to_owned();
    let erased = moderation_decision::Entity::delete_many()
        .filter(ConsultationId.eq(of))
        .filter(SubjectId.not_in_subquery(proposals))
        .filter(SubjectId.not_in_subquery(statements))
        .exec(conn)
        .await?;
    Ok(erased.rows_affected)
}

/// No proposal leads to its author any more, and one that is not shown says nothing, where an answer or a vote keeps its number.
async fn hide_proposals(conn: &impl ConnectionTrait, of: Uuid) -> Result<(), DbErr> {
    use proposal::Column::{Author, ConsultationId, Folded, ReasonText, State, Text, Title};
    proposal::Entity::update_many()
        .col_expr(Author, Expr::value(None::<String>))
        .filter(ConsultationId.eq(of))
        .exec(conn)
        .await?;
    proposal::Entity::update_many()
        .col_expr(Title, Expr::value(""))
        .col_expr(Text, Expr::value(""))
        .col_expr(Folded, Expr::value(""))
        .col_expr(ReasonText, Expr::value(None::<String>))
        .filter(ConsultationId.eq(of))
        .filter(State.ne(ModerationState::Published.key()))
        .exec(conn)
        .await
        .map(|_| ())
}

fn answered(of: Uuid) -> SelectStatement {
    Query::select()
        .column(official_answer::Column::ProposalId)
        .from(official_answer::Entity)
        .and_where(official_answer::Column::ConsultationId.eq(of))
        .to_owned()
}

fn put_to_the_vote(of: Uuid) -> SelectStatement {
    Query::select()
        .column(ballot_option::Column::ProposalId)
        .from(ballot_option::Entity)
        .and_where(ballot_option::Column::ConsultationId.eq(of))
        .and_where(ballot_option::Column::ProposalId.is_not_null())
        .to_owned()
}

/// Forgets what addresses follow of a consultation, and the addresses that follow nothing else.
async fn forget_contacts(conn: &impl ConnectionTrait, of: Uuid, most: u64) -> Result<u64, DbErr> {
    let following: Vec<Uuid> = follow::Entity::find()
        .select_only()
        .column(follow::Column::ContactId)
        .distinct()
        .filter(follow::Column::ConsultationId.eq(of))
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    let asked: Vec<Uuid> = confirmation::Entity::find()
        .select_only()
        .column(confirmation::Column::ContactId)
        .distinct()
        .filter(confirmation::Column::ConsultationId.eq(of))
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    let mut contacts: Vec<Uuid> = following.into_iter().chain(asked).collect();
    contacts.sort();
    contacts.dedup();
    for contact in &contacts {
        contacts::leave(conn, *contact, of).await?;
    }
    Ok(contacts.len() as u64)
}
