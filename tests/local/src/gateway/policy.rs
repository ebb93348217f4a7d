//! What a role may call: statements in the spirit of an IAM policy for `execute-api:Invoke`.

/// A role's policy. A call is allowed when a statement allows it and none denies it.
///
/// Endpoint, method and path are patterns in which `*` stands for any text, `/` included, and `?` for any one character,
/// as in `arn:aws:execute-api:region:account:api/stage/METHOD/path`. The path begins with `/` and stands behind the
/// endpoint's base URL.
///
/// ```
/// use amplify_rest_local::RolePolicy;
///
/// let guests = RolePolicy::nothing().allow("todos", "GET", "/items*");
/// let users = RolePolicy::everything().deny("*", "DELETE", "*");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct RolePolicy(Vec<Statement>);

#[derive(Clone, Debug)]
struct Statement {
    effect: Effect,
    endpoint: String,
    method: String,
    path: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Allow,
    Deny,
}

/// What a policy says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    NotAllowed,
    Denied,
}

impl RolePolicy {
    /// Allows nothing.
    pub fn nothing() -> Self {
        Self(Vec::new())
    }

    /// Allows everything.
    pub fn everything() -> Self {
        Self::nothing().allow("*", "*", "*")
    }

    /// Everything but paths that are `/private` or below it: what guests may call unless the builder says otherwise.
    pub fn everything_but_private() -> Self {
        Self::everything().deny("*", "*", "/private").deny("*", "*", "/private/*")
    }

    /// Allows calls of these endpoints, methods and paths.
    pub fn allow(self, endpoint: &str, method: &str, path: &str) -> Self {
        self.with(Effect::Allow, endpoint, method, path)
    }

    /// Denies calls of these endpoints, methods and paths, whatever else allows them.
    pub fn deny(self, endpoint: &str, method: &str, path: &str) -> Self {
        self.with(Effect::Deny, endpoint, method, path)
    }

    pub(super) fn judge(&self, endpoint: &str, method: &str, path: &str) -> Verdict {
        let says = |effect| {
            self.0.iter().any(|statement| statement.effect == effect && statement.is_about(endpoint, method, path))
        };
        if says(Effect::Deny) {
            Verdict::Denied
        } else if says(Effect::Allow) {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn with(mut self, effect: Effect, endpoint: &str, method: &str, path: &str) -> Self {
        let [endpoint, method, path] = [endpoint, method, path].map(str::to_owned);
        self.0.push(Statement { effect, endpoint, method, path });
        self
    }
}

impl Statement {
    fn is_about(&self, endpoint: &str, method: &str, path: &str) -> bool {
        matches(self.endpoint.as_bytes(), endpoint.as_bytes())
            && matches(self.method.as_bytes(), method.as_bytes())
            && matches(self.path.as_bytes(), path.as_bytes())
    }
}

/// Whether a text fits a pattern with `*` and `?`. Takes at most pattern × text steps: the last `*` alone is tried again.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while read < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(&expected) if expected == b'?' || expected == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((star_at, star_read)) = star else { return false };
                star = Some((star_at, star_read + 1));
                at = star_at + 1;
                read = star_read + 1;
            }
        }
    }
    pattern[at..].iter().all(|&rest| rest == b'*')
}

#[cfg(test)]
mod tests {
    use super::{RolePolicy, Verdict, matches};

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), expected, "{pattern} on {text}");
    }

    #[test]
    fn stars_and_question_marks() {
        check("", "", true);
        check("*", "", true);
        check("*", "/a/b", true);
        check("/items/*", "/items/7/parts", true);
        check("/items/*", "/items", false);
        check("/*/parts", "/items/7/parts", true);
        check("/a?c", "/abc", true);
        check("/a?c", "/ac", false);
        check("*a*b", "xxaxxbxxab", true);
        check("*a*b", "xxaxxbxxa", false);
    }

    #[test]
    fn a_denial_outweighs_an_allowance() {
        let policy = RolePolicy::everything_but_private();
        assert_eq!(policy.judge("todos", "GET", "/items"), Verdict::Allowed);
        assert_eq!(policy.judge("todos", "GET", "/private/1"), Verdict::Denied);
        assert_eq!(policy.judge("todos", "GET", "/private"), Verdict::Denied);
        assert_eq!(policy.judge("todos", "GET", "/privateer"), Verdict::Allowed);
        assert_eq!(RolePolicy::nothing().judge("todos", "GET", "/"), Verdict::NotAllowed);
    }
}
