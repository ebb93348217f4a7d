//! What the caller may choose about the types: few switches, each with a default that is safe.

use std::panic::Location;

/// Whether `format` refuses strings that don't have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Formats {
    /// A string that doesn't have its format is refused.
    #[default]
    Checked,
    /// `format` says something to the reader only, as the drafts' core has it.
    Noted,
}

/// The formats whose strings become values of a library's type, `amplify_rest::codegen::Written<T>`: the value, and the
/// text that it was read from, which is written again. The feature is one of `amplify-rest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedFormats {
    /// `ipv4` and `ipv6` as the standard library's addresses, `byte` as the bytes that its base64 stands for. No feature.
    Standard,
    /// `uuid` as `uuid::Uuid`. Feature `uuid`.
    Uuid,
    /// `date-time` as `jiff::Timestamp`, `date` as `jiff::civil::Date`, `duration` as `jiff::Span`. Feature `jiff`. The
    /// instant alone is in a `Timestamp`: the offset and what comes after nanoseconds are in the text, a leap second is the
    /// second before it. What jiff has no value for is refused: instants from 9999-12-30T22 on, and durations of more than
    /// 19,998 years. `time` stays a checked string: jiff has no time with an offset.
    Jiff,
    /// `uri` as `fluent_uri::Uri<String>`, `uri-reference` as `fluent_uri::UriRef<String>`. Feature `fluent-uri`.
    FluentUri,
}

/// What becomes of members that the schema neither names nor forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum UnknownMembers {
    /// They are kept in a field of their own and written again.
    #[default]
    Kept,
    /// They are passed over, and lost when the value is written again.
    Ignored,
    /// An object that has some is refused, as by `additionalProperties: false`. Where conditions or alternatives that stand
    /// beside the members might name others, they are passed over.
    Refused,
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
    pub(crate) typed_formats: Vec<TypedFormats>,
    pub(crate) unknown_members: UnknownMembers,
    pub(crate) implied_types: ImpliedTypes,
    pub(crate) replaced: Vec<Choice>,
    pub(crate) renamed: Vec<Choice>,
    /// With the member that each is about.
    pub(crate) members: Vec<(String, Choice)>,
    pub(crate) derives: Vec<Choice>,
}

/// What the build script wants for one schema or type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The schema or type; all where it is empty.
    pub(crate) on: String,
    pub(crate) text: String,
    /// The build script's line.
    pub(crate) place: String,
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

    /// Has strings of some formats become values of a library's type, where nothing else is asked of them. Where formats
    /// are [only noted](Formats::Noted), none does. Default: checked strings.
    pub fn typed_formats(mut self, formats: TypedFormats) -> Self {
        self.typed_formats.push(formats);
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

    /// Uses a type of the program's own in place of the one that would be generated for a schema. `schema` is its name
    /// among the document's definitions (`#/$defs/Item`, `#/components/schemas/Item`: `Item`), `path` a type as it is seen
    /// from everywhere: `crate::Item`, `::uuid::Uuid`. The type has `Clone`, `Debug`, `PartialEq`, serde's `Deserialize` and
    /// `Serialize`, and checks for itself what the schema asks. Where the schema is merged with others (`allOf`), its
    /// members are generated as before, and a warning says so. Default: every type is generated.
    #[track_caller]
    pub fn replace(mut self, schema: impl Into<String>, path: impl Into<String>) -> Self {
        self.replaced.push(choice(schema.into(), path.into(), Location::caller()));
        self
    }

    /// Calls the type of a schema something else. `schema` is its name among the document's definitions, as in
    /// [`replace`](Self::replace). Default: that name in `UpperCamelCase`.
    #[track_caller]
    pub fn rename(mut self, schema: impl Into<String>, type_name: impl Into<String>) -> Self {
        self.renamed.push(choice(schema.into(), type_name.into(), Location::caller()));
        self
    }

    /// Calls a field of the generated struct of that name something else, or a variant of the enum of that name. `member`
    /// is what stands in JSON: the member's name, the enum's value as a text (`new`, `42`); where an enum stands for several
    /// schemas, it is the variant's own name. Default: the member's name in `snake_case`, the value in `UpperCamelCase`.
    #[track_caller]
    pub fn rename_member(
        mut self,
        type_name: impl Into<String>,
        member: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        self.members.push((member.into(), choice(type_name.into(), name.into(), Location::caller())));
        self
    }

    /// Derives a trait on all types: `::std::cmp::PartialOrd`. Types that have it already don't get it twice.
    /// `::schemars::JsonSchema` (of schemars 1) is no derive but an implementation that says all that the type checks, in
    /// 2020-12 whatever dialect its own schema is in; the program depends on schemars, and a type of its own that
    /// [replaces](Self::replace) another has the trait, too. Default: `Clone`, `Debug`, `PartialEq`, `Deserialize` and
    /// `Serialize`, and what else goes without saying. Derives find no attributes of serde's to read: the run-time library
    /// knows the members' names.
    #[track_caller]
    pub fn derive(self, path: impl Into<String>) -> Self {
        self.derive_on_any(String::new(), path.into(), Location::caller())
    }

    /// Derives a trait on the generated type of that name: `Eq` on `Item`. `::schemars::JsonSchema` comes to the types in it,
    /// too. Default: as for [`derive`](Self::derive).
    #[track_caller]
    pub fn derive_on(self, type_name: impl Into<String>, path: impl Into<String>) -> Self {
        self.derive_on_any(type_name.into(), path.into(), Location::caller())
    }

    pub(crate) fn derive_on_any(mut self, on: String, path: String, place: &Location<'_>) -> Self {
        self.derives.push(choice(on, path, place));
        self
    }
}

fn choice(on: String, text: String, place: &Location<'_>) -> Choice {
    Choice { on, text, place: place.to_string() }
}
