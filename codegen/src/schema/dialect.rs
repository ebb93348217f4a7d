//! The dialects of JSON Schema that are read, and what sets each apart from 2020-12.
//!
//! Nothing here reads a schema: the [`lower`](super::lower) pass asks these questions while it does.

/// How a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Dialect {
    /// Draft 4, which Swagger 2.0 takes its keywords from.
    Draft4,
    /// Draft 7 (and draft 6, which it extends).
    Draft7,
    /// Draft 2019-09.
    Draft2019,
    /// Draft 2020-12, which `OpenAPI` 3.1 uses too.
    #[default]
    Draft2020,
    /// `OpenAPI` 3.0's schema object: draft 4 with `nullable` and `discriminator`.
    OpenApi30,
}

impl Dialect {
    /// The dialect that a `$schema` names, where it is one of the official ones.
    pub(crate) fn named(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('#');
        let name =
            uri.strip_prefix("http://json-schema.org/").or_else(|| uri.strip_prefix("https://json-schema.org/"))?;
        match name {
            "draft-04/schema" => Some(Self::Draft4),
            "draft-06/schema" | "draft-07/schema" => Some(Self::Draft7),
            "draft/2019-09/schema" => Some(Self::Draft2019),
            "draft/2020-12/schema" => Some(Self::Draft2020),
            _ => None,
        }
    }

    /// What people call it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Draft4 => "draft 4",
            Self::Draft7 => "draft 7",
            Self::Draft2019 => "draft 2019-09",
            Self::Draft2020 => "draft 2020-12",
            Self::OpenApi30 => "OpenAPI 3.0",
        }
    }

    /// Up to draft 7, everything beside a `$ref` is passed over.
    pub(super) fn reference_stands_alone(self) -> bool {
        matches!(self, Self::Draft4 | Self::Draft7 | Self::OpenApi30)
    }

    /// Before 2020-12, `items` may be an array, and `additionalItems` says what follows it.
    pub(super) fn items_may_be_an_array(self) -> bool {
        !matches!(self, Self::Draft2020)
    }

    /// Draft 4's `exclusiveMinimum` is a switch on `minimum`, not a number.
    pub(super) fn exclusive_bounds_are_switches(self) -> bool {
        matches!(self, Self::Draft4 | Self::OpenApi30)
    }

    /// Draft 4 calls the identifier `id`.
    pub(super) fn identifier(self) -> &'static str {
        match self {
            Self::Draft4 => "id",
            _ => "$id",
        }
    }

    /// Up to draft 7, an identifier that is only a fragment is an anchor.
    pub(super) fn identifier_may_be_an_anchor(self) -> bool {
        matches!(self, Self::Draft4 | Self::Draft7)
    }

    /// Whether `$anchor` means something.
    pub(super) fn has_anchors(self) -> bool {
        matches!(self, Self::Draft2019 | Self::Draft2020)
    }

    /// Whether the keywords that came after draft 4 mean something: `const`, `contains`, `propertyNames`, `if`.
    pub(super) fn has_draft7_keywords(self) -> bool {
        !matches!(self, Self::Draft4 | Self::OpenApi30)
    }

    /// Whether the keywords that came after draft 7 mean something: `dependentRequired`, `unevaluatedProperties`.
    pub(super) fn has_2019_keywords(self) -> bool {
        self.has_anchors()
    }

    /// Whether `dependencies` still means something. 2019-09 and later keep it for old schemas' sake only.
    pub(super) fn has_dependencies(self) -> bool {
        !matches!(self, Self::OpenApi30 | Self::Draft2020 | Self::Draft2019)
    }

    /// The switch that lets null in beside what `type` names: `OpenAPI`'s, and what Swagger 2.0's users made of it.
    pub(super) fn nullable(self) -> Option<&'static str> {
        match self {
            Self::OpenApi30 => Some("nullable"),
            Self::Draft4 => Some("x-nullable"),
            Self::Draft7 | Self::Draft2019 | Self::Draft2020 => None,
        }
    }
}
