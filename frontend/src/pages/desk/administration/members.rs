//! Members of an organisation and their roles.

use poem::http::StatusCode;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::Deserialize;
use tablee_core::access::Actor;
use tablee_core::cases::members::{self, GiveRole, Invite, MemberAddress, TakeRole};
use tablee_core::cases::organisations;
use tablee_core::{Context, Refusal};
use uuid::Uuid;

use super::member_views::{InviteForm, MembersPage, Shown};
use crate::http::{LimitedForm, PageFault, SignedIn, see_other};
use crate::pages::desk::ask::{AskPage, Thing};
use crate::pages::desk::nav::site_nav;
use crate::view::{Faults, PageFrame, render, render_with};

const HERE: &str = "/espace/administration/membres";

/// What was just done, as the address says it, and the text for it.
const DONE: [(&str, &str); 4] = [
    ("invitation", "members-done-invited"),
    ("role-donne", "members-done-given"),
    ("role-retire", "members-done-taken"),
    ("membre-retire", "members-done-removed"),
];

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    structure: String,
    #[serde(default)]
    fait: String,
}

/// What a page shows besides the list.
#[derive(Default)]
struct Beside {
    typed: InviteForm,
    faults: Faults,
    done: Option<&'static str>,
    address: Option<(Uuid, String)>,
    /// A member whose public name was refused, and what it was.
    renamed: Option<(Uuid, String)>,
}

/// The page of one organisation: of the first one when none is asked for.
async fn page_for(
    cx: &Context,
    actor: &Actor,
    frame: &PageFrame,
    structure: &str,
    beside: Beside,
) -> Result<MembersPage, Refusal> {
    let organisations = organisations::list(cx, actor).await?;
    let slug = match (structure, organisations.first()) {
        ("", Some(first)) => first.slug.clone(),
        ("", None) => return Err(Refusal::Forbidden),
        (asked, _) => asked.to_owned(),
    };
    let list = members::list(cx, actor, &slug).await?;
    Ok(MembersPage::new(Shown {
        nav: site_nav(actor, frame.lang, HERE),
        lang: frame.lang,
        organisations,
        list,
        typed: &beside.typed,
        faults: beside.faults,
        done: beside.done,
        address: beside.address,
        renamed: beside.renamed,
    }))
}

/// `GET /espace/administration/membres`
#[handler]
pub(in crate::pages::desk) async fn show(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    Query(asked): Query<Asked>,
) -> Result<Response, PageFault> {
    let done = DONE
        .into_iter()
        .find(|(word, _)| *word == asked.fait)
        .map(|(_, key)| key);
    let page = page_for(&cx, &actor, &frame, &asked.structure, Beside { done, ..Beside::default() }).await?;
    Ok(render(&frame, &page)?.into_response())
}

/// `POST /espace/administration/membres/inviter`
#[handler]
pub(in crate::pages::desk) async fn invite(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<InviteForm>,
) -> Result<Response, PageFault> {
    let typed = form.clone();
    let command = Invite {
        organisation: form.structure,
        email: form.email,
        name: form.name,
        role: form.role,
        consultation: form.consultation,
        public_name: form.public_name,
    };
    match members::invite(&cx, &actor, command).await {
        Ok(_) => Ok(back_to(&typed.structure, "invitation")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let structure = typed.structure.clone();
            let beside = Beside { typed, faults: Faults::of(&refusal, frame.lang), ..Beside::default() };
            refused(&cx, &actor, &frame, &structure, beside).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GiveForm {
    structure: String,
    member: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    consultation: String,
    #[serde(default)]
    public_name: String,
}

/// `POST /espace/administration/membres/donner`
#[handler]
pub(in crate::pages::desk) async fn give_role(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<GiveForm>,
) -> Result<Response, PageFault> {
    let whom = address(&form.structure, &form.member)?;
    let GiveForm { structure, role, consultation, public_name, .. } = form;
    let renamed = Some((whom.member, public_name.clone()));
    match members::give_role(&cx, &actor, GiveRole { whom, role, consultation, public_name }).await {
        Ok(()) => Ok(back_to(&structure, "role-donne")),
        Err(refusal @ Refusal::Invalid(_)) => {
            let mut faults = Faults::of(&refusal, frame.lang);
            // The fields of that name are those of the form for inviting.
            faults.0.iter_mut().for_each(|fault| fault.field = None);
            refused(&cx, &actor, &frame, &structure, Beside { faults, renamed, ..Beside::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeForm {
    structure: String,
    role: String,
    #[serde(default)]
    sure: String,
}

/// `POST /espace/administration/membres/retirer-role`: asks first.
#[handler]
pub(in crate::pages::desk) async fn take_role(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<TakeForm>,
) -> Result<Response, PageFault> {
    let role = id(&form.role)?;
    if form.sure.is_empty() {
        let list = members::list(&cx, &actor, &form.structure).await?;
        let whose = list
            .members
            .iter()
            .find(|member| member.roles.iter().any(|own| own.id == role));
        let name = &whose.ok_or(Refusal::NotFound)?.name;
        let fields = [("structure", form.structure.as_str()), ("role", form.role.as_str())];
        return asked(&frame, Thing::Role, name, &form.structure, &fields);
    }
    match members::take_role(&cx, &actor, TakeRole { organisation: form.structure.clone(), role }).await {
        Ok(()) => Ok(back_to(&form.structure, "role-retire")),
        Err(refusal) => last_one(&cx, &actor, &frame, &form.structure, refusal).await,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberForm {
    structure: String,
    member: String,
    #[serde(default)]
    sure: String,
}

/// `POST /espace/administration/membres/retirer`: asks first.
#[handler]
pub(in crate::pages::desk) async fn remove(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<MemberForm>,
) -> Result<Response, PageFault> {
    let whom = address(&form.structure, &form.member)?;
    if form.sure.is_empty() {
        let list = members::list(&cx, &actor, &form.structure).await?;
        let found = list.members.iter().find(|member| member.id == whom.member);
        let name = &found.ok_or(Refusal::NotFound)?.name;
        let fields = [("structure", form.structure.as_str()), ("member", form.member.as_str())];
        return asked(&frame, Thing::Member, name, &form.structure, &fields);
    }
    match members::remove(&cx, &actor, &whom).await {
        Ok(()) => Ok(back_to(&form.structure, "membre-retire")),
        Err(refusal) => last_one(&cx, &actor, &frame, &form.structure, refusal).await,
    }
}

/// `POST /espace/administration/membres/adresse`: shows it on the page of the answer alone, and it is on record.
#[handler]
pub(in crate::pages::desk) async fn show_address(
    SignedIn(actor): SignedIn,
    cx: Data<&Context>,
    frame: PageFrame,
    LimitedForm(form): LimitedForm<MemberForm>,
) -> Result<Response, PageFault> {
    let whom = address(&form.structure, &form.member)?;
    let email = members::show_address(&cx, &actor, &whom).await?;
    let beside = Beside { address: Some((whom.member, email)), ..Beside::default() };
    let page = page_for(&cx, &actor, &frame, &form.structure, beside).await?;
    Ok(render(&frame, &page)?.into_response())
}

/// The page that asks whether the same form is to be sent for good.
fn asked(
    frame: &PageFrame,
    thing: Thing,
    name: &str,
    structure: &str,
    fields: &[(&'static str, &str)],
) -> Result<Response, PageFault> {
    let page = AskPage::new(thing, name, &frame.path, list_of(structure), fields);
    Ok(render(frame, &page)?.into_response())
}

/// The page again, with what is wrong.
async fn refused(
    cx: &Context,
    actor: &Actor,
    frame: &PageFrame,
    structure: &str,
    beside: Beside,
) -> Result<Response, PageFault> {
    let page = page_for(cx, actor, frame, structure, beside).await?;
    Ok(render_with(frame, &page, StatusCode::UNPROCESSABLE_ENTITY)?)
}

/// The page again when the organisation would lose its last administrator.
async fn last_one(
    cx: &Context,
    actor: &Actor,
    frame: &PageFrame,
    structure: &str,
    refusal: Refusal,
) -> Result<Response, PageFault> {
    if !matches!(refusal, Refusal::LastAdministrator) {
        return Err(refusal.into());
    }
    let beside = Beside { faults: Faults::of(&refusal, frame.lang), ..Beside::default() };
    let page = page_for(cx, actor, frame, structure, beside).await?;
    Ok(render_with(frame, &page, StatusCode::CONFLICT)?)
}

fn address(structure: &str, member: &str) -> Result<MemberAddress, Refusal> {
    Ok(MemberAddress { organisation: structure.to_owned(), member: id(member)? })
}

fn id(typed: &str) -> Result<Uuid, Refusal> {
    Uuid::parse_str(typed).map_err(|_| Refusal::NotFound)
}

fn list_of(structure: &str) -> String {
    let query = serde_html_form::to_string([("structure", structure)]).unwrap_or_default();
    format!("{HERE}?{query}")
}

fn back_to(structure: &str, done: &str) -> Response {
    let query = serde_html_form::to_string([("structure", structure), ("fait", done)]).unwrap_or_default();
    see_other(&format!("{HERE}?{query}"))
}
