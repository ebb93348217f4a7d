//! An API in memory: the same for every dialect. Plain data; every part knows where it stands in the document.

use std::fmt;

/// An API as its document describes it.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// The first server's URL with its variables filled in; relative or absent where the document has no other.
    pub(crate) url: Option<String>,
    /// Ordered by path and method.
    pub(crate) operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) pointer: String,
    pub(crate) method: Verb,
    /// As [`Request`](https://docs.rs/amplify-rest) reads it: `/items/{id}`, `/files/{path+}`.
    pub(crate) path: String,
    pub(crate) id: Option<String>,
    /// What the build script calls it.
    pub(crate) rename: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) is_deprecated: bool,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) security: Security,
}

/// An operation's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verb {
    Get,
    Put,
    Post,
    Delete,
    Head,
    Patch,
    Options,
    Trace,
    /// `x-amazon-apigateway-any-method`: the caller chooses.
    Any,
}

impl Verb {
    /// The members of a path that are operations.
    pub(super) const MEMBERS: [(&'static str, Self); 9] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("options", Self::Options),
        ("trace", Self::Trace),
        ("x-amazon-apigateway-any-method", Self::Any),
    ];

    /// `GET`; `ANY`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
            Self::Any => "ANY",
        }
    }

    /// Whether such a request has a body at all.
    pub(crate) fn has_body(self) -> bool {
        !matches!(self, Self::Get | Self::Head | Self::Trace)
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) is_required: bool,
    pub(crate) is_deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) style: Style,
    /// The pointer of its schema; without one it is a string.
    pub(crate) schema: Option<String>,
}

/// Where a parameter stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter is written; the names are those of `OpenAPI`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    SimpleExploded,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
    Form,
    FormExploded,
    SpaceDelimited,
    PipeDelimited,
    /// Swagger 2.0's `tsv`.
    TabDelimited,
    DeepObject,
    /// `content`: the value as JSON.
    Json,
}

impl Style {
    /// The variant's name in the run-time library.
    pub(crate) fn name(self) -> String {
        format!("{self:?}")
    }
}

/// What a request carries.
#[derive(Clone, Debug)]
pub(crate) struct RequestBody {
    pub(crate) is_required: bool,
    pub(crate) description: Option<String>,
    pub(crate) contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) form: Form,
    /// The pointer of its schema.
    pub(crate) schema: Option<String>,
}

/// The families of media types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Json,
    UrlEncoded,
    Multipart,
    Text,
    Bytes,
}

impl Form {
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::UrlEncoded,
            "application/yaml" => Self::Text,
            json if json.ends_with("+json") => Self::Json,
            multipart if multipart.starts_with("multipart/") => Self::Multipart,
            xml if xml.ends_with("+xml") || xml == "application/xml" => Self::Text,
            text if text.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// An answer by status.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: Status,
    pub(crate) description: Option<String>,
    pub(crate) contents: Vec<Content>,
}

/// Which statuses an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    /// `4XX`: the first digit.
    Class(u16),
    Default,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What an operation asks of its caller. At API Gateway each is a property of the method: all that are set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Security {
    /// Whether the document says anything about security at all: an export without extensions may not.
    pub(crate) is_said: bool,
    pub(crate) authorizer: Option<Authorizer>,
    /// Whether the client sends `x-api-key`.
    pub(crate) api_key: bool,
    /// Where the authorizer's scheme is named.
    pub(crate) pointer: String,
}

/// Who authorizes an operation's calls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Authorizer {
    Iam,
    UserPool,
    /// A JWT of any issuer, a user pool's among them.
    Jwt,
    /// A Lambda authorizer or a scheme that the program serves; the headers and parameters that it looks at.
    Custom(Vec<String>),
}

impl fmt::Display for Security {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authorizer = match &self.authorizer {
            Some(Authorizer::Iam) => "IAM".to_owned(),
            Some(Authorizer::UserPool) => "user pool".to_owned(),
            Some(Authorizer::Jwt) => "JWT".to_owned(),
            Some(Authorizer::Custom(inputs)) if inputs.is_empty() => "custom".to_owned(),
            Some(Authorizer::Custom(inputs)) => format!("custom ({})", inputs.join(", ")),
            None if self.api_key => return f.write_str("API key"),
            None if self.is_said => "none".to_owned(),
            None => "not said".to_owned(),
        };
        let key = if self.api_key { " and API key" } else { "" };
        write!(f, "{authorizer}{key}")
    }
}
