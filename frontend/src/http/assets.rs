//! Style sheets, scripts and icons: inside the program, at addresses that name their content, so that browsers keep them for ever.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use bytes::Bytes;
use include_dir::{Dir, include_dir};
use poem::http::{HeaderMap, StatusCode, header};
use poem::web::Path;
use poem::{IntoEndpoint, Response, Route, handler};
use sha2::{Digest, Sha256};

use super::encoding::Effort;
use super::{Encoding, get};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

static EMBEDDED: LazyLock<Assets> = LazyLock::new(Assets::load);

/// Where assets are served.
const ROOT: &str = "/static/";

/// All assets, by name (`css/site.css`) and by address.
pub struct Assets {
    addresses: BTreeMap<String, String>,
    files: BTreeMap<String, Asset>,
}

struct Asset {
    kind: &'static str,
    plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Assets {
    /// The assets inside the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The address of an asset: `css/site.css` is at `/static/css/site.0123456789ab.css`.
    pub fn address(&self, name: &str) -> Option<&str> {
        self.addresses.get(name).map(String::as_str)
    }

    fn load() -> Self {
        let mut assets = Self { addresses: BTreeMap::new(), files: BTreeMap::new() };
        assets.add("css/site.css", style_sheet());
        let mut folders = vec![&FILES];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let name = file.path().to_string_lossy();
                if !name.starts_with("css/") {
                    assets.add(&name, Bytes::from_static(file.contents()));
                }
            }
        }
        assets
    }

    fn add(&mut self, name: &str, plain: Bytes) {
        let Some((stem, extension)) = name.rsplit_once('.') else { return };
        let Some(kind) = kind_of(extension) else { return };
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&plain)[..6]);
        let hashed = format!("{stem}.{digest}.{extension}");
        self.addresses.insert(name.to_owned(), format!("{ROOT}{hashed}"));
        self.files
            .insert(hashed, Asset { kind, plain, gzip: OnceLock::new(), brotli: OnceLock::new() });
    }
}

impl Asset {
    fn packed(&self, encoding: Encoding) -> &Bytes {
        match encoding {
            Encoding::Identity => &self.plain,
            Encoding::Gzip => self
                .gzip
                .get_or_init(|| encoding.compress(&self.plain, Effort::Forever)),
            Encoding::Brotli => self
                .brotli
                .get_or_init(|| encoding.compress(&self.plain, Effort::Forever)),
        }
    }
}

/// The route that serves all assets, to be nested at `/static`.
pub fn asset_routes() -> impl IntoEndpoint {
    Route::new().at("/*name", get(asset))
}

#[handler]
fn asset(Path(name): Path<String>, headers: &HeaderMap) -> Response {
    let Some(asset) = Assets::embedded().files.get(&name) else {
        return StatusCode::NOT_FOUND.into();
    };
    let encoding = Encoding::accepted(headers);
    let mut response = Response::builder()
        .content_type(asset.kind)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(header::VARY, "Accept-Encoding");
    if let Some(name) = encoding.name() {
        response = response.header(header::CONTENT_ENCODING, name);
    }
    response.body(asset.packed(encoding).clone())
}

/// All sheets in the order of their names, as one file.
fn style_sheet() -> Bytes {
    let mut sheets: Vec<_> = FILES.get_dir("css").into_iter().flat_map(Dir::files).collect();
    sheets.retain(|sheet| sheet.path().extension().is_some_and(|extension| extension == "css"));
    sheets.sort_by_key(|sheet| sheet.path());
    sheets.iter().flat_map(|sheet| sheet.contents()).copied().collect()
}

fn kind_of(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;
    use poem::{Endpoint, EndpointExt};

    use super::super::encoding::tests::unpacked;
    use super::*;

    fn client() -> TestClient<impl Endpoint> {
        TestClient::new(Route::new().nest("/static", asset_routes().into_endpoint().map_to_response()))
    }

    #[tokio::test]
    async fn the_style_sheet_is_one_file_kept_for_ever() {
        let address = Assets::embedded().address("css/site.css").expect("style sheet");
        let answer = client()
            .get(address)
            .header(header::ACCEPT_ENCODING, "br")
            .send()
            .await
            .0;
        assert_eq!(answer.header(header::CACHE_CONTROL), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.content_type(), Some("text/css; charset=utf-8"));
        let body = answer.into_body().into_bytes().await.expect("body");
        assert_eq!(unpacked(Encoding::Brotli, &body), style_sheet());
        client().head(address).send().await.assert_status_is_ok();
    }

    #[tokio::test]
    async fn every_asset_is_found_at_its_address_and_nothing_else_is() {
        for address in Assets::embedded().addresses.values() {
            client().get(address.as_str()).send().await.assert_status_is_ok();
        }
        for path in [
            "/static/css/site.css",
            "/static/../Cargo.toml",
            "/static/..%2f..%2fCargo.toml",
            "/static/",
            "/static//etc/passwd",
        ] {
            client().get(path).send().await.assert_status(StatusCode::NOT_FOUND);
        }
    }
}
