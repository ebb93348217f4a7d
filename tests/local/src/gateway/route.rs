//! Answers that a test programs for a method and a path of an endpoint.

use std::sync::{Arc, PoisonError, RwLock};

use crate::answer::Answer;
use crate::received::Received;

/// What answers a request.
pub(crate) type Respond = Arc<dyn Fn(&Received) -> Answer + Send + Sync>;

/// The programmed answers; a later one replaces an earlier one for the same requests.
#[derive(Default)]
pub(crate) struct Routes(RwLock<Vec<Route>>);

struct Route {
    endpoint: String,
    method: String,
    pattern: String,
    respond: Respond,
}

impl Routes {
    pub(crate) fn add(&self, endpoint: &str, method: &str, pattern: &str, respond: Respond) {
        let [endpoint, method, pattern] = [endpoint, method, pattern].map(str::to_owned);
        let mut routes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        routes.push(Route { endpoint, method, pattern, respond });
    }

    pub(super) fn find(&self, endpoint: &str, method: &str, resource: &str) -> Option<Respond> {
        let routes = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let fits = |route: &&Route| {
            route.endpoint == endpoint
                && (route.method == method || route.method == "ANY")
                && matches(&route.pattern, resource)
        };
        routes.iter().rev().find(fits).map(|route| Arc::clone(&route.respond))
    }
}

/// Whether a path fits a resource in API Gateway's notation: `{name}` stands for one segment, `{name+}` for all that
/// remain, at least one.
fn matches(pattern: &str, resource: &str) -> bool {
    let mut segments = resource.split('/');
    for part in pattern.split('/') {
        let Some(segment) = segments.next() else { return false };
        let parameter = part.starts_with('{') && part.ends_with('}');
        if parameter && part.ends_with("+}") {
            return true;
        }
        if segment != part && (!parameter || segment.is_empty()) {
            return false;
        }
    }
    segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[track_caller]
    fn check(pattern: &str, resource: &str, expected: bool) {
        assert_eq!(matches(pattern, resource), expected, "{pattern} on {resource}");
    }

    #[test]
    fn parameters_and_greedy_paths() {
        check("/items", "/items", true);
        check("/items", "/items/7", false);
        check("/items/{id}", "/items/7", true);
        check("/items/{id}", "/items/", false);
        check("/items/{id}/parts", "/items/7/parts", true);
        check("/{proxy+}", "/items/7/parts", true);
        check("/items/{rest+}", "/items", false);
        check("/", "/", true);
    }
}
