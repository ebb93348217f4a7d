//! API documents: what begins like JSON is read as JSON and, as it is YAML as well, as that; anything else is YAML.

use amplify_rest_codegen::{Errors, Generated, Grouping, OpenApi};

use super::promises;

pub(super) fn run(input: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(input) else { return false };
    let generated = client(text).generate_from(text);
    keep(text, generated.as_ref());
    let listing = client(text).list_from(text);
    assert_eq!(listing.is_ok(), generated.is_ok(), "what is listed can be generated");
    let Ok(generated) = generated else { return false };
    if let Ok(listing) = listing {
        for operation in listing.operations() {
            let has = |before: &str, after: &str| {
                generated.code().contains(&format!("pub fn {before}{}{after}(", operation.name()))
            };
            // Keywords are raw, or end in an underscore where they cannot be.
            assert!(has("", "") || has("r#", "") || has("", "_"), "{} has no method", operation.name());
        }
    }
    let grouped = client(text).grouping(Grouping::ByTag).generate_from(text);
    assert!(grouped.is_ok(), "{}", grouped.err().map(|errors| errors.to_string()).unwrap_or_default());
    if is_json(text) {
        let read_as_yaml = OpenApi::new("api", "document.yaml").generate_from(text);
        let code = read_as_yaml.as_ref().map(Generated::code).map_err(ToString::to_string);
        assert_eq!(code, Ok(generated.code()), "JSON is YAML");
    }
    true
}

pub(super) fn code(text: &str) -> Option<String> {
    client(text).generate_from(text).ok().map(|generated| generated.code().to_owned())
}

fn keep(text: &str, generated: Result<&Generated, &Errors>) {
    promises::keep(text, generated.map(|generated| (generated.code().to_owned(), generated.warnings())));
}

fn client(text: &str) -> OpenApi {
    OpenApi::new("api", if is_json(text) { "document.json" } else { "document.yaml" })
}

fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}
