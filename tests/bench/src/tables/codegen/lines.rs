//! How much code is generated: a count that no machine changes.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use super::{documents, synthetic};
use crate::build::root;
use crate::generators::{Generator, Kind, Profile, generate};

/// The lines that are generated from the tests' documents, and from one of 20 resources.
///
/// # Errors
/// When one cannot be generated from.
pub fn lines() -> io::Result<BTreeMap<String, usize>> {
    let script = Generator::Ours.script(Profile::AsUsual)?;
    let mut counted = BTreeMap::new();
    let mut count = |name: &str, kind: Kind, document: PathBuf| -> io::Result<()> {
        let out = documents::generated(&format!("lines-{}.rs", documents::name(&document)))?;
        generate(&script, kind, &document, &out, 1)?;
        counted.insert(name.to_owned(), documents::lines(&out)?);
        Ok(())
    };
    let fixture = |name: &str| root().join("tests/fixtures").join(name);
    count("backend of gen2.json", Kind::Backend, fixture("config/gen2.json"))?;
    count("backend of five-endpoints.json", Kind::Backend, fixture("config/five-endpoints.json"))?;
    count("client of zoo.json", Kind::Client, fixture("openapi/zoo.json"))?;
    count("client of todos.json", Kind::Client, fixture("openapi/todos.json"))?;
    count("types of our schema for Gen 2", Kind::Types, root().join("schemas/json/gen2.json"))?;
    count("types of 20 resources", Kind::Types, synthetic::schema(20)?)?;
    count("client of 20 resources", Kind::Client, synthetic::api(20)?)?;
    Ok(counted)
}
