//! Rules as data: what a JSON Schema asks of a value, in constants that cost nothing until they are used.

use serde_json::Value;

use super::{Amount, Refused};

/// All of them must hold.
pub type Rules = &'static [Rule];

/// One thing that is asked. A rule about another kind of value than the one at hand always holds.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// No value is accepted.
    Never,
    /// The value is of one of these kinds.
    Kinds(&'static [Kind]),
    /// The value is one of these.
    Values(&'static [Literal]),
    /// A number that is this or more.
    Minimum(Amount),
    /// A number that is this or less.
    Maximum(Amount),
    /// A number above this.
    Above(Amount),
    /// A number below this.
    Below(Amount),
    /// A whole multiple of this.
    MultipleOf(Amount),
    /// A string of that many characters or more.
    MinLength(u64),
    /// A string of that many characters or fewer.
    MaxLength(u64),
    /// A string in which the pattern is found, in the `regex` crate's syntax.
    #[cfg(feature = "pattern")]
    Pattern(&'static str),
    /// A string of this format.
    Format(&'static str),
    /// An array's first elements, each by rules of its own, and all that follow.
    Items {
        /// The rules of the first elements, in order.
        first: &'static [Rules],
        /// The rules of the others; `None` says nothing of them.
        rest: Option<Rules>,
    },
    /// An array of that many elements or more.
    MinItems(u64),
    /// An array of that many elements or fewer.
    MaxItems(u64),
    /// An array without equal elements.
    UniqueItems,
    /// An array in which so many elements hold to the rules.
    Contains {
        /// The rules.
        rules: Rules,
        /// At least so many do.
        min: u64,
        /// At most so many do.
        max: u64,
    },
    /// The elements that no rule before looked at. Stands last.
    OtherItems(Rules),
    /// An object's members: by name, by pattern, and all others.
    #[cfg(feature = "pattern")]
    PatternMembers {
        /// Rules by name.
        named: &'static [(&'static str, Rules)],
        /// Rules of the names that have all patterns of a first list and none of a second, in the `regex` crate's syntax.
        patterns: &'static [(&'static [&'static str], &'static [&'static str], Rules)],
        /// The rules of the others; `None` says nothing of them.
        rest: Option<Rules>,
    },
    /// An object's members: by name, and all others.
    Members {
        /// Rules by name.
        named: &'static [(&'static str, Rules)],
        /// The rules of the others; `None` says nothing of them.
        rest: Option<Rules>,
    },
    /// The names of an object's members, as strings.
    Names(Rules),
    /// Members that an object must have.
    Required(&'static [&'static str]),
    /// An object of that many members or more.
    MinMembers(u64),
    /// An object of that many members or fewer.
    MaxMembers(u64),
    /// Members that an object must have where it has another one.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// Rules that hold for an object where it has a member.
    DependentRules(&'static [(&'static str, Rules)]),
    /// The members that no rule before looked at. Stands last.
    OtherMembers(Rules),
    /// All of these hold.
    AllOf(&'static [Rules]),
    /// One of these holds, or more.
    AnyOf(&'static [Rules]),
    /// Exactly one of these holds.
    OneOf(&'static [Rules]),
    /// These don't hold.
    Not(Rules),
    /// The second where the first holds, else the third.
    If(Rules, Rules, Rules),
    /// A value that a type can be read from: see [`fits`](super::fits).
    Fits(fn(&Value) -> Result<(), Refused>),
    /// Rules that stand elsewhere: they may refer to themselves.
    Same(&'static Rules),
}

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction, `1.0` included.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A JSON value as a constant.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Amount),
    /// A string.
    String(&'static str),
    /// An array.
    Array(&'static [Literal]),
    /// An object; each name occurs once.
    Object(&'static [(&'static str, Literal)]),
}
