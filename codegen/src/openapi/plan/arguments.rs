//! What an operation takes: required things as the method's arguments, optional ones as setters.

use super::{FormType, Known};
use crate::openapi::model::{Content, Form, Location, Operation, RequestBody, Style};
use crate::schema::names::{identifier, snake};
use crate::schema::{Shape, Used};
use crate::taken::Taken;
use quote::quote;

/// One parameter or body.
pub(in crate::openapi) struct Argument {
    /// The argument's or setter's name.
    pub(in crate::openapi) name: String,
    pub(in crate::openapi) of: Used,
    pub(in crate::openapi) kind: Kind,
    pub(in crate::openapi) is_required: bool,
    pub(in crate::openapi) is_deprecated: bool,
    pub(in crate::openapi) description: Option<String>,
    /// What the service takes where it is absent, as it may be shown.
    pub(in crate::openapi) default: Option<String>,
}

/// What becomes of it.
pub(in crate::openapi) enum Kind {
    Parameter { name: String, location: Location, style: Style },
    Body { media_type: String, form: Form, styles: Vec<(String, Style)>, is_open: bool },
}

/// The longest default that is shown.
const LONGEST_DEFAULT: usize = 60;

/// What the builder's methods are called already, or would be taken for a trait's.
const TAKEN: [&str; 20] = [
    "send",
    "send_any",
    "with_request",
    "clone",
    "fmt",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "shl",
    "shr",
    "bitand",
    "bitor",
    "bitxor",
    "cmp",
    "eq",
    "borrow",
    "as_ref",
    "index",
];

/// All arguments, the required ones first.
pub(super) fn of(operation: &Operation, form: Option<&FormType>, known: &Known<'_>) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    for parameter in &operation.parameters {
        let of = match &parameter.schema {
            Some(pointer) => known.of(Some(pointer)).not_null(),
            None => Used { tokens: quote!(String), shape: Shape::Text, bytes: 24 },
        };
        let default = parameter
            .default
            .as_ref()
            .filter(|_| !matches!(of.shape, Shape::Secret))
            .map(|default| default.as_str().map_or_else(|| default.to_string(), str::to_owned));
        let default = default.filter(|default| !default.is_empty() && default.len() <= LONGEST_DEFAULT);
        arguments.push(Argument {
            name: snake(&parameter.name, "parameter").into_owned(),
            of,
            kind: Kind::Parameter {
                name: parameter.name.clone(),
                location: parameter.location,
                style: parameter.style,
            },
            is_required: parameter.is_required,
            is_deprecated: parameter.is_deprecated,
            description: parameter.description.clone(),
            default,
        });
    }
    arguments.extend(operation.body.iter().flat_map(|body| bodies(body, form, known)));
    arguments.sort_by_key(|argument| !argument.is_required);
    let mut taken = Taken::default();
    for argument in &mut arguments {
        argument.name = taken.free(possible(std::mem::take(&mut argument.name)), "_");
    }
    arguments
}

/// A body of one media type is `body`; where there are several, each is a setter of its own.
fn bodies(body: &RequestBody, form: Option<&FormType>, known: &Known<'_>) -> Vec<Argument> {
    let mut contents: Vec<&Content> = body.contents.iter().collect();
    contents.sort_by_key(|content| content.form);
    let is_alone = contents.len() == 1;
    let argument = |content: &Content| Argument {
        name: if is_alone { "body".to_owned() } else { format!("{}_body", noun(content)) },
        of: match form.filter(|_| content.parts.is_some()) {
            Some(form) => named(&form.name),
            None if content.form == Form::Multipart => {
                Used { tokens: quote!(::amplify_rest::Multipart), shape: Shape::Other, bytes: 0 }
            }
            None => known.of(content.schema.as_deref()),
        },
        kind: Kind::Body {
            media_type: content.media_type.clone(),
            form: content.form,
            styles: content.styles.clone(),
            is_open: content.is_open(),
        },
        is_required: body.is_required && is_alone,
        is_deprecated: false,
        description: body.description.clone(),
        default: None,
    };
    contents.into_iter().map(argument).collect()
}

fn named(name: &str) -> Used {
    let name = identifier(name);
    Used { tokens: quote!(#name), shape: Shape::Other, bytes: 0 }
}

fn noun(content: &Content) -> String {
    match content.form {
        Form::Json => {
            let essence = content.media_type.split(';').next().unwrap_or_default().trim();
            let subtype = essence.rsplit('/').next().unwrap_or_default();
            snake(subtype.strip_suffix("+json").unwrap_or(subtype), "json").into_owned()
        }
        Form::UrlEncoded => "form".to_owned(),
        Form::Multipart => "multipart".to_owned(),
        Form::Text | Form::Bytes => {
            let subtype = content.media_type.split(';').next().unwrap_or_default();
            snake(subtype.rsplit('/').next().unwrap_or_default(), "bytes").into_owned()
        }
    }
}

/// The name, if the builder has no method that is called so.
fn possible(name: String) -> String {
    if TAKEN.contains(&name.as_str()) { format!("{name}_parameter") } else { name }
}
