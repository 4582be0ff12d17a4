//! Proposals, who stands behind them, and the official answers that can be read.

use sea_orm::sea_query::{Expr, LikeExpr, Order, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use tablee_rules::moderation::ModerationState;
use tablee_rules::text;
use uuid::Uuid;

use super::entities::{official_answer, proposal, support};
use super::moderation::settle;
use super::rows::{insert, insert_missing};

/// State of an official answer that everyone may read.
const ANSWER_PUBLISHED: &str = "published";

/// What search and similarity read of a proposal.
pub fn folded(title: &str, body: &str) -> String {
    text::fold(&format!("{title}\n{body}"))
}

/// The next number of a proposal in a consultation. Belongs after `consultations::touch` in the same unit, which makes those
/// who number wait for each other.
pub async fn next_number(conn: &impl ConnectionTrait, consultation: Uuid) -> Result<i32, DbErr> {
    let last: Option<Option<i32>> = proposal::Entity::find()
        .select_only()
        .expr(proposal::Column::Number.max())
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}

/// Adds a proposal.
pub async fn add(conn: &impl ConnectionTrait, row: proposal::Model) -> Result<(), DbErr> {
    insert::<proposal::Entity, _>(conn, row).await
}

/// The proposal with that id, whatever its state.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<proposal::Model>, DbErr> {
    proposal::Entity::find_by_id(id).one(conn).await
}

/// The proposal with that id, which nobody else changes until the unit ends.
pub async fn lock(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<proposal::Model>, DbErr> {
    proposal::Entity::find_by_id(id).lock_exclusive().one(conn).await
}

/// A published proposal by its number.
pub async fn published_at(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    number: i32,
) -> Result<Option<proposal::Model>, DbErr> {
    published(consultation)
        .filter(proposal::Column::Number.eq(number))
        .one(conn)
        .await
}

/// The newest published proposals of a phase, at most so many: those that a new one is compared with.
pub async fn to_compare(conn: &impl ConnectionTrait, phase: Uuid, most: u64) -> Result<Vec<proposal::Model>, DbErr> {
    proposal::Entity::find()
        .filter(proposal::Column::PhaseId.eq(phase))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
        .order_by_desc(proposal::Column::Number)
        .limit(most)
        .all(conn)
        .await
}

/// Gives a proposal other words and another state: a facilitator has to read it again, and the reason of an earlier decision goes.
pub async fn rewrite(
    conn: &impl ConnectionTrait,
    id: Uuid,
    title: &str,
    body: &str,
    state: ModerationState,
) -> Result<(), DbErr> {
    proposal::Entity::update_many()
        .col_expr(proposal::Column::Title, Expr::value(title))
        .col_expr(proposal::Column::Text, Expr::value(body))
        .col_expr(proposal::Column::Folded, Expr::value(folded(title, body)))
        .filter(proposal::Column::Id.eq(id))
        .exec(conn)
        .await?;
    settle::<proposal::Entity>(conn, id, state, None, state != ModerationState::Withdrawn).await
}

/// Forgets a withdrawn proposal's words, and who sent it.
pub async fn withdraw(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    proposal::Entity::update_many()
        .col_expr(proposal::Column::Author, Expr::value(Option::<String>::None))
        .filter(proposal::Column::Id.eq(id))
        .exec(conn)
        .await?;
    rewrite(conn, id, "", "", ModerationState::Withdrawn).await
}

/// How published proposals are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrder {
    /// The newest first.
    Newest,
    /// Those that most people stand behind first, the newest first among equals.
    MostSupported,
}

/// Where in a list a page begins or ends: beside this proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// People behind it when the link was made.
    pub supports: i32,
    /// Its number.
    pub number: i32,
}

impl Place {
    /// The place of a link; nothing for whatever is no place.
    pub fn parse(text: &str) -> Option<Self> {
        let (supports, number) = text.split_once('-')?;
        Some(Self { supports: supports.parse().ok()?, number: number.parse().ok()? })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.supports, self.number)
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The first one.
    First,
    /// What follows this place.
    After(Place),
    /// What precedes this place.
    Before(Place),
}

/// A page of the published proposals that hold all of these folded words, one row longer than `size` when there is more in
/// that direction. Rows stand in the order of the list, whichever way one turns.
pub async fn page(
    conn: &impl ConnectionTrait,
    consultation: Uuid,
    words: &[String],
    order: ListOrder,
    turn: Turn,
    size: u64,
) -> Result<Vec<proposal::Model>, DbErr> {
    use proposal::Column::{Number, Supports};
    let backwards = matches!(turn, Turn::Before(_));
    let direction = if backwards { Order::Asc } else { Order::Desc };
    let mut query = with_words(published(consultation), words).limit(size + 1);
    if let Turn::After(place) | Turn::Before(place) = turn {
        query = query.filter(beside(order, place, backwards));
    }
    if order == ListOrder::MostSupported {
        query = query.order_by(Supports, direction.clone());
    }
    let mut rows = query.order_by(Number, direction).all(conn).await?;
    if backwards {
        rows.reverse();
    }
    Ok(rows)
}

/// How many published proposals hold all of these folded words.
pub async fn count(conn: &impl ConnectionTrait, consultation: Uuid, words: &[String]) -> Result<u64, DbErr> {
    with_words(published(consultation), words).count(conn).await
}

fn published(consultation: Uuid) -> Select<proposal::Entity> {
    proposal::Entity::find()
        .filter(proposal::Column::ConsultationId.eq(consultation))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
}

fn with_words(query: Select<proposal::Entity>, words: &[String]) -> Select<proposal::Entity> {
    words.iter().fold(query, |query, word| {
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query.filter(proposal::Column::Folded.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')))
    })
}

fn beside(order: ListOrder, place: Place, backwards: bool) -> Condition {
    let past = |column: proposal::Column, value: i32| -> SimpleExpr {
        if backwards { column.gt(value) } else { column.lt(value) }
    };
    let number = past(proposal::Column::Number, place.number);
    match order {
        ListOrder::Newest => Condition::all().add(number),
        ListOrder::MostSupported => Condition::any()
            .add(past(proposal::Column::Supports, place.supports))
            .add(proposal::Column::Supports.eq(place.supports).and(number)),
    }
}

/// Puts a participation behind a published proposal, once, and counts it. `Ok(None)` when the proposal cannot be read any more.
pub async fn support(conn: &impl ConnectionTrait, row: support::Model) -> Result<Option<Uuid>, DbErr> {
    let (proposal, participation) = (row.proposal_id, row.participation_id);
    let (id, unique) = (row.id, [support::Column::ProposalId, support::Column::ParticipationId]);
    if !insert_missing::<support::Entity, _>(conn, row, unique).await? {
        return Ok(find_support(conn, proposal, participation).await?.map(|row| row.id));
    }
    let counted = proposal::Entity::update_many()
        .col_expr(proposal::Column::Supports, Expr::col(proposal::Column::Supports).add(1))
        .filter(proposal::Column::Id.eq(proposal))
        .filter(proposal::Column::State.eq(ModerationState::Published.key()))
        .exec(conn)
        .await?;
    Ok((counted.rows_affected == 1).then_some(id))
}

/// The support of a participation for a proposal.
pub async fn find_support(
    conn: &impl ConnectionTrait,
    proposal: Uuid,
    participation: Uuid,
) -> Result<Option<support::Model>, DbErr> {
    support::Entity::find_by_id((proposal, participation)).one(conn).await
}

/// The support with that id.
pub async fn support_by_id(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<support::Model>, DbErr> {
    support::Entity::find()
        .filter(support::Column::Id.eq(id))
        .one(conn)
        .await
}

/// The proposal that a support stands behind.
pub async fn supported(conn: &impl ConnectionTrait, support: Uuid) -> Result<Option<proposal::Model>, DbErr> {
    match support_by_id(conn, support).await? {
        Some(row) => find(conn, row.proposal_id).await,
        None => Ok(None),
    }
}

/// Takes a support back and out of the count; says whether it was there.
pub async fn withdraw_support(conn: &impl ConnectionTrait, support: Uuid) -> Result<bool, DbErr> {
    let Some(proposal) = supported(conn, support).await? else {
        return Ok(false);
    };
    let gone = support::Entity::delete_many()
        .filter(support::Column::Id.eq(support))
        .exec(conn)
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    proposal::Entity::update_many()
        .col_expr(proposal::Column::Supports, Expr::col(proposal::Column::Supports).sub(1))
        .filter(proposal::Column::Id.eq(proposal.id))
        .exec(conn)
        .await?;
    Ok(true)
}

/// The published answers to these proposals, oldest version first.
pub async fn published_answers(
    conn: &impl ConnectionTrait,
    proposals: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<official_answer::Model>, DbErr> {
    official_answer::Entity::find()
        .filter(official_answer::Column::ProposalId.is_in(proposals))
        .filter(official_answer::Column::State.eq(ANSWER_PUBLISHED))
        .order_by_asc(official_answer::Column::Version)
        .all(conn)
        .await
}
