//! Names of a query or cookie as they stand in a request, so that no program has to encode them when it runs.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The name with all but RFC 3986's unreserved characters percent-encoded, which is what SigV4 signs:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>.
pub(super) fn encoded(name: &str) -> Cow<'_, str> {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if name.bytes().all(is_unreserved) {
        return name.into();
    }
    let mut encoded = String::with_capacity(name.len() + 8);
    for byte in name.bytes() {
        if is_unreserved(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into memory does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded.into()
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn what_is_not_unreserved_is_encoded() {
        for (name, expected) in [("", ""), ("a-b._~9", "a-b._~9"), ("$top", "%24top"), ("a[é]", "a%5B%C3%A9%5D")] {
            assert_eq!(encoded(name), expected);
        }
    }
}
