//! The variable parts of a desk page's address.

use std::collections::BTreeMap;
use std::str::FromStr;

use poem::{FromRequest, Request, RequestBody};
use tablee_core::Refusal;
use tablee_core::cases::participation::PhaseAddress;

/// The variable parts of a route, by name.
pub(super) struct Parts(BTreeMap<String, String>);

impl<'a> FromRequest<'a> for Parts {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self(request.path_params().unwrap_or_default()))
    }
}

impl Parts {
    /// A part as what it stands for. What it cannot stand for names nothing.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn read<T: FromStr>(&self, name: &str) -> Result<T, Refusal> {
        let found = self.0.get(name).and_then(|part| part.parse().ok());
        found.ok_or(Refusal::NotFound)
    }

    /// The slug of the consultation.
    pub fn slug(&self) -> &str {
        self.0.get("slug").map_or("", String::as_str)
    }

    /// The phase that `:slug` and `:position` name.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn phase(&self) -> Result<PhaseAddress, Refusal> {
        Ok(PhaseAddress { slug: self.slug().to_owned(), position: self.read("position")? })
    }
}
