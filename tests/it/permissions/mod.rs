//! Every route × who asks → status, as one table that a person reads: `tests/permissions.snapshot`.
//!
//! A route that is not in the table fails the test, and so does a table that no longer is true. After a change that is meant:
//! `TABLEE_WRITE_SNAPSHOT=1 cargo test --test it permissions`, then read the difference before committing it.

mod operations;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use reqwest::Method;
use tablee_core::access::{Action, Role};
use tablee_site::pages::RouteEntry;
use tablee_site::route_list;

pub use self::operations::Operation;
use crate::support::{App, Browser, Kind};

/// The consultation that all routes are asked for, and the organisation that runs it.
const HOME: &str = "ecole";

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Anonymous,
    Resident,
    Member(Role),
    /// Facilitator of this one consultation alone.
    Guest,
    /// Administrator of another organisation.
    Elsewhere,
}

const EVERYONE: [Who; 9] = [
    Who::Anonymous,
    Who::Resident,
    Who::Member(Role::Reader),
    Who::Member(Role::Facilitator),
    Who::Member(Role::Institution),
    Who::Member(Role::Administrator),
    Who::Member(Role::Auditor),
    Who::Guest,
    Who::Elsewhere,
];

const COLUMNS: [&str; 9] =
    ["anonymous", "resident", "reader", "facilit.", "institut.", "admin.", "auditor", "guest", "elsewhere"];

impl Who {
    async fn browser(self, app: &App) -> Browser {
        match self {
            Self::Anonymous => app.browser(),
            Self::Resident => {
                let browser = app.browser();
                browser.get(&format!("/c/{HOME}/etape/1/question/1")).await;
                browser
            }
            Self::Member(role) => app.member_of(HOME, role, "").await,
            Self::Guest => app.guest(HOME).await,
            Self::Elsewhere => app.member_of("Elsewhere", Role::Administrator, "").await,
        }
    }

    fn is_signed_in(self) -> bool {
        !matches!(self, Self::Anonymous | Self::Resident)
    }

    /// Whether one of the roles is held in the consultation.
    fn holds(self, roles: &[Role]) -> bool {
        match self {
            Self::Member(role) => roles.contains(&role),
            Self::Guest => roles.contains(&Role::Facilitator),
            Self::Anonymous | Self::Resident | Self::Elsewhere => false,
        }
    }
}

/// The phase of the seeded consultation that has such pages.
fn position(path: &str) -> &'static str {
    let kinds = [
        ("/voter", "2"),
        ("/bulletin", "2"),
        ("/urne", "2"),
        ("/methode", "2"),
        ("/urne.json", "2"),
        ("/bulletins.json", "2"),
        ("/urne/courriel", "2"),
        ("/proposer", "3"),
        ("/avis", "4"),
        ("/phrase", "4"),
        ("/statements", "4"),
        ("/profil", "4"),
        ("/ballot", "2"),
        ("/ballot-log", "2"),
        ("/options", "2"),
        ("/rules", "2"),
        ("/public-draw", "2"),
        ("/proposals", "3"),
        ("/profile", "4"),
    ];
    kinds
        .iter()
        .find(|(end, _)| path.ends_with(end) || path.contains(&format!("{end}/")))
        .map_or("1", |(_, position)| position)
}

const NOBODY: &str = "00000000-0000-0000-0000-000000000001";
const IN_ADMINISTRATION: &[(&str, &str)] = &[("structure", HOME), ("member", NOBODY)];

/// What forms send that are read before the use-case is asked; all others are sent empty.
const FORMS: [(&str, &[(&str, &str)]); 12] = [
    ("/espace/administration/membres/adresse", IN_ADMINISTRATION),
    ("/espace/administration/membres/donner", IN_ADMINISTRATION),
    ("/espace/administration/membres/retirer", IN_ADMINISTRATION),
    ("/espace/administration/membres/inviter", &[("structure", HOME)]),
    ("/espace/administration/membres/retirer-role", &[("structure", HOME), ("role", NOBODY)]),
    ("/espace/administration/structures/renommer", &[("structure", HOME)]),
    ("/espace/c/:slug/brouillon/:item", &[("do", "drop")]),
    ("/espace/consultations/nouvelle", &[("op", "x")]),
    ("/espace/c/:slug/etapes/:n/changer", &[("do", "up"), ("seen", "0")]),
    ("/espace/c/:slug/etapes/:n/liste", &[("do", "remove"), ("seen", "0")]),
    ("/espace/c/:slug/etapes/:n/questions/:k/changer", &[("do", "up"), ("seen", "0")]),
    ("/espace/c/:slug/etat", &[("go", "schedule"), ("seen", "0")]),
];

fn fields(path: &str) -> &'static [(&'static str, &'static str)] {
    FORMS
        .iter()
        .find(|(of, _)| *of == path)
        .map_or(&[], |(_, fields)| fields)
}

/// The path with its variable parts filled so that what they name exists where it can.
pub fn filled(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| match part.trim_matches(['{', '}']).trim_start_matches(':') {
            name if name == part => part.to_owned(),
            "slug" => HOME.to_owned(),
            "token" => "a".repeat(32),
            "code" => "2222-2222-2222".to_owned(),
            "position" | "n" => position(path).to_owned(),
            "key" => "approval".to_owned(),
            "organisation" => HOME.to_owned(),
            "item" | "id" | "decision" | "sheet" | "question" | "statement" | "session" => NOBODY.to_owned(),
            _ => "1".to_owned(),
        });
    parts.collect::<Vec<_>>().join("/")
}

async fn page_status(app: &App, who: Who, method: &str, path: &str) -> u16 {
    let browser = who.browser(app).await;
    let method: Method = method.parse().expect("a method");
    let request = browser.request(method.clone(), &filled(path));
    let request = if method == Method::GET { request } else { request.form(fields(path)) };
    browser.send(request).await.status.as_u16()
}

/// Programs have no cookies: a member's has a token, a participant's a pass.
async fn api_status(app: &App, who: Who, operation: &Operation) -> u16 {
    let program = app.browser();
    let method: Method = operation.method.parse().expect("a method");
    let mut request = program.request(method, &operation.address);
    for (name, value) in &operation.headers {
        request = request.header(name, value);
    }
    if let Some((kind, body)) = &operation.body {
        request = request.header("content-type", *kind).body(body.clone());
    }
    let request = match who {
        Who::Anonymous => request,
        Who::Resident => request.header("Tablee-Pass", "a".repeat(32)),
        member => request.bearer_auth(token(&member.browser(app).await).await),
    };
    program.send(request).await.status.as_u16()
}

async fn token(member: &Browser) -> String {
    let op = member.get("/espace/sessions").await.value("op");
    let made = member
        .post("/espace/sessions/jetons", &[("label", "Test"), ("op", &op)])
        .await;
    made.texts("code").remove(0)
}

pub async fn operations(app: &App) -> Vec<Operation> {
    let document = app.browser().get("/api/v1/openapi.json").await;
    operations::of(&serde_json::from_str(&document.body).expect("JSON"))
}

fn line(table: &mut String, method: &str, path: &str, cells: &[String]) {
    write!(table, "{method:<6} {path:<58}").expect("a string takes all");
    for cell in cells {
        write!(table, " {cell:>9}").expect("a string takes all");
    }
    table.push('\n');
}

/// What holds whatever the table says.
fn check_page(entry: &RouteEntry, method: &str, who: Who, status: u16, faults: &mut Vec<String>) {
    let wrong = match entry.action.roles() {
        _ if status >= 500 => true,
        None => false,
        // A page leads to signing in; a form waits on the page that asks for it.
        Some(_) if !who.is_signed_in() => status != if method == "GET" { 303 } else { 401 },
        // Who may do it nowhere is turned away at the door; who may elsewhere finds nothing here.
        Some(roles) if who == Who::Elsewhere && !roles.contains(&Role::Administrator) => status != 403,
        Some(_) if who == Who::Elsewhere => names_the_organisation(method, entry.path) && status != 404,
        // Facilitator of one consultation, who makes no other.
        Some(_) if who == Who::Guest && entry.action == Action::CreateConsultation => status != 403,
        Some(roles) if who.holds(roles) => status == 403,
        Some(_) => status != 403 && status != 404,
    };
    if wrong {
        faults
            .push(format!("{method} {} is answered {status} to {who:?}, and asks for {:?}", entry.path, entry.action));
    }
}

/// The same of the API, whose programs are told what is missing. Every operation is sent what its description asks for: nobody is
/// stopped by the form of what was sent before rights are looked at.
fn check_operation(operation: &Operation, who: Who, status: u16, faults: &mut Vec<String>) {
    let Operation { method, path, action, .. } = operation;
    let Some(action) = action else {
        faults.push(format!("{} ({method} {path}) is not in the list of operations", operation.name));
        return;
    };
    let of_an_organisation = path.contains("{slug}") || path.contains("{organisation}");
    let wrong = match action.roles() {
        _ if status >= 500 || status == 400 || status == 415 => true,
        // A participant needs a pass, and nobody anything to read or to follow.
        None if *action == Action::TakePart && who != Who::Resident => false,
        None => status == 401 || status == 403,
        Some(_) if !who.is_signed_in() => status != 401,
        Some(roles) if who == Who::Elsewhere && !roles.contains(&Role::Administrator) => status != 403,
        Some(_) if who == Who::Elsewhere && of_an_organisation => status != 404,
        Some(_) if who == Who::Elsewhere => status == 401,
        // Facilitator of one consultation, who makes no other.
        Some(_) if who == Who::Guest && *action == Action::CreateConsultation => status != 403,
        Some(roles) if who.holds(roles) => status == 401 || status == 403,
        Some(_) => status != 403 && status != 404,
    };
    if wrong {
        faults.push(format!("{method} {path} is answered {status} to {who:?}, and asks for {action:?}"));
    }
}

fn names_the_organisation(method: &str, path: &str) -> bool {
    path.contains(":slug") || method == "POST" && fields(path).iter().any(|(name, _)| *name == "structure")
}

pub async fn installation() -> App {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    {
        let seeded = app.seed(HOME).await;
        let phase = seeded.phase(1, "questionnaire", "{}").await;
        seeded.question(phase, 1, "short_text", "{}", false).await;
        seeded.decision(2, 1, &["Une", "Deux"]).await;
        seeded.phase(3, "proposal", "{}").await;
        seeded.phase(4, "opinion", "{}").await;
    }
    app
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s16_the_table_of_permissions_is_true_and_names_every_route() {
    let app = installation().await;
    let mut table = String::new();
    let mut faults = Vec::new();
    line(&mut table, "", "", &COLUMNS.map(str::to_owned));
    let mut entries = route_list();
    entries.sort_by_key(|entry| entry.path);
    for entry in &entries {
        for method in entry.methods.iter().filter(|method| *method != "HEAD") {
            let mut cells = Vec::new();
            for who in EVERYONE {
                let status = page_status(&app, who, method, entry.path).await;
                check_page(entry, method, who, status, &mut faults);
                cells.push(status.to_string());
            }
            line(&mut table, method, entry.path, &cells);
        }
    }
    for operation in operations(&app).await {
        let mut cells = Vec::new();
        for who in EVERYONE {
            let status = api_status(&app, who, &operation).await;
            check_operation(&operation, who, status, &mut faults);
            cells.push(status.to_string());
        }
        line(&mut table, &operation.method, &operation.path, &cells);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    compare(&table);
}

fn compare(table: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/permissions.snapshot");
    if std::env::var_os("TABLEE_WRITE_SNAPSHOT").is_some() {
        std::fs::write(&file, table).expect("written");
    }
    let known = std::fs::read_to_string(&file).expect("tests/permissions.snapshot");
    let known: BTreeSet<&str> = known.lines().collect();
    let found: BTreeSet<&str> = table.lines().collect();
    let gone: Vec<_> = known.difference(&found).collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "the table of permissions says\n{gone:#?}\nand what is true is\n{new:#?}\nIf it is meant, write the table anew \
         (TABLEE_WRITE_SNAPSHOT=1) and read the difference."
    );
}
