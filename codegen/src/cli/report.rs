//! Mistakes and warnings, for people and for programs. What they say and mask is the library's.

use serde_json::{Map, Value, json};

use crate::errors::{Diagnostic, Errors};

/// Warnings as text.
pub(super) fn warnings(warnings: &[Diagnostic]) -> String {
    let warnings: Vec<String> = warnings.iter().map(|warning| format!("warning: {warning}\n")).collect();
    warnings.concat()
}

/// The one object that is printed with `--format json`.
pub(super) fn json(
    file: &str,
    kind: Option<&str>,
    members: Value,
    mistakes: Option<&Errors>,
    warnings: &[Diagnostic],
) -> String {
    let mut report = match members {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let mistakes: Vec<Value> = mistakes.iter().flat_map(|errors| errors.iter()).map(diagnostic).collect();
    report.insert("file".to_owned(), file.into());
    report.insert("kind".to_owned(), kind.into());
    report.insert("mistakes".to_owned(), mistakes.into());
    report.insert("warnings".to_owned(), warnings.iter().map(diagnostic).collect());
    format!("{:#}\n", Value::Object(report))
}

fn diagnostic(diagnostic: &Diagnostic) -> Value {
    json!({
        "file": diagnostic.file_name(),
        "line": diagnostic.line(),
        "column": diagnostic.column(),
        "pointer": diagnostic.pointer(),
        "message": diagnostic.message(),
        "hint": diagnostic.help(),
    })
}
