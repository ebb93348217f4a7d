//! The documents given to the build, and who is called what in them: identifiers, anchors, dialects.
//!
//! A reference is looked up here and nowhere else; what no document of the build answers to is a mistake, never a
//! download.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::dialect::Dialect;
use super::metaschemas;
use super::model::Place;
use super::uri::{resolve, split_fragment};
use crate::errors::Errors;
use crate::source::{Finder, Source, find, join, push};

/// The name `$recursiveAnchor` goes by among the dynamic anchors, which no real one can have.
const RECURSIVE: &str = "";

/// Where `OpenAPI` documents have their models.
const MODELS: &str = "/components/schemas";

/// One document that schemas are read from or refer to.
#[derive(Clone)]
pub struct Document {
    source: Source,
    uri: Option<String>,
    dialect: Option<Dialect>,
}

impl Document {
    /// Reads JSON text; `name` stands in error messages, and relative references see it as the document's address.
    pub fn json(name: impl Into<String>, text: impl Into<String>) -> Result<Self, Errors> {
        Source::json(name, text.into()).map(Self::from)
    }

    /// Takes a value that is in memory already, such as `schemars::schema_for!(T).to_value()`.
    #[must_use]
    pub fn value(name: impl Into<String>, value: Value) -> Self {
        Self::from(Source::from_value(name, value))
    }

    /// The address that references know the document by. Default: its `$id`, else its name.
    #[must_use]
    pub fn with_uri(mut self, uri: impl Into<String>) -> Self {
        self.uri = Some(uri.into());
        self
    }

    /// The dialect of schemas without a `$schema`. Default: 2020-12.
    #[must_use]
    pub fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// The whole document.
    pub(crate) fn root(&self) -> &Value {
        self.source.value()
    }
}

/// Where places are when the documents' values are gone.
pub(super) struct Sources {
    given: Vec<Source>,
    official: &'static [Document],
}

impl Sources {
    /// Lets go of the values.
    pub(super) fn new(documents: Vec<Document>, official: &'static [Document]) -> Self {
        Self { given: documents.into_iter().map(|document| document.source.without_value()).collect(), official }
    }

    pub(super) fn of(&self, document: usize) -> &Source {
        self.given.get(document).unwrap_or_else(|| &self.official[document - self.given.len()].source)
    }
}

impl From<Source> for Document {
    fn from(source: Source) -> Self {
        Self { source, uri: None, dialect: None }
    }
}

/// A schema with an address of its own, and what holds for everything in it.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    pub(super) uri: String,
    pub(super) dialect: Dialect,
    /// Whether the keywords of the validation vocabulary assert something.
    pub(super) validation: bool,
    /// Whether the dialect itself has `format` assert something.
    pub(super) format: bool,
    /// The dynamic anchors in it.
    pub(super) dynamic: Vec<(String, Place)>,
}

/// All documents with an index of what can be referred to.
pub(super) struct Library<'a> {
    documents: Vec<&'a Document>,
    /// Each document's resources by the pointers at which they start: the document's own first.
    roots: Vec<BTreeMap<String, Resource>>,
    addresses: BTreeMap<String, Place>,
    anchors: BTreeMap<(String, String), Place>,
    /// Whether any schema refers dynamically: without, nobody asks for dynamic scopes.
    pub(super) is_dynamic: bool,
    /// Whether any schema refers to a dialect's own one.
    needs_metaschemas: bool,
}

/// What a reference leads to.
pub(super) struct Target<'a> {
    pub(super) place: Place,
    pub(super) value: &'a Value,
    /// The name of the dynamic anchor that the reference spelled, where the target is one.
    pub(super) dynamic: Option<String>,
}

impl<'a> Library<'a> {
    /// Indexes the documents, in their order: the first owner of an address keeps it.
    pub(super) fn new(documents: &'a [Document]) -> Self {
        let mut library = Self {
            documents: documents.iter().collect(),
            roots: Vec::new(),
            addresses: BTreeMap::new(),
            anchors: BTreeMap::new(),
            is_dynamic: false,
            needs_metaschemas: false,
        };
        for document in 0..library.documents.len() {
            library.index(document);
        }
        if library.needs_metaschemas {
            for metaschema in metaschemas::documents() {
                library.documents.push(metaschema);
                library.index(library.documents.len() - 1);
            }
        }
        library
    }

    pub(super) fn source(&self, document: usize) -> &'a Source {
        &self.documents[document].source
    }

    /// What finds values in each document.
    pub(super) fn finders<'p>(&self) -> Vec<Finder<'a, 'p>> {
        self.documents.iter().map(|document| Finder::new(document.source.value())).collect()
    }

    /// The value at a place.
    pub(super) fn value(&self, place: &Place) -> Option<&'a Value> {
        find(self.source(place.document).value(), &place.pointer)
    }

    /// The resource that a place belongs to.
    pub(super) fn resource(&self, place: &Place) -> &Resource {
        self.resource_at(place.document, &place.pointer)
    }

    fn resource_at(&self, document: usize, pointer: &str) -> &Resource {
        let roots = &self.roots[document];
        &roots[resource_pointer(roots, pointer)]
    }

    /// Follows a reference as it is written at a place.
    pub(super) fn look_up(&self, from: &Place, reference: &str) -> Option<Target<'a>> {
        self.look_up_strictly(from, reference).or_else(|| self.look_up_model(from, reference))
    }

    /// Within an API's model that has an identifier of its own, many still refer to the others from the document's root.
    fn look_up_model(&self, from: &Place, reference: &str) -> Option<Target<'a>> {
        let pointer = reference.strip_prefix('#').filter(|pointer| pointer.starts_with(MODELS))?;
        let place = Place { document: from.document, pointer: pointer.into() };
        let value = self.value(&place)?;
        Some(Target { place, value, dynamic: None })
    }

    fn look_up_strictly(&self, from: &Place, reference: &str) -> Option<Target<'a>> {
        let base = &self.resource(from).uri;
        // Most references stay where they are, and need not be resolved.
        let is_local = reference.starts_with('#') && !base.contains('#');
        let uri = if is_local { Cow::Borrowed(reference) } else { resolve(base, reference).into() };
        let (address, fragment) = split_fragment(&uri);
        let address = if is_local { base } else { address };
        let root = self.addresses.get(address)?;
        let fragment = fragment.unwrap_or_default();
        if fragment.is_empty() || fragment.starts_with('/') {
            let pointer = match &*root.pointer {
                "" => fragment.into(),
                around => [around, &fragment].concat().into(),
            };
            let place = Place { document: root.document, pointer };
            let value = self.value(&place)?;
            return Some(Target { place, value, dynamic: None });
        }
        let place = self.anchors.get(&(address.to_owned(), fragment.to_string()))?;
        let value = self.value(place)?;
        let dynamic = self.resource(place).dynamic.iter();
        let is_dynamic = dynamic.clone().any(|(name, known)| *name == fragment && known == place);
        Some(Target { place: place.clone(), value, dynamic: is_dynamic.then(|| fragment.into_owned()) })
    }

    /// Follows 2019-09's `$recursiveRef`.
    pub(super) fn look_up_recursive(&self, from: &Place) -> Option<Target<'a>> {
        let mut target = self.look_up(from, "#")?;
        let dynamic = &self.resource(&target.place).dynamic;
        if dynamic.iter().any(|(name, _)| name == RECURSIVE) {
            target.dynamic = Some(RECURSIVE.to_owned());
        }
        Some(target)
    }

    /// The documents that the build did not give, in the order of their numbers.
    pub(super) fn official(&self) -> &'static [Document] {
        if self.needs_metaschemas { metaschemas::documents() } else { &[] }
    }

    /// The addresses that references may start with, for hints.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.keys().map(String::as_str)
    }

    fn index(&mut self, document: usize) {
        let given = self.documents[document];
        let root = Place { document, pointer: "".into() };
        let uri = given.uri.clone().unwrap_or_else(|| given.source.name().replace('\\', "/"));
        let dialect = given.dialect.unwrap_or_default();
        let resource = Resource { uri: uri.clone(), dialect, validation: true, format: false, dynamic: Vec::new() };
        self.addresses.entry(uri).or_insert_with(|| root.clone());
        self.roots.push(BTreeMap::from([(String::new(), resource)]));
        // An API's models have identifiers of their own only where its dialect knows them.
        let models = find(given.source.value(), MODELS).filter(|_| dialect.has_draft7_keywords());
        for (name, model) in models.and_then(Value::as_object).into_iter().flatten().rev() {
            self.walk(document, &mut join(MODELS, name), model);
        }
        self.walk(document, &mut String::new(), given.source.value());
    }

    /// Enters the schema at a place and those in it.
    fn walk(&mut self, document: usize, pointer: &mut String, value: &Value) {
        let Value::Object(map) = value else { return };
        if map.keys().any(|keyword| keyword.starts_with('$') || keyword == "id") {
            self.enter(&Place { document, pointer: pointer.as_str().into() }, map);
        }
        let length = pointer.len();
        for (step, child) in subschemas(map).into_iter().rev() {
            step.append(pointer);
            self.walk(document, pointer, child);
            pointer.truncate(length);
        }
    }

    /// Takes down the identifiers and anchors of one schema.
    fn enter(&mut self, place: &Place, map: &Map<String, Value>) {
        let mut resource = self.resource(place).clone();
        if let Some(schema) = map.get("$schema").and_then(Value::as_str) {
            self.set_dialect(&mut resource, schema);
            if place.pointer.is_empty() {
                self.roots[place.document].insert(String::new(), resource.clone());
            }
        }
        if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
            let is_official = |address: &&str| reference.starts_with(*address);
            self.needs_metaschemas |= metaschemas::ADDRESSES.iter().any(is_official);
        }
        let dialect = resource.dialect;
        let alone = dialect.reference_stands_alone() && map.contains_key("$ref");
        let id = map.get(dialect.identifier()).and_then(Value::as_str);
        if let Some(id) = id.filter(|_| !alone) {
            let uri = resolve(&resource.uri, id);
            let (address, fragment) = split_fragment(&uri);
            if !(dialect.identifier_may_be_an_anchor() && id.starts_with('#')) {
                address.clone_into(&mut resource.uri);
                resource.dynamic = Vec::new();
                let owner = self.addresses.entry(address.to_owned());
                owner.or_insert_with(|| place.clone());
                self.roots[place.document].insert(place.pointer.to_string(), resource.clone());
            }
            if let Some(name) = fragment.filter(|name| !name.is_empty()) {
                let key = (resource.uri.clone(), name.into_owned());
                self.anchors.entry(key).or_insert_with(|| place.clone());
            }
        }
        if dialect.has_anchors() {
            self.enter_anchors(place, map, &resource.uri);
        }
    }

    fn enter_anchors(&mut self, place: &Place, map: &Map<String, Value>, uri: &str) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = map.get(keyword).and_then(Value::as_str) {
                let key = (uri.to_owned(), name.to_owned());
                self.anchors.entry(key).or_insert_with(|| place.clone());
            }
        }
        let dynamic = map.get("$dynamicAnchor").and_then(Value::as_str);
        let recursive = map.get("$recursiveAnchor") == Some(&Value::Bool(true));
        if let Some(name) = dynamic.or(recursive.then_some(RECURSIVE)) {
            let roots = &mut self.roots[place.document];
            let root = resource_pointer(roots, &place.pointer);
            if let Some(resource) = roots.get_mut(root) {
                resource.dynamic.push((name.to_owned(), place.clone()));
            }
        }
        self.is_dynamic |= map.contains_key("$dynamicRef") || map.contains_key("$recursiveRef");
    }

    /// What a `$schema` means: an official dialect, or a metaschema among the documents that lists its vocabularies.
    fn set_dialect(&self, resource: &mut Resource, schema: &str) {
        if let Some(dialect) = Dialect::named(schema) {
            resource.dialect = dialect;
            return;
        }
        let metaschema = self.documents.iter().map(|document| document.source.value());
        let Some(metaschema) = metaschema.filter(|value| value.is_object()).find(|value| value["$id"] == schema) else {
            return;
        };
        if let Some(dialect) = metaschema["$schema"].as_str().and_then(Dialect::named) {
            resource.dialect = dialect;
        }
        if let Some(vocabularies) = metaschema["$vocabulary"].as_object() {
            let has = |name: &str| vocabularies.keys().any(|uri| uri.ends_with(name));
            resource.validation = has("/vocab/validation");
            resource.format = has("/vocab/format-assertion");
        }
    }
}

/// Where the resource starts that the schema at `pointer` belongs to.
fn resource_pointer<'p>(roots: &BTreeMap<String, Resource>, mut pointer: &'p str) -> &'p str {
    // Without schemas that have an address of their own, the document's is the only one.
    while roots.len() > 1 && !roots.contains_key(pointer) {
        pointer = &pointer[..pointer.rfind('/').unwrap_or(0)];
    }
    if roots.len() > 1 { pointer } else { "" }
}

/// The way from a schema to one in it: a keyword, and what follows where that holds several.
#[derive(Clone, Copy)]
pub(crate) enum Step<'v> {
    Keyword(&'v str),
    Member(&'v str, &'v str),
    Element(&'v str, usize),
}

impl Step<'_> {
    /// Lengthens the schema's pointer to that of the one in it.
    pub(crate) fn append(self, pointer: &mut String) {
        match self {
            Self::Keyword(keyword) => push(pointer, keyword),
            Self::Member(keyword, name) => {
                push(pointer, keyword);
                push(pointer, name);
            }
            Self::Element(keyword, index) => {
                push(pointer, keyword);
                push(pointer, &index.to_string());
            }
        }
    }
}

/// The places in a schema where other schemas stand.
pub(crate) fn subschemas(map: &Map<String, Value>) -> Vec<(Step<'_>, &Value)> {
    let mut found = Vec::new();
    for (keyword, value) in map {
        match (keyword.as_str(), value) {
            (
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" | "dependencies",
                Value::Object(members),
            ) => {
                found.extend(members.iter().map(|(name, child)| (Step::Member(keyword, name), child)));
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems" | "items", Value::Array(elements)) => {
                let places = elements.iter().enumerate();
                found.extend(places.map(|(place, child)| (Step::Element(keyword, place), child)));
            }
            (
                "items"
                | "additionalItems"
                | "additionalProperties"
                | "contains"
                | "propertyNames"
                | "not"
                | "if"
                | "then"
                | "else"
                | "unevaluatedItems"
                | "unevaluatedProperties"
                | "contentSchema",
                Value::Object(_),
            ) => found.push((Step::Keyword(keyword), value)),
            _ => {}
        }
    }
    found
}
