//! The published proposals of a consultation: search, two orders, page after page.

use poem::web::{Data, Path, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::published_proposals::{
    self, ListOrder, ListProposals, Place, ProposalAddress, ProposalCard, ProposalList, Turn,
};

use super::paths;
use crate::http::PageFault;
use crate::view::{Page, PageFrame, PageTitle, render};

/// Characters of a proposal's text shown in the list.
const EXCERPT: usize = 200;
/// The order in the address; any other value, or none, is the newest first.
const BY_SUPPORTS: &str = "soutiens";

#[derive(Serialize)]
pub(super) struct ProposalsPage {
    back: String,
    consultation: String,
    propose_at: Option<String>,
    list_at: String,
    newest_at: String,
    supported_at: String,
    newest: bool,
    searched: bool,
    search: SearchField,
    total: u64,
    cards: Vec<CardView>,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct SearchField {
    name: &'static str,
    value: String,
    error: Option<String>,
}

#[derive(Serialize)]
struct CardView {
    href: String,
    title: String,
    text: String,
    supports: i32,
    verdict: Option<String>,
}

/// What the address asks for. Whatever is not understood is left out: a shared link still opens the list.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    mots: String,
    #[serde(default)]
    ordre: String,
    #[serde(default)]
    apres: String,
    #[serde(default)]
    avant: String,
}

impl Asked {
    fn order(&self) -> ListOrder {
        if self.ordre == BY_SUPPORTS { ListOrder::MostSupported } else { ListOrder::Newest }
    }

    fn turn(&self) -> Turn {
        let after = Place::parse(&self.apres).map(Turn::After);
        after
            .or_else(|| Place::parse(&self.avant).map(Turn::Before))
            .unwrap_or(Turn::First)
    }

    /// The address of the list in that order, with the same words, from that place on.
    fn address(&self, list_at: &str, order: ListOrder, turn: Option<(&str, Place)>) -> String {
        let place = turn.map(|(name, place)| (name, place.to_string()));
        let words = Some(self.mots.trim()).filter(|words| !words.is_empty());
        let fields = [
            words.map(|words| ("mots", words.to_owned())),
            (order == ListOrder::MostSupported).then(|| ("ordre", BY_SUPPORTS.to_owned())),
            place,
        ];
        let fields: Vec<(&str, String)> = fields.into_iter().flatten().collect();
        match serde_html_form::to_string(&fields) {
            Ok(query) if !query.is_empty() => format!("{list_at}?{query}"),
            _ => list_at.to_owned(),
        }
    }
}

impl ProposalsPage {
    fn of(slug: &str, asked: Asked, list: ProposalList) -> Self {
        let list_at = paths::proposals(slug);
        let order = asked.order();
        let turned =
            |name, place: Option<Place>| place.map(|place| asked.address(&list_at, order, Some((name, place))));
        Self {
            back: paths::consultation(slug),
            consultation: list.consultation,
            propose_at: list
                .propose_in
                .map(|position| paths::propose(&PhaseAddress { slug: slug.to_owned(), position })),
            newest_at: asked.address(&list_at, ListOrder::Newest, None),
            supported_at: asked.address(&list_at, ListOrder::MostSupported, None),
            newest: order == ListOrder::Newest,
            searched: !asked.mots.trim().is_empty(),
            total: list.total,
            cards: list.cards.into_iter().map(|card| CardView::of(slug, card)).collect(),
            before: turned("avant", list.before),
            after: turned("apres", list.after),
            list_at,
            search: SearchField { name: "mots", value: asked.mots, error: None },
        }
    }
}

impl CardView {
    fn of(slug: &str, card: ProposalCard) -> Self {
        Self {
            href: paths::proposal(&ProposalAddress { slug: slug.to_owned(), number: card.number }),
            title: card.title,
            text: excerpt(&card.text),
            supports: card.supports,
            verdict: card.verdict,
        }
    }
}

impl Page for ProposalsPage {
    const TEMPLATE: &'static str = "resident/proposals";

    fn title(&self) -> PageTitle {
        PageTitle::key("proposals-title")
    }

    fn samples() -> Vec<Self> {
        let place = Place { supports: 2, number: 40 };
        let list = |total, cards| ProposalList {
            consultation: "École".to_owned(),
            propose_in: Some(2),
            total,
            cards,
            before: Some(place).filter(|_| total > 1),
            after: Some(place).filter(|_| total > 1),
        };
        let asked = Asked { mots: "bancs".to_owned(), ordre: BY_SUPPORTS.to_owned(), ..Asked::default() };
        let answered = ProposalCard { verdict: Some("retained".to_owned()), ..sample_card() };
        vec![
            Self::of("ecole", Asked::default(), list(0, Vec::new())),
            Self::of("ecole", asked.clone(), list(0, Vec::new())),
            Self::of("ecole", asked, list(1, vec![sample_card()])),
            Self::of("ecole", Asked::default(), list(45, vec![sample_card(), answered])),
        ]
    }
}

pub(super) fn sample_card() -> ProposalCard {
    ProposalCard { number: 12, title: "Benches".to_owned(), text: "A text.".to_owned(), supports: 2, verdict: None }
}

#[handler]
pub(super) async fn browse(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(slug): Path<String>,
    asked: Option<Query<Asked>>,
) -> Result<Response, PageFault> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let query = ListProposals { slug, order: asked.order(), search: asked.mots.clone(), turn: asked.turn() };
    let list = published_proposals::list(&cx, &Actor::Anyone, &query).await?;
    Ok(render(&frame, &ProposalsPage::of(&query.slug, asked, list))?.into_response())
}

/// The beginning of a text on one line, cut between two words.
fn excerpt(text: &str) -> String {
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > EXCERPT && !short.is_empty() {
            return short + "\u{a0}…";
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_between_two_words() {
        assert_eq!(excerpt("Un\n\nbanc."), "Un banc.");
        let long = "banc ".repeat(100);
        let short = excerpt(&long);
        assert!(short.chars().count() <= EXCERPT + 2);
        assert!(short.ends_with("banc\u{a0}…"), "{short}");
    }

    #[test]
    fn an_address_keeps_words_and_order() {
        let asked = Asked { mots: " pain & sel ".to_owned(), ..Asked::default() };
        let place = Place { supports: 3, number: 9 };
        assert_eq!(
            asked.address("/c/x/propositions", ListOrder::MostSupported, Some(("apres", place))),
            "/c/x/propositions?mots=pain+%26+sel&ordre=soutiens&apres=3-9",
        );
        assert_eq!(Asked::default().address("/l", ListOrder::Newest, None), "/l");
    }
}
