//! Rust types in memory: what each schema became, before anything has a name.
//!
//! Plain data. Every type accepts exactly what its schema does: what Rust's own types can't say stands in
//! [`Body::Checked`] as the rest of the schema.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use super::format::Typed;
use super::model::{Notes, Rare, Schema};

/// The number of a type that has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TypeId(pub(super) usize);

/// A type where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    Value,
    Null,
    Boolean,
    Text,
    Secret,
    Integer(Integer),
    Float,
    List(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    Nullable(Box<Type>),
    /// A string of a format, as a library's value.
    Typed(Typed),
    Named(TypeId),
    /// One of the program's own.
    Own(usize),
}

impl Type {
    /// Whether a secret stands in it without a type between that knows how to write it.
    pub(super) fn holds_secret(&self) -> bool {
        match self {
            Self::Secret => true,
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.holds_secret(),
            _ => false,
        }
    }
}

/// Rust's integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integer {
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
}

impl Integer {
    const ALL: [Self; 8] = [Self::U8, Self::U16, Self::U32, Self::U64, Self::I8, Self::I16, Self::I32, Self::I64];

    /// The narrowest one between these bounds, unsigned where that is possible.
    pub(super) fn between(low: Option<i128>, high: Option<i128>) -> Self {
        let fits = |integer: &Self| {
            let (first, last) = integer.range();
            low.is_some_and(|low| low >= first) && high.is_some_and(|high| high <= last)
        };
        let open = if low.is_some_and(|low| low >= 0) { Self::U64 } else { Self::I64 };
        Self::ALL.into_iter().find(fits).unwrap_or(open)
    }

    pub(super) fn range(self) -> (i128, i128) {
        match self {
            Self::U8 => (0, u8::MAX.into()),
            Self::U16 => (0, u16::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
            Self::I8 => (i8::MIN.into(), i8::MAX.into()),
            Self::I16 => (i16::MIN.into(), i16::MAX.into()),
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
        }
    }

    /// How many bytes it takes.
    pub(super) fn bytes(self) -> u64 {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 => 4,
            Self::U64 | Self::I64 => 8,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
        }
    }
}

/// A type with a name of its own.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) notes: Rare<Notes>,
    pub(super) hint: Hint<'static>,
    pub(super) body: Body,
}

/// What a type may be called.
#[derive(Clone, Debug)]
pub(super) struct Hint<'n> {
    pub(super) name: Cow<'n, str>,
    pub(super) parent: Option<TypeId>,
    pub(super) rank: Rank,
}

impl Hint<'_> {
    /// The same for a type.
    pub(super) fn owned(&self) -> Hint<'static> {
        let Self { name, parent, rank } = self;
        Hint { name: Cow::Owned(name.clone().into_owned()), parent: *parent, rank: *rank }
    }
}

/// Who gets a name that several types want.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A root: the caller chose the name.
    Chosen,
    /// A definition: the schema's author chose it.
    Defined,
    /// A member, an element: the name comes from where it stands.
    Positioned,
    /// A part of its parent: it is called after it in any case.
    Part,
}

/// What a type with a name is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Struct {
        fields: Vec<Field>,
        rest: Rest,
    },
    /// An enum of strings.
    Words(Vec<String>),
    /// An enum of other values.
    Constants(Vec<Value>),
    /// An enum of types, the first that fits counts.
    Union(Vec<Variant>),
    /// A type inside, and what else must hold; `is_one_of` where it is a union of which exactly one must fit.
    Checked {
        inner: Type,
        rules: Box<Schema>,
        is_one_of: bool,
    },
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub(super) member: Arc<str>,
    pub(super) notes: Rare<Notes>,
    pub(super) of: Type,
    pub(super) is_required: bool,
}

/// What becomes of members that are no fields.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rest {
    Denied,
    Ignored,
    Kept(Type),
}

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Variant {
    pub(super) hint: String,
    pub(super) notes: Rare<Notes>,
    pub(super) of: Type,
}
