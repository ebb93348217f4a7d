//! Rust names for operations: one pass over all, the same whatever the order of the document.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::openapi::model::{Operation, Status};
use crate::schema::names::{pascal, snake};
use crate::taken::Taken;

/// The names of one operation.
pub(super) struct Names {
    pub(super) method: String,
    pub(super) type_name: String,
    pub(super) answer: String,
}

/// What an endpoint's methods are called already, and what clippy takes for a method of a well-known trait.
pub(in crate::openapi) const METHODS: [&str; 13] = [
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "method",
    "endpoint",
    "new",
    "with_auth",
    "clone",
    "fmt",
    "as_ref",
];

/// What the generated code names without a path.
const TYPES: [&str; 24] = [
    "A",
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Drop",
    "Err",
    "Fn",
    "FnOnce",
    "From",
    "Into",
    "None",
    "Ok",
    "OpenOperation",
    "Operation",
    "Option",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "T",
    "Vec",
];

/// The names that an endpoint has already.
pub(super) struct Scope<'n> {
    pub(super) methods: Taken<'n>,
    pub(super) types: Taken<'n>,
}

impl<'n> Scope<'n> {
    /// An endpoint without operations, whose module has these types.
    pub(super) fn new(types: &[&'n str]) -> Self {
        Self { methods: Taken::new(METHODS), types: Taken::new(TYPES.iter().chain(types).copied()) }
    }
}

/// Names for operations, all different: as the build script says, by `operationId`, else by method and path. An id that is
/// its own name keeps it; among others that collide, the first by path and method does, and the rest get numbers.
pub(super) fn operations(operations: &[Operation], taken: &mut Scope<'_>) -> Vec<Names> {
    let mut wanted: Vec<Cow<'_, str>> = operations.iter().map(wanted).collect();
    let rank = |index: &usize| {
        let operation = &operations[*index];
        let is_own = operation.id.as_deref() == Some(&*wanted[*index]);
        (operation.rename.is_none(), !is_own, operation.id.is_none(), &operation.path, operation.method)
    };
    let mut order: Vec<usize> = (0..operations.len()).collect();
    order.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let mut names: Vec<Option<Names>> = operations.iter().map(|_| None).collect();
    for index in &order {
        let mut name = std::mem::take(&mut wanted[*index]);
        if METHODS.contains(&&*name) {
            name.to_mut().push_str("_operation");
        }
        let method = taken.methods.free(name.into_owned(), "_");
        let type_name = taken.types.free(pascal(&method, "Operation").into_owned(), "Call");
        names[*index] = Some(Names { method, type_name, answer: String::new() });
    }
    for index in &order {
        if let Some(name) = names.get_mut(*index).and_then(Option::as_mut) {
            name.answer = taken.types.free([&name.type_name, "Answer"].concat(), "");
        }
    }
    names.into_iter().flatten().collect()
}

/// What a tag's operations are reached by.
pub(in crate::openapi) struct Group {
    /// The endpoint's method that leads to them.
    pub(in crate::openapi) accessor: String,
    /// The type that has them as methods.
    pub(in crate::openapi) type_name: String,
}

/// Names for tags, beside the operations'.
pub(super) fn groups(operations: &[Operation], taken: &mut Scope<'_>) -> BTreeMap<String, Group> {
    let tags: BTreeSet<&String> = operations.iter().filter_map(|operation| operation.tag.as_ref()).collect();
    let group = |tag: &String| {
        let name = snake(tag, "tag");
        let name = if taken.methods.contains(&name) { format!("{name}_operations") } else { name.into_owned() };
        let accessor = taken.methods.free(name, "_");
        let type_name = taken.types.free(format!("{}Operations", pascal(&accessor, "Tag")), "");
        (tag.clone(), Group { accessor, type_name })
    };
    tags.into_iter().map(group).collect()
}

fn wanted(operation: &Operation) -> Cow<'_, str> {
    if let Some(name) = &operation.rename {
        return name.into();
    }
    if let Some(id) = &operation.id {
        return snake(id, "operation");
    }
    let method = operation.method.name().to_ascii_lowercase();
    let path = if operation.path.trim_matches('/').is_empty() { "root" } else { operation.path.as_str() };
    snake(&format!("{method} {path}"), "operation").into_owned().into()
}

/// An answer's variant by its status.
pub(super) fn status(status: Status) -> Cow<'static, str> {
    let name = match status {
        Status::Default => "Default",
        Status::Class(1) => "Informational",
        Status::Class(2) => "Success",
        Status::Class(3) => "Redirection",
        Status::Class(4) => "ClientError",
        Status::Class(_) => "ServerError",
        Status::Code(code) => return by_code(code),
    };
    name.into()
}

fn by_code(code: u16) -> Cow<'static, str> {
    let name = match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        204 => "NoContent",
        206 => "PartialContent",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        409 => "Conflict",
        410 => "Gone",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => return format!("Status{code}").into(),
    };
    name.into()
}
