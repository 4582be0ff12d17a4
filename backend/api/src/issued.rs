//! What is given back when something new is kept.

use poem_openapi::payload::Json;
use poem_openapi::types::{ParseFromJSON, ToJSON};
use poem_openapi::{ApiResponse, Object};
use tablee_rules::receipts::ReceiptCode;

/// A contribution was kept.
#[derive(Object)]
pub(crate) struct ReceiptIssued {
    /// The receipt code: with it the contribution is seen, corrected and withdrawn, on any device. It is not stored as it is.
    code: String,
}

/// The answer to a contribution.
#[derive(ApiResponse)]
pub(crate) enum Issued {
    /// It is kept; asked again in the same words, the answer is the same and nothing more is kept.
    #[oai(status = 201)]
    Receipt(Json<ReceiptIssued>),
}

/// Something new is kept.
#[derive(ApiResponse)]
pub(crate) enum Made<T: ParseFromJSON + ToJSON + Send + Sync> {
    /// It is on disk.
    #[oai(status = 201)]
    Made(Json<T>),
}

impl From<ReceiptCode> for Issued {
    fn from(code: ReceiptCode) -> Self {
        Self::Receipt(Json(code.into()))
    }
}

impl From<ReceiptCode> for ReceiptIssued {
    fn from(code: ReceiptCode) -> Self {
        Self { code: code.to_string() }
    }
}
