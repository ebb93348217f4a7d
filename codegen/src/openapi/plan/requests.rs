//! The requests of operations that take something optional: types with a setter for each such thing. Operations that take
//! the same have one type together.
//!
//! The type of one operation is called after it (`ListItems`); one that is shared after what can be set
//! (`WithLimitAndNextToken`), in the order of paths and methods where several want the same name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::names::Names;
use super::{Argument, Kind};
use crate::openapi::model::Operation;
use crate::schema::names::pascal;
use crate::taken::Taken;

/// How many setters a name has at most before it counts the rest.
const MOST_NAMED: usize = 3;

/// A request with something optional.
pub(in crate::openapi) struct Request {
    pub(in crate::openapi) name: String,
    pub(in crate::openapi) setters: Vec<Argument>,
    /// The one operation that has it, by number; `None` where several do.
    pub(in crate::openapi) operation: Option<usize>,
    /// Whether nobody need be authorized.
    pub(in crate::openapi) is_open: bool,
}

/// All requests, and which operation has which.
pub(super) struct Requests {
    pub(super) all: Vec<Request>,
    /// By operation; `None` where nothing is optional.
    pub(super) of: Vec<Option<usize>>,
}

impl Requests {
    /// The required arguments of each operation, and the requests with the others.
    pub(super) fn new(
        operations: &[Operation],
        names: &[Names],
        arguments: Vec<Vec<Argument>>,
        taken: &mut Taken<'_>,
    ) -> (Vec<Vec<Argument>>, Self) {
        let split = arguments.into_iter().map(|all| all.into_iter().partition(|argument| argument.is_required));
        let (required, optional): (Vec<Vec<Argument>>, Vec<Vec<Argument>>) = split.unzip();
        let mut alike: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
        for (place, setters) in optional.iter().enumerate().filter(|(_, setters)| !setters.is_empty()) {
            alike.entry(Key::of(&operations[place], setters)).or_default().push(place);
        }
        // By the first operation that has it.
        let mut users: BTreeMap<usize, Vec<usize>> = alike.into_values().map(|users| (users[0], users)).collect();
        let mut requests = Self { all: Vec::new(), of: vec![None; operations.len()] };
        for (place, setters) in optional.into_iter().enumerate() {
            let Some(users) = users.remove(&place) else { continue };
            for user in &users {
                requests.of[*user] = Some(requests.all.len());
            }
            let is_alone = users.len() == 1;
            let name = if is_alone { names[place].type_name.clone() } else { taken.free(shared_name(&setters), "") };
            let is_open = operations[place].security.is_open();
            requests.all.push(Request { name, setters, operation: is_alone.then_some(place), is_open });
        }
        (required, requests)
    }
}

/// What requests are the same by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    is_open: bool,
    setters: Vec<Setter<'a>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Setter<'a> {
    name: &'a str,
    /// The type and what becomes of it, as text.
    what: String,
    is_deprecated: bool,
    description: Option<&'a str>,
    default: Option<&'a str>,
}

impl<'a> Key<'a> {
    fn of(operation: &Operation, setters: &'a [Argument]) -> Self {
        let each = setters.iter().map(|setter| {
            let Argument { name, of, kind, is_required: _, is_deprecated, description, default } = setter;
            let (of, shape) = (&of.tokens, &of.shape);
            Setter {
                name,
                what: match kind {
                    Kind::Parameter { name, location, style } => {
                        format!("{of} {shape:?} {name:?} {location:?} {style:?}")
                    }
                    Kind::Body { media_type, form, styles, is_open } => {
                        format!("{of} {shape:?} {media_type:?} {form:?} {styles:?} {is_open}")
                    }
                },
                is_deprecated: *is_deprecated,
                description: description.as_deref(),
                default: default.as_deref(),
            }
        });
        Self { is_open: operation.security.is_open(), setters: each.collect() }
    }
}

fn shared_name(setters: &[Argument]) -> String {
    let names: Vec<Cow<'_, str>> = setters.iter().map(|setter| pascal(&setter.name, "Parameter")).collect();
    if names.len() <= MOST_NAMED {
        return format!("With{}", names.join("And"));
    }
    let (first, others) = names.split_at(MOST_NAMED - 1);
    format!("With{}And{}More", first.join("And"), others.len())
}
