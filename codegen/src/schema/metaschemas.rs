//! The dialects' own schemas, in our words: documents that every build knows, because schemas of schemas refer to them.

use std::sync::LazyLock;

use super::library::Document;

/// What the address of every official schema begins with.
pub(super) const ADDRESSES: [&str; 2] = ["https://json-schema.org/draft", "http://json-schema.org/draft"];

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let texts = [
        ("draft2020-12.json", include_str!("metaschemas/draft2020-12.json")),
        ("draft2019-09.json", include_str!("metaschemas/draft2019-09.json")),
        ("draft7.json", include_str!("metaschemas/draft7.json")),
    ];
    let documents = texts.into_iter().filter_map(|(name, text)| Document::json(name, text).ok());
    documents.collect()
});

/// The documents.
pub(super) fn documents() -> &'static [Document] {
    &DOCUMENTS
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_are_read() {
        assert_eq!(super::documents().len(), 3);
    }
}
