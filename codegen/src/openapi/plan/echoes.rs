//! Leaves out what says in XML, YAML or a form only what JSON says as well: JSON is asked for, and sent.

use serde_json::Value;

use crate::openapi::model::{Api, Content, Form, PartKind};
use crate::source::find;

/// Leaves them out of all bodies and answers.
pub(super) fn leave_out(api: &mut Api, schemas: &Value) {
    for operation in &mut api.operations {
        operation.body.iter_mut().for_each(|body| without(&mut body.contents, schemas));
        operation.answers.iter_mut().for_each(|answer| without(&mut answer.contents, schemas));
    }
}

fn without(contents: &mut Vec<Content>, schemas: &Value) {
    if contents.iter().all(|content| content.form == Form::Json) {
        return;
    }
    let schema = |content: &Content| find(schemas, content.schema.as_deref()?);
    let json: Vec<Option<&Value>> = contents.iter().filter(|content| content.form == Form::Json).map(schema).collect();
    contents.retain(|content| content.form == Form::Json || has_files(content) || !json.contains(&schema(content)));
}

/// What JSON cannot say.
fn has_files(content: &Content) -> bool {
    content.parts.iter().flatten().any(|part| matches!(part.kind, PartKind::File(_)))
}
