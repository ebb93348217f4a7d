//! Members that only one side writes: `readOnly` ones are left out of what requests carry, `writeOnly` ones of what
//! answers do, where they are required there.
//!
//! A model that one side alone uses is changed where it stands. Of one that both use there are two: `Animal` is what is
//! answered, `AnimalRequest` what is sent. Models without such members are one, and stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::model::Api;
use crate::schema::{percent_decoded, subschemas};
use crate::source::{find, join, split};

/// How deep `allOf` and references are looked into for a member.
const DEEPEST: usize = 16;

/// Who writes a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Answer,
}

impl Side {
    /// What marks a member that this side does not write.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Answer => "writeOnly",
        }
    }
}

/// Gives the document the models that each side needs.
pub(super) fn part(document: &mut Arc<Value>, api: &Api) {
    let sent = reached(document, &sent(api));
    let answered = reached(document, &answered(api));
    let one_sided = one_sided(document, sent.union(&answered));
    if one_sided.is_empty() {
        return;
    }
    let original = Arc::clone(document);
    let document = Arc::make_mut(document);
    let both: Vec<&String> = one_sided.iter().filter(|at| sent.contains(*at) && answered.contains(*at)).collect();
    let own: BTreeMap<&str, String> =
        both.iter().filter_map(|at| copied(document, at).map(|copy| (at.as_str(), copy))).collect();
    for at in &one_sided {
        let side = if answered.contains(at) { Side::Answer } else { Side::Request };
        change(document, &original, at, at, side, &own);
    }
    for (at, copy) in &own {
        change(document, &original, at, copy, Side::Request, &own);
    }
}

/// Where the schemas stand that requests carry.
fn sent(api: &Api) -> Vec<&str> {
    let operations = api.operations.iter();
    let parameters = operations.clone().flat_map(|operation| &operation.parameters);
    let contents = operations.flat_map(|operation| &operation.body).flat_map(|body| &body.contents);
    let parts = contents.clone().flat_map(|content| &content.parts).flatten().map(|part| part.schema.as_str());
    let bodies = contents.filter_map(|content| content.schema.as_deref());
    parameters.filter_map(|parameter| parameter.schema.as_deref()).chain(bodies).chain(parts).collect()
}

/// Where the schemas stand that answers carry.
fn answered(api: &Api) -> Vec<&str> {
    let answers = api.operations.iter().flat_map(|operation| &operation.answers);
    let headers = answers.clone().flat_map(|answer| &answer.headers).filter_map(|header| header.schema.as_deref());
    let contents = answers.flat_map(|answer| &answer.contents).filter_map(|content| content.schema.as_deref());
    contents.chain(headers).collect()
}

/// These schemas and all that they refer to, by their pointers.
fn reached(document: &Value, roots: &[&str]) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<String> = roots.iter().map(|root| (*root).to_owned()).collect();
    while let Some(at) = open.pop() {
        if found.contains(&at) {
            continue;
        }
        let within = within(document, &at);
        open.extend(within.iter().filter_map(|(_, schema)| target(schema)));
        found.insert(at);
    }
    found
}

/// Those that have a required member which only one side writes, and those that refer to such.
fn one_sided<'p>(document: &Value, places: impl Iterator<Item = &'p String>) -> BTreeSet<String> {
    let has_one = |schema: &Value| [Side::Request, Side::Answer].iter().any(|side| is_changed(document, schema, *side));
    let mut open: Vec<(&String, Vec<String>)> = Vec::new();
    let mut found = BTreeSet::new();
    for at in places {
        let within = within(document, at);
        if within.iter().any(|(_, schema)| has_one(schema)) {
            found.insert(at.clone());
        } else {
            open.push((at, within.iter().filter_map(|(_, schema)| target(schema)).collect()));
        }
    }
    loop {
        let before = found.len();
        open.retain(|(at, targets)| {
            let refers = targets.iter().any(|target| found.contains(target));
            if refers {
                found.insert((*at).clone());
            }
            !refers
        });
        if found.len() == before {
            return found;
        }
    }
}

/// Puts a copy of a model beside it for requests, and says where.
fn copied(document: &mut Value, at: &str) -> Option<String> {
    let copy = find(document, at)?.clone();
    let folder: &[&str] = if document.get("swagger").is_some() { &["definitions"] } else { &["components", "schemas"] };
    let (_, name) = split(at);
    // The models of a document of several files may all stand in the others.
    let models = folder.iter().try_fold(document, |holder, member| {
        Some(holder.as_object_mut()?.entry(*member).or_insert_with(|| json!({})))
    })?;
    let models = models.as_object_mut()?;
    let mut names = (1_usize..).map(|number| match number {
        1 => format!("{name}Request"),
        number => format!("{name}Request{number}"),
    });
    let name = names.find(|name| !models.contains_key(name))?;
    models.insert(name.clone(), copy);
    Some(join(&format!("/{}", folder.join("/")), &name))
}

/// Makes the schema at `place`, which was written `at` in the original, that of one side.
fn change(document: &mut Value, original: &Value, at: &str, place: &str, side: Side, own: &BTreeMap<&str, String>) {
    for (suffix, schema) in within(original, at) {
        let Some(changed) = document.pointer_mut(&format!("{place}{suffix}")) else { continue };
        if side == Side::Request
            && let Some(copy) = target(schema).and_then(|target| own.get(target.as_str()))
        {
            changed["$ref"] = json!(format!("#{copy}"));
        }
        if !is_changed(original, schema, side) {
            continue;
        }
        let hidden = hidden(original, schema, side, DEEPEST);
        leave_out(changed, &hidden);
        let parts = changed.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten();
        parts.for_each(|part| leave_out(part, &hidden));
    }
}

fn leave_out(schema: &mut Value, hidden: &BTreeSet<String>) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, _| !hidden.contains(name));
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| name.as_str().is_none_or(|name| !hidden.contains(name)));
    }
}

/// Whether a member is required that the side does not write.
fn is_changed(document: &Value, schema: &Value, side: Side) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let required = std::iter::once(schema).chain(parts).filter_map(|part| part.get("required")?.as_array()).flatten();
    let mut required = required.filter_map(Value::as_str).peekable();
    required.peek().is_some() && {
        let hidden = hidden(document, schema, side, DEEPEST);
        required.any(|name| hidden.contains(name))
    }
}

/// The members that the side does not write, of an object and of all that it is made of.
fn hidden(document: &Value, schema: &Value, side: Side, depth: usize) -> BTreeSet<String> {
    let Some(depth) = depth.checked_sub(1) else { return BTreeSet::new() };
    let is_marked = |schema: &Value| schema.get(side.mark()).is_some_and(|mark| mark == true);
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let marked = properties.filter(|(_, member)| {
        is_marked(member) || target(member).and_then(|target| find(document, &target)).is_some_and(is_marked)
    });
    let mut names: BTreeSet<String> = marked.map(|(name, _)| name.clone()).collect();
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    for part in parts {
        let part = target(part).and_then(|target| find(document, &target)).unwrap_or(part);
        names.append(&mut hidden(document, part, side, depth));
    }
    names
}

/// The schemas that stand within the one at `at`, itself first, by what comes behind its pointer.
fn within<'v>(document: &'v Value, at: &str) -> Vec<(String, &'v Value)> {
    let mut found: Vec<(String, &Value)> = Vec::new();
    let mut open: Vec<(String, &Value)> =
        find(document, at).map(|schema| (String::new(), schema)).into_iter().collect();
    while let Some((suffix, schema)) = open.pop() {
        let children = schema.as_object().map(subschemas).unwrap_or_default();
        open.extend(children.into_iter().map(|(step, schema)| {
            let mut suffix = suffix.clone();
            step.append(&mut suffix);
            (suffix, schema)
        }));
        found.push((suffix, schema));
    }
    found
}

/// The pointer that a schema refers to, in the same document.
fn target(schema: &Value) -> Option<String> {
    schema.get("$ref")?.as_str()?.strip_prefix('#').map(|pointer| percent_decoded(pointer).into_owned())
}
