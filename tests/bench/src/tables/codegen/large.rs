//! The largest documents that there are: what they take, and that what comes of them compiles.

use std::io;

use super::{Case, documents, megabytes, seconds, told};
use crate::cost::rounds;
use crate::generators::{Generator, Profile, generate};
use crate::report::Table;

pub(in crate::tables) fn table() -> io::Result<Table> {
    let ours = Generator::Ours;
    let script = ours.script(Profile::Optimised)?;
    let kubernetes = documents::shared("openapi-large/kubernetes-1.28.swagger.json");
    let cases = [Some(("GitHub", documents::github()?)), kubernetes.map(|path| ("Kubernetes", path))];
    // The first check compiles what is depended on.
    ours.check(&documents::empty()?)?;
    let mut rows = Vec::new();
    for (name, document) in cases.into_iter().flatten() {
        let case = Case::client(name, document);
        let out = case.out(ours)?;
        let cost = rounds(3, &[()], |()| generate(&script, case.kind, &case.document, &out, 1))?[0];
        let check = ours.check(&out)?;
        rows.push(told(vec![
            case.name.clone(),
            megabytes(std::fs::metadata(&case.document)?.len()),
            documents::lines(&out)?.to_string(),
            seconds(cost.processor),
            megabytes(cost.memory),
            seconds(check.processor),
            megabytes(check.memory),
        ]));
    }
    Ok(Table {
        name: "codegen-large",
        about: "Clients of large documents, by an optimised build script (the least of 3), and the check of what was \
                generated. GitHub's comes from npm (`@octokit/openapi`), Kubernetes' lies beside the project."
            .to_owned(),
        columns: vec!["document", "size", "lines", "time", "memory", "`cargo check`", "its memory"],
        drawn: Some("time"),
        rows,
    })
}
