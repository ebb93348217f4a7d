//! The request that everybody makes and the answer that everybody gets.

use serde::Deserialize;

/// Below the server's root: a stage and a resource.
pub const PATH: &str = "/dev/items";
/// Three query parameters, one of which needs encoding.
pub const QUERY: [(&str, &str); 3] = [("limit", "10"), ("q", "two words"), ("status", "open")];
/// The same, encoded.
pub const ENCODED_QUERY: &str = "limit=10&q=two%20words&status=open";
/// Four headers.
pub const HEADERS: [(&str, &str); 4] = [
    ("accept", "application/json"),
    ("accept-language", "en"),
    ("x-client", "bench"),
    ("x-request", "6b7a1c52-9d0e-4f3b-8a61-2f94c0d7e815"),
];
/// The region to sign for.
pub const REGION: &str = "eu-west-1";
/// An access key id.
pub const ACCESS_KEY_ID: &str = "ASIAQEXAMPLEEXAMPLE1";
/// Its secret, AWS's own example.
pub const SECRET_ACCESS_KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
/// A usage plan's key.
pub const API_KEY: &str = "bench-8Jm2Qx4Zr7Lk1Tn5Vb9Wc3Yd6Fg0Hs";

/// 200 bytes of JSON.
pub const ANSWER: &str = concat!(
    r#"{"items":[{"id":"item-1","title":"Water the plants","done":false,"priority":3},"#,
    r#"{"id":"item-2","title":"Call the plumber","done":true,"priority":1}],"#,
    r#""next":"b2Zmc2V0PTI","total":2,"page_size":10,"x":1}"#
);

/// A session token of 1,000 characters.
#[must_use]
pub fn session_token() -> String {
    "IQoJb3JpZ2luX2VjEXAMPLE/".chars().cycle().take(1000).collect()
}

/// [`ANSWER`] as a program would have it.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// The items of this page.
    pub items: Vec<Item>,
    /// Where the next page starts.
    pub next: String,
    /// How many there are.
    pub total: u64,
}

/// One item of a [`Page`].
#[derive(Debug, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// What is to be done.
    pub title: String,
    /// Whether it was.
    pub done: bool,
    /// How urgent it is.
    pub priority: u8,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_answer_has_200_bytes() {
        assert_eq!(super::ANSWER.len(), 200);
        assert_eq!(serde_json::from_str::<super::Page>(super::ANSWER).unwrap().items.len(), 2);
    }
}
