//! From documents to the [`Model`]: every schema that the roots reach, each once per dynamic scope.
//!
//! Works from a list, not by recursion, so that no chain of references can exhaust the stack. A mistake leaves a
//! schema that accepts nothing and goes on, so that all mistakes are reported together.

mod digits;
mod keywords;
mod nullable;
mod values;
mod words;
mod written;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::Root;
use super::library::{Library, Resource, Step, Target};
use super::model::{Id, Model, Place, Schema};
use super::options::Formats;
use crate::errors::{Diagnostic, Errors, quote, type_of};
use crate::source::{find, join};
use crate::suggest;

pub(super) use values::{amount, same};
use written::{Text, Written};

/// The most schemas that one call compiles: references with dynamic scopes could otherwise multiply without end.
const MAX_SCHEMAS: usize = 250_000;

/// The dynamic anchors that stand for something in a dynamic scope, by name.
type Scope = BTreeMap<String, Place>;

/// What the pass makes.
pub(super) struct Lowered {
    pub(super) model: Model,
    /// The roots, in the order in which they were asked for.
    pub(super) roots: Vec<Id>,
    pub(super) warnings: Vec<Diagnostic>,
}

/// A schema where it stands.
struct Found<'a> {
    place: Place,
    value: &'a Value,
}

/// The pass's state.
pub(super) struct Lowering<'a> {
    pub(super) library: &'a Library<'a>,
    pub(super) formats: Formats,
    model: Model,
    errors: Errors,
    warnings: Vec<Diagnostic>,
    scopes: Vec<Scope>,
    /// By the value, which stays where it stands, the document, which may have its value from another one, and the scope.
    known: BTreeMap<(*const Value, usize, usize), Id>,
    /// Objects and enums without a name of their own: what is written twice becomes one type.
    written: BTreeMap<Written<'a>, Id>,
    open: Vec<(Id, Found<'a>, usize)>,
    /// Where pointers are put together.
    pointer: String,
    /// Those of the schema that is read; kept for the room.
    members: Vec<(&'a str, &'a Value)>,
    /// Stands in the model for those that are open.
    unread: Rc<Schema>,
    is_full: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(library: &'a Library<'a>, formats: Formats) -> Self {
        Self {
            library,
            formats,
            model: Model::default(),
            errors: Errors::new(),
            warnings: Vec::new(),
            scopes: vec![Scope::new()],
            known: BTreeMap::new(),
            written: BTreeMap::new(),
            open: Vec::new(),
            pointer: String::new(),
            members: Vec::new(),
            unread: Rc::default(),
            is_full: false,
        }
    }

    /// Lowers these schemas, and all that they need.
    pub(super) fn run(mut self, roots: &[Root]) -> Result<Lowered, Errors> {
        let mut ids = Vec::new();
        let mut finders = self.library.finders();
        for Root { document, pointer, .. } in roots {
            let place = Place { document: *document, pointer: pointer.as_str().into() };
            if let Some(value) = finders[*document].find(pointer) {
                ids.push(self.schema(Found { place, value }, 0));
            } else {
                let message = format!("there is no schema at {}", quote(pointer));
                self.mistake(&place, message, None);
            }
        }
        while let Some((id, found, scope)) = self.open.pop() {
            let schema = self.read(found, scope);
            self.model.schemas[id.0] = Rc::new(schema);
        }
        for id in super::cycles::endless(&self.model) {
            if let Some(place) = self.model[id].place.clone() {
                let hint = "a schema that lists others in `oneOf` or `anyOf` cannot be part of them by `allOf`: give what they \
                            share a schema of its own";
                let message = "the schema refers to itself without looking at a part of the value";
                self.mistake(&place, message, Some(hint.to_owned()));
            }
        }
        self.errors.into_result(Lowered { model: self.model, roots: ids, warnings: self.warnings })
    }

    /// The number of a schema, seen from a dynamic scope.
    fn schema(&mut self, found: Found<'a>, scope: usize) -> Id {
        let scope = self.scope_within(&found.place, scope);
        let key = (std::ptr::from_ref(found.value), found.place.document, scope);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let written = self.written(&found, scope);
        if let Some(id) = written.as_ref().and_then(|written| self.written.get(written)) {
            self.known.insert(key, *id);
            return *id;
        }
        if self.model.schemas.len() >= MAX_SCHEMAS {
            if !self.is_full {
                self.is_full = true;
                let message = format!("more than {MAX_SCHEMAS} schemas are needed");
                self.mistake(&found.place, message, None);
            }
            return Id(0);
        }
        let id = Id(self.model.schemas.len());
        self.model.schemas.push(Rc::clone(&self.unread));
        self.known.insert(key, id);
        self.written.extend(written.map(|written| (written, id)));
        self.open.push((id, found, scope));
        id
    }

    /// What a schema may have in common with another one that stands elsewhere in the same resource.
    fn written(&self, Found { place, value }: &Found<'a>, scope: usize) -> Option<Written<'a>> {
        let needs_name = value.get("properties").is_some() || value.get("enum").is_some();
        let is_named = || super::build::defined_name(&place.pointer).is_some();
        (needs_name && !is_named()).then(|| Written {
            scope,
            value: Text(value),
            uri: &self.library.resource(place).uri,
        })
    }

    /// The scope that holds inside a schema: its resource's dynamic anchors come behind those already there.
    fn scope_within(&mut self, place: &Place, scope: usize) -> usize {
        if !self.library.is_dynamic {
            return scope;
        }
        let anchors = &self.library.resource(place).dynamic;
        let known = &self.scopes[scope];
        if anchors.iter().all(|(name, _)| known.contains_key(name)) {
            return scope;
        }
        let mut wider = known.clone();
        for (name, place) in anchors {
            wider.entry(name.clone()).or_insert_with(|| place.clone());
        }
        if let Some(same) = self.scopes.iter().position(|scope| *scope == wider) {
            return same;
        }
        self.scopes.push(wider);
        self.scopes.len() - 1
    }

    fn read(&mut self, Found { place, value }: Found<'a>, scope: usize) -> Schema {
        let mut schema = Schema::default();
        match value {
            Value::Bool(accepts) => schema.never = !accepts,
            Value::Object(map) => {
                let resource = self.library.resource(&place);
                let mut members = std::mem::take(&mut self.members);
                members.clear();
                members.extend(map.iter().map(|(name, value)| (name.as_str(), value)));
                let mut reader = Reader { lowering: self, place: &place, scope, members, resource };
                let subjects = reader.words();
                reader.keywords(subjects, &mut schema);
                self.members = reader.members;
            }
            other => {
                let message = format!("a schema is an object or a boolean, not {}", type_of(other));
                let is_tuple = other.is_array() && place.pointer.ends_with("/items");
                let hint = "since 2020-12, and so in OpenAPI 3.1, schemas by place are `prefixItems`";
                self.mistake(&place, message, is_tuple.then(|| hint.to_owned()));
            }
        }
        schema.place = Some(place);
        schema
    }

    fn mistake(&mut self, place: &Place, message: impl Into<String>, hint: Option<String>) {
        let source = self.library.source(place.document);
        let diagnostic = Diagnostic::value(source, &place.pointer, message.into());
        self.errors.push(diagnostic.maybe_hint(hint));
    }
}

/// Reads one schema's keywords.
struct Reader<'r, 'a> {
    lowering: &'r mut Lowering<'a>,
    place: &'r Place,
    scope: usize,
    /// Few, and asked for again and again.
    members: Vec<(&'a str, &'a Value)>,
    resource: &'a Resource,
}

impl<'a> Reader<'_, 'a> {
    fn keyword(&self, name: &str) -> Option<&'a Value> {
        self.members.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn at(&self, keyword: &str) -> Place {
        Place { document: self.place.document, pointer: join(&self.place.pointer, keyword).into() }
    }

    /// The schema that stands there in this one.
    fn child(&mut self, step: Step<'_>, value: &'a Value) -> Id {
        let pointer = &mut self.lowering.pointer;
        pointer.clear();
        pointer.push_str(&self.place.pointer);
        step.append(pointer);
        let place = Place { document: self.place.document, pointer: pointer.as_str().into() };
        self.lowering.schema(Found { place, value }, self.scope)
    }

    fn mistake(&mut self, keyword: &str, message: impl Into<String>) {
        self.mistake_with_hint(keyword, message, None);
    }

    fn mistake_with_hint(&mut self, keyword: &str, message: impl Into<String>, hint: Option<&str>) {
        let place = self.at(keyword);
        self.lowering.mistake(&place, message, hint.map(str::to_owned));
    }

    /// Follows `$ref`, `$dynamicRef` and `$recursiveRef`.
    fn reference(&mut self, keyword: &str) -> Option<Id> {
        let value = self.keyword(keyword)?;
        let Some(reference) = value.as_str() else {
            self.mistake(keyword, format!("a reference is a string, not {}", type_of(value)));
            return None;
        };
        let library = self.lowering.library;
        let target = if keyword == "$recursiveRef" {
            library.look_up_recursive(self.place)
        } else {
            library.look_up(self.place, reference)
        };
        let Some(target) = target else {
            self.unknown_reference(keyword, reference);
            return None;
        };
        let found = match target {
            Target { dynamic: Some(name), place, value } if keyword != "$ref" => {
                match self.lowering.scopes[self.scope].get(&name).cloned() {
                    Some(place) => Found { value: library.value(&place)?, place },
                    None => Found { place, value },
                }
            }
            Target { place, value, .. } => Found { place, value },
        };
        Some(self.lowering.schema(found, self.scope))
    }

    fn unknown_reference(&mut self, keyword: &str, reference: &str) {
        let place = self.at(keyword);
        let written = self.lowering.library.source(self.place.document).written(reference);
        let message = format!("the reference {} leads to nothing in the documents of this build", quote(&written));
        let hint = if reference.starts_with('#') {
            self.nearest_definition(reference)
        } else {
            let known = self.lowering.library.addresses();
            suggest::did_you_mean(reference, known).or_else(|| {
                let hint = "give the document that it means to the build (`refers_to(path)` for an API's): nothing is \
                            fetched";
                Some(hint.to_owned())
            })
        };
        self.lowering.mistake(&place, message, hint);
    }

    fn nearest_definition(&self, reference: &str) -> Option<String> {
        let (folder, _) = reference.rsplit_once('/')?;
        let (target, pointer) = folder.split_once('#')?;
        debug_assert!(target.is_empty());
        let source = self.lowering.library.source(self.place.document);
        let members = find(source.value(), pointer)?.as_object()?;
        let known: Vec<String> = members.keys().map(|name| source.written(&join(folder, name)).into_owned()).collect();
        suggest::did_you_mean(&source.written(reference), known.iter().map(String::as_str))
    }
}
