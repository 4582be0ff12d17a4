use std::sync::LazyLock;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson, TemplateError,
};
use include_dir::{Dir, include_dir};
use serde_json::Value;
use tablee_core::texts::{Texts, register_text_helpers};

use super::{RenderFault, Root};
use crate::http::Assets;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

static EMBEDDED: LazyLock<Templates> = LazyLock::new(|| match Templates::compile(template_files()) {
    Ok(templates) => templates,
    Err(fault) => panic!("the templates inside this program are broken: {fault}"),
});

/// All templates, compiled once, escaping on, a missing field an error.
pub struct Templates {
    registry: Handlebars<'static>,
}

impl Templates {
    /// The templates inside the program.
    ///
    /// # Panics
    /// If one cannot be compiled, which the tests of this module rule out.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    fn compile<'f>(files: impl IntoIterator<Item = (String, &'f str)>) -> Result<Self, Box<TemplateError>> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        // Indenting what a partial gives would put spaces into text areas, and bytes on the wire.
        registry.set_prevent_indent(true);
        register_text_helpers(&mut registry, Texts::embedded());
        registry.register_helper("asset", Box::new(AssetHelper));
        for (name, source) in files {
            registry.register_template_string(&name, source).map_err(Box::new)?;
        }
        Ok(Self { registry })
    }

    /// Names of the pages' templates, as in [`super::Page::TEMPLATE`].
    pub fn page_names(&self) -> impl Iterator<Item = &str> {
        self.registry
            .get_templates()
            .keys()
            .filter_map(|name| name.strip_prefix("pages/"))
    }

    pub(super) fn render(&self, template: &str, root: Root) -> Result<String, RenderFault> {
        let context = Context::from(Value::Object(root));
        self.registry
            .render_with_context(&format!("pages/{template}"), &context)
            .map_err(|error| RenderFault::Template(Box::new(error)))
    }
}

/// Name and source of every template: `layouts/page`, `partials/button`, `pages/resident/home`.
pub(super) fn template_files() -> impl Iterator<Item = (String, &'static str)> {
    let mut files = Vec::new();
    let mut folders = vec![&FILES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files());
    }
    files.into_iter().filter_map(|file| {
        let name = file.path().to_str()?.strip_suffix(".hbs")?;
        Some((name.to_owned(), file.contents_utf8()?))
    })
}

/// `{{asset "css/site.css"}}`: the address of a file that browsers may keep for ever.
struct AssetHelper;

impl HelperDef for AssetHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let name = helper
            .param(0)
            .and_then(|name| name.value().as_str())
            .ok_or(RenderErrorReason::InvalidParamType("the name of an asset"))?;
        Assets::embedded()
            .address(name)
            .map(|address| ScopedJson::Derived(Value::String(address.to_owned())))
            .ok_or_else(|| RenderErrorReason::Other(format!("there is no asset {name:?}")).into())
    }
}
