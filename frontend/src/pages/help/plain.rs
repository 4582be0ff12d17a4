//! Pages whose words do not depend on any data.

use poem::handler;
use poem::web::{Data, Html};
use serde::Serialize;
use tablee_core::Context;

use crate::view::{Page, PageFrame, PageTitle, RenderFault, render};

#[derive(Serialize)]
pub(super) struct HelpPage {}

impl Page for HelpPage {
    const TEMPLATE: &'static str = "help/index";

    fn title(&self) -> PageTitle {
        PageTitle::key("help-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

#[handler]
pub(super) fn help(frame: PageFrame) -> Result<Html<String>, RenderFault> {
    render(&frame, &HelpPage {})
}

#[derive(Serialize)]
pub(super) struct AccessibilityPage {
    contact: Option<String>,
}

impl Page for AccessibilityPage {
    const TEMPLATE: &'static str = "help/accessibility";

    fn title(&self) -> PageTitle {
        PageTitle::key("common-accessibility")
    }

    fn samples() -> Vec<Self> {
        vec![Self { contact: None }, Self { contact: Some("contact@tablee.example".to_owned()) }]
    }
}

#[handler]
pub(super) fn accessibility(frame: PageFrame, cx: Data<&Context>) -> Result<Html<String>, RenderFault> {
    render(&frame, &AccessibilityPage { contact: cx.settings.contact().map(str::to_owned) })
}

#[derive(Serialize)]
pub(super) struct PersonalDataPage {
    contact: Option<String>,
}

impl Page for PersonalDataPage {
    const TEMPLATE: &'static str = "help/personal_data";

    fn title(&self) -> PageTitle {
        PageTitle::key("common-personal-data")
    }

    fn samples() -> Vec<Self> {
        vec![Self { contact: None }, Self { contact: Some("contact@tablee.example".to_owned()) }]
    }
}

#[handler]
pub(super) fn personal_data(frame: PageFrame, cx: Data<&Context>) -> Result<Html<String>, RenderFault> {
    render(&frame, &PersonalDataPage { contact: cx.settings.contact().map(str::to_owned) })
}
