//! The schema in memory: every keyword of every dialect in 2020-12's terms, subschemas as numbers in one arena.
//!
//! Plain data. References are edges here, so the graph may have cycles; nothing in it is copied from the documents but
//! the values of `enum`, `const` and `default`.

mod rare;

use std::ops::Index;
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

pub(super) use rare::Rare;

/// Where a schema stands: a document and a JSON pointer into it, which copies share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) document: usize,
    pub(super) pointer: Rc<str>,
}

/// A schema's number in the [`Model`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(pub(super) usize);

/// What is known of some of the schemas.
#[derive(Clone, Debug)]
pub(super) struct ById<T>(Vec<Option<T>>);

impl<T> ById<T> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn get(&self, id: Id) -> Option<&T> {
        self.0.get(id.0)?.as_ref()
    }

    pub(super) fn insert(&mut self, id: Id, known: T) {
        if id.0 >= self.0.len() {
            self.0.resize_with(id.0 + 1, || None);
        }
        self.0[id.0] = Some(known);
    }

    pub(super) fn take(&mut self, id: Id) -> Option<T> {
        self.0.get_mut(id.0)?.take()
    }

    /// All that is known, in the order of the schemas' numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Id, &T)> {
        self.0.iter().enumerate().filter_map(|(number, known)| Some((Id(number), known.as_ref()?)))
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().flatten()
    }
}

/// All schemas that the roots reach.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) schemas: Vec<Rc<Schema>>,
}

impl Model {
    /// Keeps a schema that stands in no document, such as a merged one.
    pub(super) fn add(&mut self, schema: Schema) -> Id {
        self.schemas.push(Rc::new(schema));
        Id(self.schemas.len() - 1)
    }

    /// The schema, for those who change the model while they look at it.
    pub(super) fn share(&self, id: Id) -> Rc<Schema> {
        Rc::clone(&self.schemas[id.0])
    }
}

impl Index<Id> for Model {
    type Output = Schema;

    fn index(&self, id: Id) -> &Schema {
        &self.schemas[id.0]
    }
}

/// One schema. The default accepts everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Schema {
    pub(super) place: Option<Place>,
    /// Made of a part of the schema that stands there: it is never called what the whole is.
    pub(super) is_part: bool,
    pub(super) notes: Rare<Notes>,
    /// `false`: nothing is accepted.
    pub(super) never: bool,
    pub(super) types: Option<Types>,
    pub(super) values: Option<Rc<[Value]>>,
    pub(super) number: Rare<Numbers>,
    pub(super) string: Rare<Strings>,
    pub(super) array: Rare<Arrays>,
    pub(super) object: Rare<Objects>,
    pub(super) logic: Rare<Logic>,
}

/// What a schema says to its reader rather than to its instances.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Notes {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) default: Option<Value>,
    pub(super) deprecated: bool,
    pub(super) secret: bool,
}

/// The `type` keyword: which of JSON's kinds are accepted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    /// Numbers, integers included.
    pub(super) const NUMBER: Self = Self(8 | 4);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const NONE: Self = Self(0);
    pub(super) const ANY: Self = Self(127);

    /// Each kind once, numbers as a whole.
    const NAMES: [(&'static str, Self); 7] = [
        ("null", Self::NULL),
        ("boolean", Self::BOOLEAN),
        ("integer", Self::INTEGER),
        ("number", Self::NUMBER),
        ("string", Self::STRING),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
    ];

    /// The type of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name)?;
        Some(found.1)
    }

    /// The names that `type` may hold.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }

    /// The name of this one kind.
    pub(super) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("number", |(name, _)| name)
    }

    /// The kinds in it, from null to object, `number` standing for integers too.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        let number = self.has(Self::NUMBER);
        Self::NAMES
            .iter()
            .map(|(_, kind)| *kind)
            .filter(move |kind| self.has(*kind) && !(number && *kind == Self::INTEGER))
    }

    /// The kind of a value. Numbers without a fraction are integers.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) => match number.as_f64() {
                Some(float) if float.fract() == 0.0 => Self::INTEGER,
                _ if number.is_f64() => Self::NUMBER,
                _ => Self::INTEGER,
            },
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl std::fmt::Debug for Types {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = Self::NAMES.iter().filter(|(_, kind)| self.has(*kind)).map(|(name, _)| name);
        f.debug_set().entries(names).finish()
    }
}

/// A number as a bound: exact where it is an integer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    Integer(i128),
    Float(f64),
}

impl Amount {
    pub(super) fn as_f64(self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "bounds beyond 2^53 are compared as integers")]
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }

    /// Whether it is the greater one; integers are compared as such.
    pub(super) fn is_above(self, other: Self) -> bool {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one > other,
            (one, other) => one.as_f64() > other.as_f64(),
        }
    }
}

/// What is asked of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers {
    pub(super) minimum: Option<Amount>,
    pub(super) maximum: Option<Amount>,
    pub(super) above: Option<Amount>,
    pub(super) below: Option<Amount>,
    pub(super) multiple_of: Vec<Amount>,
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// As the schema has it.
    pub(super) written: String,
    /// In the syntax of the regex crate, empty where every string has it; lowering translated it.
    pub(super) regex: String,
}

/// A pattern of members' names, in as many parts as it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamePattern {
    /// As the schema has it.
    pub(super) written: Arc<str>,
    /// What a name has; without those that every one has.
    pub(super) has: Vec<Pattern>,
    /// What it lacks.
    pub(super) lacks: Vec<Pattern>,
}

/// What is asked of strings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Strings {
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) patterns: Vec<Pattern>,
    /// `format`, where the dialect or the build script has it checked.
    pub(super) format: Option<String>,
}

/// What is asked of arrays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Arrays {
    pub(super) prefix: Vec<Id>,
    pub(super) rest: Option<Id>,
    pub(super) contains: Vec<Contains>,
    pub(super) min: Option<u64>,
    pub(super) max: Option<u64>,
    pub(super) unique: bool,
    pub(super) unevaluated: Option<Id>,
}

/// `contains` with the two keywords that belong to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contains {
    pub(super) schema: Id,
    pub(super) min: u64,
    pub(super) max: Option<u64>,
}

/// What is asked of objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects {
    /// In the order of their names.
    pub(super) properties: Vec<(Arc<str>, Id)>,
    pub(super) patterns: Vec<(NamePattern, Id)>,
    pub(super) rest: Option<Id>,
    pub(super) names: Vec<Id>,
    /// In their order.
    pub(super) required: Vec<String>,
    pub(super) min: Option<u64>,
    pub(super) max: Option<u64>,
    pub(super) dependent_required: Vec<(String, Vec<String>)>,
    pub(super) dependent_schemas: Vec<(Arc<str>, Id)>,
    pub(super) unevaluated: Option<Id>,
}

impl Objects {
    /// The schema of the member that `properties` names so.
    pub(super) fn property(&self, name: &str) -> Option<Id> {
        let place = self.properties.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        Some(self.properties[place].1)
    }
}

/// Schemas that apply to the same instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Logic {
    /// `$ref`, `$dynamicRef`.
    pub(super) references: Vec<Id>,
    pub(super) all_of: Vec<Id>,
    pub(super) any_of: Vec<Vec<Id>>,
    pub(super) one_of: Vec<Vec<Id>>,
    pub(super) not: Vec<Id>,
    pub(super) conditions: Vec<Condition>,
}

/// `if`, `then` and `else`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    pub(super) when: Id,
    pub(super) then: Option<Id>,
    pub(super) otherwise: Option<Id>,
}

/// Schemas are the same that ask the same, wherever they stand and whatever they say to their readers.
impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.never == other.never
            && self.types == other.types
            && self.values == other.values
            && self.number == other.number
            && self.string == other.string
            && self.array == other.array
            && self.object == other.object
            && self.logic == other.logic
    }
}

impl Schema {
    /// Whether it accepts everything.
    pub(super) fn is_any(&self) -> bool {
        self.is_bare() && self.logic.references.is_empty() && self.logic.all_of.is_empty()
    }

    /// Whether it accepts all that its references and its `allOf` do.
    pub(super) fn is_bare(&self) -> bool {
        let Logic { references: _, all_of: _, any_of, one_of, not, conditions } = &*self.logic;
        !self.never
            && self.types.is_none()
            && self.values.is_none()
            && self.number == Rare::default()
            && self.string == Rare::default()
            && self.array == Rare::default()
            && self.object == Rare::default()
            && any_of.is_empty()
            && one_of.is_empty()
            && not.is_empty()
            && conditions.is_empty()
    }
}

impl Schema {
    /// Whether it accepts every string, as far as it speaks of strings at all: what a member's name always is.
    pub(super) fn is_any_string(&self) -> bool {
        let mut other = self.clone();
        other.types = other.types.filter(|types| !types.has(Types::STRING));
        other.is_any()
    }
}

impl Types {
    /// What a value of this one kind is called.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::NULL => "null",
            Self::BOOLEAN => "boolean",
            Self::INTEGER => "integer",
            Self::STRING => "text",
            Self::ARRAY => "list",
            Self::OBJECT => "object",
            _ => "number",
        }
    }
}
