//! The audit log: who did what, and when.

use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;
use tablee_core::cases::audit_log::{self, LogLine, LogPage, ReadLog};
use tablee_core::cases::facts::Detail;
use tablee_core::texts::Texts;

use super::facts::{self, DetailView};
use crate::http::{Lang, PageFault, SignedIn};
use crate::pages::desk::nav::{NavItem, site_nav};
use crate::view::form::words;
use crate::view::{ChoiceField, Faults, FieldOption, Page, PageFrame, PageTitle, render};

const HERE: &str = "/espace/administration/journal";
const AUDIT_KEYS: &str = "audit-";

#[derive(Serialize)]
pub(in crate::pages::desk) struct JournalPage {
    nav: Vec<NavItem>,
    consultation: ChoiceField,
    action: ChoiceField,
    lines: Vec<LineView>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct LineView {
    at: i64,
    who: Option<String>,
    what: String,
    detail: DetailView,
    consultation: Option<String>,
}

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    consultation: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    apres: String,
}

impl JournalPage {
    fn new(nav: Vec<NavItem>, lang: Lang, asked: &Asked, log: LogPage) -> Self {
        let link = |cursor: &str| {
            let pairs = [("consultation", asked.consultation.as_str()), ("action", &asked.action), ("apres", cursor)];
            let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
            format!("{HERE}?{}", serde_html_form::to_string(given.collect::<Vec<_>>()).unwrap_or_default())
        };
        let all = |key| FieldOption::of("", words(lang, key, &[]), "");
        let consultations = log.consultations.iter();
        let consultations =
            consultations.map(|(slug, title)| FieldOption::of(slug, title.clone(), &asked.consultation));
        let faults = Faults::none();
        Self {
            nav,
            consultation: faults.choice(
                "consultation",
                std::iter::once(all("journal-all-consultations"))
                    .chain(consultations)
                    .collect(),
            ),
            action: faults.choice(
                "action",
                std::iter::once(all("journal-all-actions"))
                    .chain(actions(lang, &asked.action))
                    .collect(),
            ),
            previous: Some(link("")).filter(|_| !asked.apres.is_empty()),
            next: log.next.as_deref().map(link),
            lines: log.lines.into_iter().map(|line| line_view(lang, line)).collect(),
        }
    }
}

/// Every action that has words: `member.invited` is `audit-member-invited`.
fn actions(lang: Lang, current: &str) -> Vec<FieldOption> {
    let keys = Texts::embedded().keys(lang.code()).iter();
    let named = keys.filter_map(|key| Some((key, key.strip_prefix(AUDIT_KEYS)?.replacen('-', ".", 1))));
    let mut options: Vec<FieldOption> = named
        .map(|(key, action)| FieldOption::of(&action, words(lang, key, &[]), current))
        .collect();
    options.sort_by(|one, other| one.label.cmp(&other.label));
    options
}

fn line_view(lang: Lang, line: LogLine) -> LineView {
    LineView {
        at: line.at,
        who: line.who,
        what: words(lang, &format!("{AUDIT_KEYS}{}", line.action.replace('.', "-")), &[]),
        detail: DetailView::of(lang, line.detail),
        consultation: line.consultation,
    }
}

impl Page for JournalPage {
    const TEMPLATE: &'static str = "desk/journal";

    fn title(&self) -> PageTitle {
        PageTitle::key("journal-title")
    }

    fn wide(&self) -> bool {
        true
    }

    fn samples() -> Vec<Self> {
        let line = |(who, detail): (Option<&str>, Detail)| LogLine {
            at: 1_795_431_600_000,
            who: who.map(str::to_owned),
            action: "member.invited".to_owned(),
            detail,
            consultation: who.map(str::to_owned),
        };
        let empty = LogPage { lines: Vec::new(), next: None, consultations: Vec::new() };
        let full = LogPage {
            lines: [Some("Awa"), None]
                .into_iter()
                .zip(facts::samples())
                .map(line)
                .collect(),
            next: Some("x".to_owned()),
            consultations: vec![("ecole".to_owned(), "École".to_owned())],
        };
        let later = Asked { apres: "x".to_owned(), ..Asked::default() };
        vec![
            Self::new(Vec::new(), Lang::default(), &Asked::default(), empty),
            Self::new(Vec::new(), Lang::default(), &later, full),
        ]
    }
}

/// `GET /espace/administration/journal`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Query(asked): Query<Asked>,
) -> Result<Response, PageFault> {
    let command =
        ReadLog { consultation: asked.consultation.clone(), action: asked.action.clone(), cursor: asked.apres.clone() };
    let log = audit_log::read(&cx, &actor, &command).await?;
    let page = JournalPage::new(site_nav(&actor, frame.lang, HERE), frame.lang, &asked, log);
    Ok(render(&frame, &page)?.into_response())
}
