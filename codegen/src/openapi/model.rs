//! An API in memory: the same for every dialect. Plain data; every part knows where it stands in the document.
//!
//! Pointers are JSON pointers (RFC 6901) into the document, or into [`Description::schemas`](super::Description::schemas)
//! where they are a schema's or an example's: they lead to the same place in both.

use std::fmt;

use serde_json::Value;

/// An API as its document describes it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Api {
    /// The title.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// The first server's URL with its variables filled in; relative or absent where the document has no other.
    pub url: Option<String>,
    /// Ordered by path and method.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Operation {
    /// Where it stands.
    pub pointer: String,
    /// Its method.
    pub method: Verb,
    /// As [`Request`](https://docs.rs/amplify-rest) reads it: `/items/{id}`, `/files/{path+}`.
    pub path: String,
    /// Its `operationId`.
    pub id: Option<String>,
    /// What the build script calls it.
    pub(crate) rename: Option<String>,
    /// The first tag.
    pub tag: Option<String>,
    /// What it does, in a line.
    pub summary: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// The page that says more.
    pub link: Option<String>,
    /// Whether callers had better not call it any more.
    pub is_deprecated: bool,
    /// The URL of a server that it has to itself.
    pub server: Option<String>,
    /// Those of the path in its order, declared or not, then the others by place and name.
    pub parameters: Vec<Parameter>,
    /// What its requests carry.
    pub body: Option<RequestBody>,
    /// What it answers with, ordered by status.
    pub answers: Vec<Answer>,
    /// What it asks of its caller.
    pub security: Security,
}

/// An operation's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `OPTIONS`
    Options,
    /// `TRACE`
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
    #[must_use]
    pub fn name(self) -> &'static str {
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
    #[must_use]
    pub fn has_body(self) -> bool {
        !matches!(self, Self::Get | Self::Head | Self::Trace)
    }
}

/// A parameter.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name on the wire; a greedy path parameter's without `+`.
    pub name: String,
    /// Where it stands.
    pub location: Location,
    /// Whether a request must have it.
    pub is_required: bool,
    /// Whether callers had better not send it any more.
    pub is_deprecated: bool,
    /// What it is about.
    pub description: Option<String>,
    /// How it is written.
    pub style: Style,
    /// What the service takes where it is absent.
    pub default: Option<Value>,
    /// The pointer of its schema; without one it is a string.
    pub schema: Option<String>,
    /// The pointers of its examples.
    pub examples: Vec<String>,
}

/// Where a parameter stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// A header.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

/// How a parameter is written; the names are those of `OpenAPI`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`; objects `k,v,k,v`.
    Simple,
    /// `a,b`; objects `k=v,k=v`.
    SimpleExploded,
    /// `.a,b`
    Label,
    /// `.a.b`
    LabelExploded,
    /// `;name=a,b`
    Matrix,
    /// `;name=a;name=b`
    MatrixExploded,
    /// `name=a,b`
    Form,
    /// `name=a&name=b`; objects `k=v&k=v`.
    FormExploded,
    /// `name=a b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// Swagger 2.0's `tsv`.
    TabDelimited,
    /// `name[k]=v`
    DeepObject,
    /// `content`: the value as JSON.
    Json,
}

/// What a request carries.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RequestBody {
    /// Whether a request must have one.
    pub is_required: bool,
    /// What it is about.
    pub description: Option<String>,
    /// One for each media type.
    pub contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Content {
    /// The media type as it is written; `application/json` where any will do.
    pub media_type: String,
    /// Its family.
    pub form: Form,
    /// The pointer of its schema.
    pub schema: Option<String>,
    /// The pointers of its examples.
    pub examples: Vec<String>,
    /// How those of a form's fields are written that are not written as usual.
    pub styles: Vec<(String, Style)>,
    /// The parts of a form with files, where the document names them.
    pub parts: Option<Vec<Part>>,
}

impl Content {
    /// Whether the media type leaves open what exactly is sent.
    pub(crate) fn is_open(&self) -> bool {
        self.media_type.contains('*') || self.form == Form::Bytes && self.media_type.starts_with("multipart/")
    }
}

/// A part of a form with files.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// The pointer of the schema of one value.
    pub schema: String,
    /// Whether a form must have it.
    pub is_required: bool,
    /// Whether there may be several of this name.
    pub is_list: bool,
    /// How it is written.
    pub kind: PartKind,
}

/// How a part is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// As text, of this media type where one is said.
    Text(Option<String>),
    /// All values as one text, parted as the style says; of lists alone.
    List(Style),
    /// As JSON of this media type.
    Json(String),
    /// As it is, of this media type where the file does not say another.
    File(String),
}

/// The families of media types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`
    UrlEncoded,
    /// `multipart/form-data`
    Multipart,
    /// Text, XML and YAML among it.
    Text,
    /// Anything else.
    Bytes,
}

impl Form {
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::UrlEncoded,
            "application/yaml" | "application/jsonl" | "application/x-ndjson" | "application/json-seq" => Self::Text,
            json if json.ends_with("+json") => Self::Json,
            "multipart/form-data" | "multipart/*" => Self::Multipart,
            xml if xml.ends_with("+xml") || xml == "application/xml" => Self::Text,
            text if text.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// An answer by status.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// Which statuses it is about.
    pub status: Status,
    /// What it means.
    pub description: Option<String>,
    /// The headers that come with it, by name; `Content-Type` is never among them.
    pub headers: Vec<Header>,
    /// One for each media type; empty where it has no body.
    pub contents: Vec<Content>,
}

/// A header of an answer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Whether every such answer has it.
    pub is_required: bool,
    /// What it is about.
    pub description: Option<String>,
    /// How it is written.
    pub style: Style,
    /// The pointer of its schema; without one it is a string.
    pub schema: Option<String>,
    /// The pointers of its examples.
    pub examples: Vec<String>,
}

/// Which statuses an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX`: the first digit.
    Class(u16),
    /// Every status that no other answer is about.
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
#[non_exhaustive]
pub struct Security {
    /// Whether the document says anything about security at all: an export without extensions may not.
    pub is_said: bool,
    /// Who authorizes its calls.
    pub authorizer: Option<Authorizer>,
    /// Whether the client sends `x-api-key`.
    pub api_key: bool,
    /// Where the authorizer's scheme is named.
    pub pointer: String,
}

/// Who authorizes an operation's calls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Authorizer {
    /// SigV4.
    Iam,
    /// A token of a user pool.
    UserPool,
    /// A JWT of any issuer, a user pool's among them.
    Jwt,
    /// A Lambda authorizer or a scheme that the program serves; the headers and parameters that it looks at
    /// (`header Token`, `query token`).
    Custom(Vec<String>),
}

impl Security {
    /// Whether the document says that nobody need be authorized.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_said && self.authorizer.is_none() && !self.api_key
    }
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
