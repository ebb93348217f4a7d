//! The typed operations that `build.rs` generates from `fixtures/openapi`, compiled with warnings denied.

/// From an `OpenAPI` 3.0 document with every kind of parameter, body and answer.
pub mod zoo {
    include!(concat!(env!("OUT_DIR"), "/zoo.rs"));
}

/// The same, its operations grouped by tag.
pub mod tagged {
    include!(concat!(env!("OUT_DIR"), "/tagged.rs"));
}

/// A document from which the build script wants much otherwise than it has it.
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

/// What a program has in place of the shop's own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Hash, serde::Deserialize, serde::Serialize)]
pub struct Money {
    /// In hundredths of the currency.
    pub cents: u64,
}

/// From a Swagger 2.0 document.
pub mod kiosk {
    include!(concat!(env!("OUT_DIR"), "/kiosk.rs"));
}

/// From an `OpenAPI` 3.0 document with answers, forms and parameters beyond the usual.
pub mod office {
    include!(concat!(env!("OUT_DIR"), "/office.rs"));
}

/// From an `OpenAPI` 3.1 document with models whose members only one side writes.
pub mod clinic {
    include!(concat!(env!("OUT_DIR"), "/clinic.rs"));
}

/// From a Swagger 2.0 document with all that it alone has.
pub mod depot {
    include!(concat!(env!("OUT_DIR"), "/depot.rs"));
}

/// From a document of several files.
pub mod gallery {
    include!(concat!(env!("OUT_DIR"), "/gallery.rs"));
}

/// A configuration whose endpoint `todos` has a document.
pub mod documented {
    include!(concat!(env!("OUT_DIR"), "/documented.rs"));
}
