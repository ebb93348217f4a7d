//! Addresses: RFC 5321 §4.1.2 (mail), RFC 1123 §2.1 (hosts), RFC 3986 (URIs).

/// `Mailbox`
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_atom = |atom: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
        !atom.is_empty() && atom.bytes().all(is_letter)
    };
    let is_quoted = || {
        let inside = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inside.is_some_and(|inside| inside.bytes().all(|byte| matches!(byte, 32..=126)) && !inside.contains('"'))
    };
    let is_literal = || {
        let inside = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        inside.is_some_and(|inside| match inside.strip_prefix("IPv6:") {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => inside.parse::<std::net::Ipv4Addr>().is_ok(),
        })
    };
    (local.split('.').all(is_atom) || is_quoted()) && (is_host_name(domain) || is_literal())
}

/// Labels of letters, digits and inner hyphens.
pub(super) fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// `URI`: with a scheme.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(is_letter)
        && is_uri_reference(text)
}

/// `URI-reference`: its characters, its escapes, its brackets.
pub(super) fn is_uri_reference(text: &str) -> bool {
    let is_escaped = text.split('%').skip(1).all(|rest| {
        let code = rest.as_bytes().get(..2);
        code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    });
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
    let after = address.split_once("//").map_or("", |(_, rest)| rest);
    let authority = after.split(['/', '?']).next().unwrap_or_default();
    let bracketed = |text: &str| text.contains(['[', ']']);
    let rest = address.replacen(authority, "", usize::from(!authority.is_empty()));
    let host = authority.rsplit('@').next().unwrap_or_default();
    let is_literal = || {
        let inside = host.strip_prefix('[').and_then(|host| host.split_once(']'));
        inside.is_some_and(|(inside, _)| inside.parse::<std::net::Ipv6Addr>().is_ok() || inside.starts_with(['v', 'V']))
    };
    text.bytes().all(is_allowed)
        && is_escaped
        && !bracketed(&rest)
        && !bracketed(fragment)
        && !fragment.contains('#')
        && (!bracketed(authority) || is_literal())
}
