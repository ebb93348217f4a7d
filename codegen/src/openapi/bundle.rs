//! A document of several files: the others that the build script gives become parts of the first, and references into
//! them lead there. No file is opened that the build script does not name, whatever a document refers to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::source;
use crate::backend::{self, Kind};
use crate::errors::{Diagnostic, Errors, printable};
use crate::schema::{FILES, percent_decoded};
use crate::source::{Source, join, split};

/// A file that a document refers to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Other {
    pub(crate) path: PathBuf,
    /// The build script's line.
    pub(crate) place: String,
}

/// Reads the document and makes it whole.
pub(super) fn whole(name: &str, text: &str, others: &[Other]) -> Result<Source, Errors> {
    let document = source(name, text)?;
    if others.is_empty() {
        return Ok(document);
    }
    let mut files: Vec<(String, Source)> = Vec::new();
    for Other { path, .. } in others {
        let source = source(&path.display().to_string(), &backend::read(path, Kind::Document)?)?;
        files.push((pointer(path, &files), source));
    }
    let places = others.iter().zip(&files).map(|(other, (pointer, _))| (normal(&other.path), pointer.clone()));
    let mut bundle =
        Bundle { places: places.chain([(normal(Path::new(name)), String::new())]).collect(), used: BTreeSet::new() };
    let mut value = bundle.rewritten(document.value(), Path::new(name), "");
    let parts = others.iter().zip(&files);
    let parts: Map<String, Value> = parts
        .map(|(other, (pointer, source))| {
            (split(pointer).1.into_owned(), bundle.rewritten(source.value(), &other.path, pointer))
        })
        .collect();
    let mut errors = Errors::new();
    for (other, (pointer, _)) in others.iter().zip(&files) {
        if !bundle.used.contains(pointer) {
            // Whole, however long: what its folders are called is not what tells it from others.
            let message =
                format!("no reference leads into the file \"{}\"", printable(&other.path.display().to_string()));
            let hint = "references are relative to the file that they stand in";
            errors.push(Diagnostic::file(&other.place, message).hint(hint));
        }
    }
    let (folder, name) = split(FILES);
    if let Some(members) = value.as_object_mut() {
        members.insert(split(folder).1.into_owned(), json!({ name: parts }));
    }
    errors.into_result(document.with_value(Arc::new(value)).with_parts(files))
}

/// Where a file is put: by its name without extension, with a number where another has that.
fn pointer(path: &Path, files: &[(String, Source)]) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut free = join(FILES, &stem);
    let mut number = 1;
    while files.iter().any(|(known, _)| *known == free) {
        number += 1;
        free = join(FILES, &format!("{stem} {number}"));
    }
    free
}

/// The pointers of all files by their paths.
struct Bundle {
    places: BTreeMap<PathBuf, String>,
    /// Those that a reference leads into.
    used: BTreeSet<String>,
}

impl Bundle {
    /// A file's value, at `place` in the whole, with the references of that.
    fn rewritten(&mut self, value: &Value, file: &Path, place: &str) -> Value {
        match value {
            Value::Object(members) => {
                let each = members.iter().map(|(name, member)| {
                    let reference = member.as_str().filter(|_| name == "$ref");
                    let target = reference.and_then(|reference| self.target(reference, file, place));
                    (name.clone(), target.unwrap_or_else(|| self.rewritten(member, file, place)))
                });
                Value::Object(each.collect())
            }
            Value::Array(elements) => elements.iter().map(|element| self.rewritten(element, file, place)).collect(),
            scalar => scalar.clone(),
        }
    }

    /// Where a reference leads in the whole; `None` where it leads out of it.
    fn target(&mut self, reference: &str, file: &Path, place: &str) -> Option<Value> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if path.is_empty() {
            return Some(format!("#{place}{fragment}").into());
        }
        let target = file.parent().unwrap_or(Path::new("")).join(&*percent_decoded(path));
        let pointer = self.places.get(&normal(&target))?;
        self.used.insert(pointer.clone());
        Some(format!("#{pointer}{fragment}").into())
    }
}

/// The path without `.` and `..`, as far as it says.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}
