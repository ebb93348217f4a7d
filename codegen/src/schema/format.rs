//! The formats that are checked, and those that may become values; every other one is a note to the reader.

use proc_macro2::TokenStream;
use quote::quote;

use super::options::TypedFormats;

/// What the run-time library knows how to check.
pub(super) const CHECKED: [&str; 13] = [
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uuid",
];

/// Whether a string can be checked for that format.
pub(super) fn is_checked(name: &str) -> bool {
    CHECKED.contains(&name)
}

/// A format whose strings become values of a library's type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed {
    name: &'static str,
    by: TypedFormats,
    path: fn() -> TokenStream,
}

const TYPED: [Typed; 9] = [
    Typed { name: "ipv4", by: TypedFormats::Standard, path: || quote!(::std::net::Ipv4Addr) },
    Typed { name: "ipv6", by: TypedFormats::Standard, path: || quote!(::std::net::Ipv6Addr) },
    Typed { name: "byte", by: TypedFormats::Standard, path: || quote!(Vec<u8>) },
    Typed { name: "uuid", by: TypedFormats::Uuid, path: || quote!(::amplify_rest::codegen::formats::Uuid) },
    Typed { name: "date-time", by: TypedFormats::Jiff, path: || quote!(::amplify_rest::codegen::formats::Timestamp) },
    Typed { name: "date", by: TypedFormats::Jiff, path: || quote!(::amplify_rest::codegen::formats::Date) },
    Typed { name: "duration", by: TypedFormats::Jiff, path: || quote!(::amplify_rest::codegen::formats::Span) },
    Typed { name: "uri", by: TypedFormats::FluentUri, path: || quote!(::amplify_rest::codegen::formats::Uri) },
    Typed {
        name: "uri-reference",
        by: TypedFormats::FluentUri,
        path: || quote!(::amplify_rest::codegen::formats::UriReference),
    },
];

impl Typed {
    /// What strings of a format become, where the build script wants it.
    pub(super) fn of(name: &str, wanted: &[TypedFormats]) -> Option<Self> {
        TYPED.into_iter().find(|typed| typed.name == name && wanted.contains(&typed.by))
    }

    pub(super) fn name(self) -> &'static str {
        self.name
    }

    pub(super) fn path(self) -> TokenStream {
        (self.path)()
    }
}

impl PartialEq for Typed {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
