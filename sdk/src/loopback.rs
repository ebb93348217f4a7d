//! Which hosts are this machine.

/// Whether a URL's host is an address of the loopback range, or `localhost`.
pub(crate) fn is_loopback(host: &str) -> bool {
    let literal = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    literal
        .parse::<std::net::IpAddr>()
        .map_or_else(|_| literal == "localhost" || literal.ends_with(".localhost"), |address| address.is_loopback())
}
