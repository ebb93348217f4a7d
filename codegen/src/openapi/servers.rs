//! Where an API is: `servers` with their variables, or `schemes`, `host` and `basePath`.

use super::node::Node;
use crate::errors::Errors;

/// The first server's URL, without a `/` at its end; `None` where the document has none.
///
/// API Gateway writes `https://host/{basePath}` with the default `/stage` or `stage`: base path and stage are joined by
/// one slash either way.
pub(super) fn url(root: &Node<'_>, errors: &mut Errors) -> Option<String> {
    if root.member("swagger").is_some() {
        return swagger(root, errors);
    }
    of(root, errors)
}

/// The first server's URL of a document, a path or an operation.
pub(super) fn of(holder: &Node<'_>, errors: &mut Errors) -> Option<String> {
    let servers = holder.member("servers")?;
    // Templates that a deployment fills in have an object here, which says nothing.
    if !servers.value.is_array() && !servers.value.is_object() {
        errors.push(servers.wrong("an array"));
    }
    let server = servers.elements().into_iter().next()?;
    let written = server.text("url", errors)?;
    let variables = server.member("variables");
    let mut url = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, name, after)) = place(rest) {
        url.push_str(before);
        let variable = variables.as_ref().and_then(|variables| variables.member(name));
        let default = variable.and_then(|variable| variable.note("default"));
        // Without extensions, API Gateway leaves the variable out of the URL that it exports.
        let value = default.unwrap_or_default();
        url.push_str(if url.ends_with('/') { value.trim_start_matches('/') } else { &value });
        rest = after;
    }
    url.push_str(rest);
    Some(url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty())
}

/// The next `{name}`; `CloudFormation`'s `${name}` is none.
fn place(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('{')?;
        let close = open + text[open..].find('}')?;
        if !text[..open].ends_with('$') {
            return Some((&text[..open], &text[open + 1..close], &text[close + 1..]));
        }
        from = close;
    }
}

fn swagger(root: &Node<'_>, errors: &mut Errors) -> Option<String> {
    let base = root.text("basePath", errors).unwrap_or_default().trim_matches('/');
    let base = if base.is_empty() { String::new() } else { format!("/{base}") };
    let Some(host) = root.text("host", errors) else {
        return Some(base).filter(|base| !base.is_empty());
    };
    let schemes = root.member("schemes").map(|schemes| schemes.elements()).unwrap_or_default();
    let has = |name: &str| schemes.iter().any(|scheme| scheme.value.as_str() == Some(name));
    let scheme = if has("http") && !has("https") { "http" } else { "https" };
    Some(format!("{scheme}://{}{base}", host.trim_end_matches('/')))
}
