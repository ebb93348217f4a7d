//! Answers that a test programs for a method and a path of an endpoint.

use std::sync::{Arc, PoisonError, RwLock};

use crate::answer::Answer;
use crate::received::Received;
use crate::template::Template;

/// What answers a request.
pub(crate) type Respond = Arc<dyn Fn(&Received) -> Answer + Send + Sync>;

/// The programmed answers; a later one replaces an earlier one for the same requests.
#[derive(Default)]
pub(crate) struct Routes(RwLock<Vec<Route>>);

struct Route {
    endpoint: String,
    method: String,
    template: Template,
    respond: Respond,
}

impl Routes {
    pub(crate) fn add(&self, endpoint: &str, method: &str, pattern: &str, respond: Respond) {
        let (endpoint, method, template) = (endpoint.to_owned(), method.to_owned(), Template::new(pattern));
        let mut routes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        routes.push(Route { endpoint, method, template, respond });
    }

    pub(super) fn find(&self, endpoint: &str, method: &str, resource: &str) -> Option<Respond> {
        let routes = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let fits = |route: &&Route| {
            route.endpoint == endpoint
                && (route.method == method || route.method == "ANY")
                && route.template.places(resource).is_some()
        };
        routes.iter().rev().find(fits).map(|route| Arc::clone(&route.respond))
    }
}
