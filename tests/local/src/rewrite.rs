//! The configuration that is handed out: the one that came in, with its URLs pointed at the cloud.

use serde_json::{Value, json};

/// Sets the values at these JSON pointers in a configuration's text. A Dart wrapper around the JSON stays as it is.
///
/// `None` where there is no JSON, or no object at a pointer, of which nothing that codegen has read is an example.
pub(crate) fn with_values(text: &str, values: &[(String, String)]) -> Option<String> {
    let (start, end) = (text.find('{')?, text.rfind('}')? + 1);
    let mut configuration: Value = serde_json::from_str(text.get(start..end)?).ok()?;
    for (pointer, value) in values {
        let (object, member) = pointer.rsplit_once('/')?;
        let object = configuration.pointer_mut(object)?.as_object_mut()?;
        object.insert(member.replace("~1", "/").replace("~0", "~"), json!(value));
    }
    let rewritten = serde_json::to_string_pretty(&configuration).ok()?;
    Some(format!("{}{rewritten}{}", &text[..start], &text[end..]))
}
