//! Where the examples of parameters, bodies and headers stand. Whether they fit their schemas is not asked here.

use super::node::Node;
use crate::errors::Errors;
use crate::source::join;

/// The pointers of a holder's `example`, or of the values of its `examples`, by name.
pub(super) fn of(holder: &Node<'_>) -> Vec<String> {
    if let Some(example) = holder.member("example") {
        return vec![example.pointer];
    }
    let named = holder.member("examples").map(|examples| examples.members()).unwrap_or_default();
    // Examples are for people: one that leads to nothing is none, and no mistake.
    let mut errors = Errors::new();
    named.into_iter().filter_map(|(_, example)| Some(example.followed(&mut errors)?.member("value")?.pointer)).collect()
}

/// The pointer of a Swagger 2.0 answer's example in a media type.
pub(super) fn produced(answer: &Node<'_>, media_type: &str) -> Vec<String> {
    let example = answer.member("examples").filter(|examples| examples.value.get(media_type).is_some());
    example.map(|examples| join(&examples.pointer, media_type)).into_iter().collect()
}
