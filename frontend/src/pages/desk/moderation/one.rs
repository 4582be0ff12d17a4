//! One contribution to decide on.

use poem::web::Data;
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::{Context, Refusal};

use super::decision::{DecisionFields, RefusalFields, after};
use super::kind::{ItemView, ModeratedKind};
use super::proposals::Proposals;
use super::statements::Statements;
use super::texts::FreeTexts;
use crate::http::{About, Lang, LimitedForm, PageFault, SignedIn, see_other, status_of};
use crate::pages::desk::parts::Parts;
use crate::view::{Faults, FormError, Page, PageFrame, PageTitle, render, render_with};

#[derive(Serialize)]
pub(in crate::pages::desk) struct DecidePage {
    list: String,
    title: &'static str,
    words: &'static str,
    errors: Vec<FormError>,
    item: ItemView,
    refusal: RefusalFields,
}

impl DecidePage {
    fn new<K: ModeratedKind>(lang: Lang, slug: &str, item: ItemView, faults: Faults, typed: &DecisionFields) -> Self {
        Self {
            list: K::list(slug),
            title: K::ONE_TITLE,
            words: K::WORDS,
            refusal: RefusalFields::new(lang, &faults, typed),
            errors: faults.0,
            item,
        }
    }

    fn samples_of<K: ModeratedKind>() -> Vec<Self> {
        let lang = Lang::default();
        let wrong = || Faults::of(&Refusal::field("reason", "fault-moderation-reason-missing"), lang);
        let page = |item, faults| Self::new::<K>(lang, "ecole", item, faults, &DecisionFields::default());
        let right = K::sample_items().into_iter().map(|item| page(item, Faults::none()));
        right
            .chain(K::sample_items().into_iter().map(|item| page(item, wrong())))
            .collect()
    }
}

impl Page for DecidePage {
    const TEMPLATE: &'static str = "desk/decide";

    fn title(&self) -> PageTitle {
        match &self.item.title {
            Some(title) => PageTitle::Words(title.clone()),
            None => PageTitle::key(self.title),
        }
    }

    fn has_error(&self) -> bool {
        !self.errors.is_empty()
    }

    fn samples() -> Vec<Self> {
        [Self::samples_of::<Proposals>(), Self::samples_of::<Statements>(), Self::samples_of::<FreeTexts>()]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// `GET /espace/c/SLUG/moderation/NUMBER`, and the pages of the other kinds.
#[handler]
pub(in crate::pages::desk) async fn show<K: ModeratedKind>(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    _: About<K>,
) -> Result<Response, PageFault> {
    let found = K::one(&cx, &actor, parts.slug(), K::key(&parts)?).await?;
    let page = DecidePage::new::<K>(frame.lang, parts.slug(), found, Faults::none(), &DecisionFields::default());
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /espace/c/SLUG/moderation/NUMBER`, and the pages of the other kinds.
#[handler]
pub(in crate::pages::desk) async fn decide<K: ModeratedKind>(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    parts: Parts,
    _: About<K>,
    LimitedForm(fields): LimitedForm<DecisionFields>,
) -> Result<Response, PageFault> {
    let (slug, key) = (parts.slug(), K::key(&parts)?);
    match K::decide(&cx, &actor, slug, key, &fields).await {
        Ok(_) => Ok(see_other(&after(&K::list(slug), &fields.decision))),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::ChangedMeanwhile | Refusal::WrongState)) => {
            let found = K::one(&cx, &actor, slug, key).await?;
            let faults = Faults::of(&refusal, frame.lang);
            let page = DecidePage::new::<K>(frame.lang, slug, found, faults, &fields);
            let status = status_of(refusal.class());
            Ok(render_with(&frame, &page, status)?)
        }
        Err(other) => Err(other.into()),
    }
}
