//! Generates the backends that the tests compile and run: one file per situation, as any program's build script does.
//!
//! The package `edition2021` runs the same script, so both editions compile the same text.

use std::path::{Path, PathBuf};

use amplify_rest_codegen::schema::{TypeOptions, UnknownMembers};
use amplify_rest_codegen::{
    ApiKeySource, AuthorizerKind, Backend, EndpointOverrides, Errors, Files, Grouping, OpenApi, TokenKind, Visibility,
};

fn main() -> Result<(), Errors> {
    let fixture = |name: &str| Backend::new(fixtures().join(name));
    fixture("five-endpoints.json").generate()?;
    fixture("five-endpoints.json").file_name("five_endpoints.rs").generate()?;
    fixture("short-form.json").file_name("short_form.rs").generate()?;
    fixture("open.json").file_name("open.rs").generate()?;
    fixture("guests.json").file_name("guests.rs").generate()?;
    fixture("flutter.dart").file_name("flutter.rs").generate()?;
    fixture("real-looking.json").file_name("real_looking.rs").generate()?;
    fixture("many-partners.json").file_name("many_partners.rs").generate()?;
    fixture("names.json").file_name("names.rs").generate()?;
    fixture("gen2.json").file_name("gen2.rs").generate()?;
    fixture("gen2.json")
        .file_name("gen2_overridden.rs")
        .endpoint("profile", |endpoint| endpoint.token(TokenKind::Id))
        .endpoint("stats", |endpoint| endpoint.api_key(ApiKeySource::CompiledIn))
        .endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::None).api_key(ApiKeySource::AtRunTime))
        .generate()?;
    fixture("gen2-names.json").file_name("gen2_names.rs").generate()?;
    fixture("javascript.json").file_name("javascript.rs").generate()?;
    fixture("aws-exports.js")
        .file_name("aws_exports.rs")
        .endpoint("AdminQueries", |endpoint| endpoint.authorizer(AuthorizerKind::UserPool))
        .generate()?;
    OpenApi::new("zoo", fixtures().join("../openapi/zoo.json")).generate()?;
    OpenApi::new("tagged", fixtures().join("../openapi/zoo.json")).grouping(Grouping::ByTag).generate()?;
    OpenApi::new("shop", fixtures().join("../openapi/shop.json"))
        .skip("broken")
        .rename("listItemsV2Handler", "list")
        .types(otherwise)
        .generate()?;
    OpenApi::new("kiosk", fixtures().join("../openapi/kiosk.json")).generate()?;
    OpenApi::new("office", fixtures().join("../openapi/office.yaml")).generate()?;
    OpenApi::new("clinic", fixtures().join("../openapi/clinic.yaml")).generate()?;
    let gallery = |file: &str| fixtures().join("../openapi/gallery").join(file);
    OpenApi::new("gallery", gallery("api.yaml"))
        .refers_to(gallery("models.yaml"))
        .refers_to(gallery("Picture.json"))
        .refers_to(gallery("paths/pictures.json"))
        .generate()?;
    OpenApi::new("depot", fixtures().join("../openapi/depot.yaml")).generate()?;
    fixture("five-endpoints.json")
        .file_name("documented.rs")
        .openapi("todos", fixtures().join("../openapi/todos.json"))
        .generate()?;
    fixture("five-endpoints.json")
        .file_name("apart.rs")
        .openapi("todos", fixtures().join("../openapi/todos.json"))
        .config_derive("::std::cmp::Eq")
        .visibility(Visibility::Crate)
        .files(Files::PerModule)
        .generate()?;
    fixture("five-endpoints.json")
        .file_name("overridden.rs")
        .endpoint("partner", signed_with_key)
        .endpoint("profile", |endpoint| endpoint.called("me").token(TokenKind::Id))
        .endpoint("stats", |endpoint| endpoint.api_key(ApiKeySource::CompiledIn))
        .endpoint("todos", |endpoint| endpoint.authorizer(AuthorizerKind::None))
        .generate()
}

/// Types that are called something else, are the program's own, know more traits, and refuse what they don't know.
fn otherwise(types: TypeOptions) -> TypeOptions {
    types
        .rename("ItemDto", "Item")
        .rename_member("Item", "id", "number")
        .rename_member("Kind", "new", "Fresh")
        .replace("Money", "crate::operations::Money")
        .derive("::std::hash::Hash")
        .derive_on("Item", "Eq")
        .derive_on("Item", "PartialOrd")
        .unknown_members(UnknownMembers::Refused)
}

/// IAM in another region than the file says, and a usage plan's key beside it.
fn signed_with_key(endpoint: EndpointOverrides) -> EndpointOverrides {
    endpoint.authorizer(AuthorizerKind::Iam).region("eu-west-1").api_key(ApiKeySource::AtRunTime)
}

/// `tests/fixtures/config`, from whichever package this runs for.
fn fixtures() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = package.ancestors().map(|folder| folder.join("fixtures/config"));
    folders.find(|folder| folder.is_dir()).unwrap_or_default()
}
