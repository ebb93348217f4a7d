//! The configuration that is handed out: the one that came in, with its URLs pointed at the cloud.

use serde_json::{Deserializer, Value, json};

/// Sets the values at these JSON pointers in a configuration's text. A wrapper around the JSON stays as it is.
///
/// `None` where no JSON object in the text has these places, of which nothing that codegen has read is an example.
pub(crate) fn with_values(text: &str, values: &[(String, String)]) -> Option<String> {
    let starts = text.match_indices('{').map(|(start, _)| start);
    // A wrapper may hold other braces, in a comment for example.
    starts.into_iter().find_map(|start| {
        let mut read = Deserializer::from_str(text.get(start..)?).into_iter::<Value>();
        let configuration = set(read.next()?.ok()?, values)?;
        let rewritten = serde_json::to_string_pretty(&configuration).ok()?;
        Some(format!("{}{rewritten}{}", &text[..start], &text[start + read.byte_offset()..]))
    })
}

fn set(mut configuration: Value, values: &[(String, String)]) -> Option<Value> {
    for (pointer, value) in values {
        let (object, member) = pointer.rsplit_once('/')?;
        let object = configuration.pointer_mut(object)?.as_object_mut()?;
        object.insert(member.replace("~1", "/").replace("~0", "~"), json!(value));
    }
    Some(configuration)
}
