//! Rust names for the names of a configuration, which may be anything: one global pass, the same result whatever the
//! order of the file.

use std::collections::BTreeMap;

use crate::schema::names::is_keyword;
use crate::taken::Taken;

/// Longer names are cut: nobody types them, and a number keeps them apart.
const LONGEST: usize = 60;

/// The Rust names of one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Names {
    /// The module, the accessor method and the field: `todo_items`.
    pub(crate) module: String,
    /// The type: `TodoItems`.
    pub(crate) type_name: String,
}

/// Names for endpoints, all different; each comes with what the build script calls it, which it is then called. A name
/// that is its own module's name keeps it; among others that collide, the first by alphabet does, and the rest get
/// numbers.
pub(crate) fn endpoints<'n>(names: impl IntoIterator<Item = (&'n str, Option<&'n str>)>) -> BTreeMap<&'n str, Names> {
    let wanted = names.into_iter().map(|(name, called)| (module(called.unwrap_or(name)), name, called.is_some()));
    let mut wanted: Vec<(String, &str, bool)> = wanted.collect();
    wanted.sort_by_key(|(module, name, is_called)| (!is_called, module != name, *name));
    let mut taken = Taken::default();
    wanted.into_iter().map(|(module, name, _)| (name, unique(module, &mut taken))).collect()
}

fn unique(wanted: String, taken: &mut Taken<'_>) -> Names {
    let module = taken.free(wanted, "_");
    let mut type_name: String = module.split('_').map(capitalized).collect();
    if type_name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        type_name = capitalized(&type_name.to_ascii_lowercase());
    }
    if PRELUDE.contains(&type_name.as_str()) {
        type_name.push_str("Endpoint");
    }
    Names { module, type_name }
}

/// `snake_case` of ASCII letters and digits that is no word with a meaning of its own.
pub(crate) fn module(name: &str) -> String {
    let mut module = words(name).join("_");
    if module.len() > LONGEST {
        module.truncate(LONGEST);
        module.truncate(module.trim_end_matches('_').len());
    }
    if module.is_empty() {
        module.push_str("endpoint");
    }
    // Methods called `from_…` and `into_…` promise something else than to give an endpoint.
    let promises = ["from_", "into_"].iter().any(|prefix| module.starts_with(prefix));
    if promises || module.starts_with(|char: char| char.is_ascii_digit()) {
        module.insert_str(0, "endpoint_");
    }
    if is_reserved(&module) {
        module.push_str("_endpoint");
    }
    module
}

/// The lower-case words of a name: `HTTPServer2 api` has three. What is not ASCII becomes its code point.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let chars: Vec<char> = name.chars().take(10 * LONGEST).collect();
    for (index, &char) in chars.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|index| chars.get(index)).copied().unwrap_or(' ');
        let next = chars.get(index + 1).copied().unwrap_or(' ');
        let after_word = previous.is_ascii_lowercase() || previous.is_ascii_digit();
        let before_word = previous.is_ascii_uppercase() && next.is_ascii_lowercase();
        if !char.is_ascii_alphanumeric() || char.is_ascii_uppercase() && (after_word || before_word) {
            words.push(std::mem::take(&mut current));
        }
        if char.is_ascii_alphanumeric() {
            current.push(char.to_ascii_lowercase());
        } else if !char.is_ascii() && !char.is_whitespace() {
            words.push(format!("u{:x}", u32::from(char)));
        }
    }
    words.push(current);
    words.retain(|word| !word.is_empty());
    words
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn is_reserved(name: &str) -> bool {
    // `union` is a keyword where items stand, and nowhere else.
    is_keyword(name) || name == "union" || PRIMITIVES.contains(&name) || OURS.contains(&name)
}

/// A module of such a name would hide the primitive type.
#[rustfmt::skip]
const PRIMITIVES: [&str; 20] = [
    "bool", "char", "str", "never", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    "f16", "f32", "f64", "f128",
];

/// Types that the generated code uses without a path.
const PRELUDE: [&str; 5] = ["Box", "Option", "Result", "String", "Vec"];

/// What the generated code names itself, or what clippy takes for a method of a well-known trait.
#[rustfmt::skip]
const OURS: [&str; 15] = [
    "auth", "backend", "build", "builder", "client", "config", "identity_pool", "new", "user_pool", "with_session",
    "as_ref", "borrow", "clone", "deref", "settings",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: &[(&str, &str, &str)]) {
        let found = endpoints(names.iter().map(|name| (*name, None)));
        let found: Vec<_> = found.iter().map(|(name, names)| (*name, &*names.module, &*names.type_name)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ordinary_names() {
        check(&["todos"], &[("todos", "todos", "Todos")]);
        check(&["todoItems"], &[("todoItems", "todo_items", "TodoItems")]);
        check(&["my-rest API.v2"], &[("my-rest API.v2", "my_rest_api_v2", "MyRestApiV2")]);
        check(&["a/b~c"], &[("a/b~c", "a_b_c", "Abc")]);
        check(&["HTTPServer"], &[("HTTPServer", "http_server", "HttpServer")]);
    }

    #[test]
    fn names_with_a_meaning_of_their_own() {
        check(&["type"], &[("type", "type_endpoint", "TypeEndpoint")]);
        check(&["Self"], &[("Self", "self_endpoint", "SelfEndpoint")]);
        check(&["str"], &[("str", "str_endpoint", "StrEndpoint")]);
        check(&["auth"], &[("auth", "auth_endpoint", "AuthEndpoint")]);
        check(&["from_config"], &[("from_config", "endpoint_from_config", "EndpointFromConfig")]);
        check(&["Result"], &[("Result", "result", "ResultEndpoint")]);
    }

    #[test]
    fn names_that_are_no_names() {
        check(&[""], &[("", "endpoint", "Endpoint")]);
        check(&["--"], &[("--", "endpoint", "Endpoint")]);
        check(&["2go"], &[("2go", "endpoint_2go", "Endpoint2go")]);
        check(&["🚀"], &[("🚀", "u1f680", "U1f680")]);
        check(&["größe"], &[("größe", "gr_uf6_udf_e", "GrUf6UdfE")]);
        check(&["a; fn main() {}"], &[("a; fn main() {}", "a_fn_main", "AFnMain")]);
    }

    #[test]
    fn names_that_collide_are_numbered_and_the_plain_one_stays() {
        let expected = [
            ("todo-items", "todo_items_2", "TodoItems2"),
            ("todoItems", "todo_items_3", "TodoItems3"),
            ("todo_items", "todo_items", "TodoItems"),
        ];
        check(&["todoItems", "todo_items", "todo-items"], &expected);
        check(&["todo-items", "todo_items", "todoItems"], &expected);
        check(&["a_2", "a", "A"], &[("A", "a_3", "A3"), ("a", "a", "A"), ("a_2", "a_2", "A2")]);
    }

    #[test]
    fn names_are_not_longer_than_anybody_would_type() {
        let long = "x".repeat(100_000);
        let longer = "x".repeat(100_001);
        let names = endpoints([(long.as_str(), None), (longer.as_str(), None)]);
        assert_eq!(names[long.as_str()].module.len(), LONGEST);
        assert_eq!(names[longer.as_str()].module.len(), LONGEST + 2);
    }
}
