//! Tells the configuration formats apart, by what a file holds and never by its name.

use std::fmt;

use serde_json::{Map, Value};

use crate::errors::{Diagnostic, Errors, type_of};
use crate::source::Source;
use crate::suggest;

/// A format of Amplify configurations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// `amplifyconfiguration.json` of the iOS, Android and Flutter libraries: `api.plugins`, `auth.plugins`.
    Gen1Native,
    /// The short form of Amplify's documentation: `awsAPIPlugin` and `awsCognitoAuthPlugin` at the top.
    ShortForm,
    /// `aws-exports.js` and what hides under `amplifyconfiguration.json` in JavaScript projects: `aws_project_region`.
    Gen1JavaScript,
    /// `amplify_outputs.json`.
    Gen2,
}

impl Format {
    /// The format of a document, or the mistake that it is none that we know.
    pub(crate) fn of(source: &Source) -> Result<Self, Errors> {
        let Value::Object(document) = source.value() else {
            let message = format!("a configuration is an object, and this is {}", type_of(source.value()));
            return Err(Diagnostic::value(source, "", message).into());
        };
        Self::of_document(document).ok_or_else(|| unknown(source, document).into())
    }

    fn of_document(document: &Map<String, Value>) -> Option<Self> {
        let has = |name: &str| document.contains_key(name);
        let auth_has = |name: &str| document.get("auth").and_then(|auth| auth.get(name)).is_some();
        if document.keys().any(|name| name.starts_with("aws_")) {
            return Some(Self::Gen1JavaScript);
        }
        if has("api") || auth_has("plugins") {
            return Some(Self::Gen1Native);
        }
        if has("awsAPIPlugin") || has("awsCognitoAuthPlugin") {
            return Some(Self::ShortForm);
        }
        if has("version") || has("rest_api") || has("custom") || auth_has("aws_region") {
            return Some(Self::Gen2);
        }
        (has("auth") || has("Version") || has("UserAgent")).then_some(Self::Gen1Native)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gen1Native => "Amplify Gen 1's native format",
            Self::ShortForm => "the short form of Amplify's documentation",
            Self::Gen1JavaScript => "Amplify Gen 1's JavaScript format (`aws_project_region`)",
            Self::Gen2 => "Amplify Gen 2's outputs (`amplify_outputs.json`)",
        })
    }
}

/// What tells a configuration from any other document.
const KNOWN: [&str; 7] =
    ["api", "auth", "awsAPIPlugin", "awsCognitoAuthPlugin", "aws_project_region", "custom", "rest_api"];

fn unknown(source: &Source, document: &Map<String, Value>) -> Diagnostic {
    let list = KNOWN.map(|name| format!("`{name}`")).join(", ");
    let message = format!("this is no Amplify configuration: it has none of {list}");
    let diagnostic = Diagnostic::value(source, "", message);
    if document.contains_key("openapi") || document.contains_key("swagger") {
        return diagnostic
            .hint("this is an OpenAPI document: the configuration names the endpoint, the document its operations");
    }
    if document.contains_key("CognitoUserPool") || document.contains_key("CredentialsProvider") {
        return diagnostic.hint("put these members into `awsCognitoAuthPlugin`, beside `awsAPIPlugin`");
    }
    let meant = document.keys().find_map(|name| suggest::nearest(name, KNOWN).map(|near| (name, near)));
    diagnostic.maybe_hint(
        meant.map(|(name, near)| format!("{} stands here: did you mean `{near}`?", crate::errors::quote(name))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Format>) {
        let source = Source::json("a.json", text).unwrap();
        assert_eq!(Format::of(&source).ok(), expected);
    }

    #[test]
    fn formats_are_told_apart_by_content() {
        check(r#"{"UserAgent": "aws-amplify-cli/2.0", "Version": "1.0"}"#, Some(Format::Gen1Native));
        check(r#"{"api": {}}"#, Some(Format::Gen1Native));
        check(r#"{"awsAPIPlugin": {}}"#, Some(Format::ShortForm));
        check(r#"{"awsCognitoAuthPlugin": {}}"#, Some(Format::ShortForm));
        check(r#"{"UserAgent": "", "Version": "1.0", "awsAPIPlugin": {}}"#, Some(Format::ShortForm));
        check(r#"{"auth": {"plugins": {}}, "custom": {}}"#, Some(Format::Gen1Native));
        check(r#"{"auth": {"aws_region": "eu-west-1"}}"#, Some(Format::Gen2));
        check(r#"{"aws_project_region": "eu-west-1"}"#, Some(Format::Gen1JavaScript));
        check(r#"{"version": "1.4", "auth": {}}"#, Some(Format::Gen2));
        check(r#"{"version": "1", "custom": {"API": {}}}"#, Some(Format::Gen2));
        check(r#"{"openapi": "3.0.1"}"#, None);
        check("{}", None);
        check("[]", None);
    }
}
