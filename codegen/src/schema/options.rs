//! What the caller may choose about the types: few switches, each with a default that is safe.

/// Whether `format` refuses strings that don't have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Formats {
    /// A string that doesn't have its format is refused.
    #[default]
    Checked,
    /// `format` says something to the reader only, as the drafts' core has it.
    Noted,
}

/// What becomes of members that the schema neither names nor forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum UnknownMembers {
    /// They are kept in a field of their own and written again.
    #[default]
    Kept,
    /// They are passed over, and lost when the value is written again.
    Ignored,
}

/// What a schema without `type` means that names members or elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ImpliedTypes {
    /// What it says: `properties` are asked of objects only, and a number has none.
    #[default]
    Exact,
    /// What its author most often meant: `properties` make it an object, `items` an array.
    Assumed,
}

/// How schemas become types.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[must_use]
pub struct TypeOptions {
    pub(crate) formats: Formats,
    pub(crate) unknown_members: UnknownMembers,
    pub(crate) implied_types: ImpliedTypes,
}

impl TypeOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether `format` is checked. Default: [`Formats::Checked`].
    pub fn formats(mut self, formats: Formats) -> Self {
        self.formats = formats;
        self
    }

    /// What becomes of unknown members where the schema leaves `additionalProperties` out. Default:
    /// [`UnknownMembers::Kept`].
    pub fn unknown_members(mut self, unknown_members: UnknownMembers) -> Self {
        self.unknown_members = unknown_members;
        self
    }

    /// What a schema without `type` means. Default: [`ImpliedTypes::Exact`].
    pub fn implied_types(mut self, implied_types: ImpliedTypes) -> Self {
        self.implied_types = implied_types;
        self
    }
}
