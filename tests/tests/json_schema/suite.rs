//! The official JSON-Schema-Test-Suite, as the measure of the schema compiler: for each group a type is made, all are
//! compiled in one crate, and every instance is read and written again.
//!
//! What is not right yet is listed by name, with its reason, in `expected.txt`; a group that is listed and
//! right is a failure too, so that the list stays true.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::scratch::{DESCRIBED, Judged, Scratch};
use amplify_rest_codegen::schema::{Dialect, Document, Formats, Root, TypeOptions, Types, compile};
use serde_json::{Value, json};

const DRAFTS: [(&str, Dialect); 2] = [("draft2020-12", Dialect::Draft2020), ("draft7", Dialect::Draft7)];

/// What a draft's groups must come to.
struct Bar {
    groups: usize,
    generated: usize,
    valid: usize,
    invalid: usize,
    /// At least so many invalid instances must be refused.
    refused: usize,
    /// At least so many groups must be wholly right.
    right: usize,
}

const BARS: [Bar; 2] = [
    Bar { groups: 383, generated: 383, valid: 765, invalid: 534, refused: 534, right: 383 },
    Bar { groups: 257, generated: 257, valid: 550, invalid: 377, refused: 377, right: 257 },
];

/// One group of the suite: a schema and instances.
struct Group {
    name: String,
    draft: usize,
    schema: Value,
    /// Description, instance, whether it is valid.
    instances: Vec<(String, Value, bool)>,
    /// The generated items, or why there are none.
    code: Result<String, String>,
}

#[test]
fn every_group_is_judged_as_the_suite_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors/json-schema");
    if !root.is_dir() {
        println!("skipped: the JSON-Schema-Test-Suite ({} is missing)", root.display());
        return;
    }
    let mut groups = read(&root);
    for (draft, (_, dialect)) in DRAFTS.iter().enumerate() {
        generate(&root, &mut groups, draft, *dialect);
    }
    let judged = run(&groups);
    report(&groups, &judged);
}

fn read(root: &Path) -> Vec<Group> {
    let mut groups = Vec::new();
    for (draft, (folder, _)) in DRAFTS.iter().enumerate() {
        for file in files(&root.join("tests").join(folder)) {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            for group in value(&file).as_array().unwrap() {
                let description = group["description"].as_str().unwrap();
                let instances = group["tests"].as_array().unwrap().iter();
                groups.push(Group {
                    name: format!("{folder}/{stem}: {description}"),
                    draft,
                    schema: group["schema"].clone(),
                    instances: instances
                        .map(|test| {
                            let description = test["description"].as_str().unwrap().to_owned();
                            (description, test["data"].clone(), test["valid"].as_bool().unwrap())
                        })
                        .collect(),
                    code: Err("not tried".to_owned()),
                });
            }
        }
    }
    groups
}

/// Compiles each group's schema; the suite's remote documents are given to the build.
fn generate(root: &Path, groups: &mut [Group], draft: usize, dialect: Dialect) {
    let remotes = root.join("remotes");
    let mut documents = vec![Document::value("group", json!({}))];
    for file in files(&remotes) {
        let path = file.strip_prefix(&remotes).unwrap().to_string_lossy().replace('\\', "/");
        let dialect = match path.split('/').next() {
            Some("draft2020-12" | "v1") => Dialect::Draft2020,
            Some("draft2019-09") => Dialect::Draft2019,
            Some("draft7" | "draft6") => Dialect::Draft7,
            Some("draft4" | "draft3") => continue,
            _ => dialect,
        };
        if path.starts_with("draft3") || path.starts_with("v1") {
            continue;
        }
        let document = Document::value(&path, value(&file));
        documents.push(document.with_uri(format!("http://localhost:1234/{path}")).with_dialect(dialect));
    }
    // The suite's required tests have `format` as a note only, as the drafts' core says.
    let options = TypeOptions::new().formats(Formats::Noted).derive(DESCRIBED);
    for group in groups.iter_mut().filter(|group| group.draft == draft) {
        documents[0] = Document::value("group.json", group.schema.clone()).with_dialect(dialect);
        let compiled = compile(documents.as_slice(), &[Root::new("Group")], options.clone());
        group.code = compiled.map(Types::into_code).map_err(|errors| errors.to_string());
    }
}

/// Builds one crate with a module for each group, and runs it.
fn run(groups: &[Group]) -> Vec<Judged> {
    let mut scratch = Scratch::new("json_schema_suite");
    let mut made = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        if let Ok(code) = &group.code {
            scratch.module(&format!("g{index}"), code);
            made.push((index, format!("g{index}::Group")));
        }
    }
    scratch.judges(made.into_iter());
    let instances = groups.iter().map(|group| group.instances.iter().map(|(_, value, _)| value).collect());
    let instances: Vec<Vec<&Value>> = instances.collect();
    scratch.judged(&instances)
}

#[derive(Default)]
struct Count {
    groups: usize,
    generated: usize,
    valid: usize,
    accepted: usize,
    written: usize,
    invalid: usize,
    refused: usize,
    right: usize,
}

fn report(groups: &[Group], judged: &[Judged]) {
    let mut counts = [Count::default(), Count::default()];
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (group, judgement) in groups.iter().zip(judged) {
        let count = &mut counts[group.draft];
        count.groups += 1;
        count.generated += usize::from(group.code.is_ok());
        let mut found: Vec<String> = group.code.as_ref().err().cloned().into_iter().collect();
        let judgements = judgement.marks.chars().map(Some).chain(std::iter::repeat(None));
        for ((description, _, valid), described) in group.instances.iter().zip(&judgement.described) {
            if valid != described {
                found.push(format!("describes otherwise: {description} by {}", judgement.description));
            }
        }
        for ((description, _, valid), mark) in group.instances.iter().zip(judgements) {
            if *valid {
                count.valid += 1;
                count.accepted += usize::from(matches!(mark, Some('=' | '+')));
                count.written += usize::from(mark == Some('='));
            } else {
                count.invalid += 1;
                count.refused += usize::from(mark == Some('-'));
            }
            match (mark, valid) {
                (Some('-'), true) => found.push(format!("refuses: {description}")),
                (Some('+'), true) => found.push(format!("writes otherwise: {description}")),
                (Some('+' | '='), false) => found.push(format!("accepts: {description}")),
                _ => {}
            }
        }
        if found.is_empty() {
            count.right += 1;
        } else {
            wrong.insert(&group.name, found);
        }
    }
    for ((folder, _), count) in DRAFTS.iter().zip(&counts) {
        println!(
            "{folder}: {} of {} groups generated, {} wholly right; {} of {} valid instances accepted, {} written as \
             read; {} of {} invalid ones refused",
            count.generated,
            count.groups,
            count.right,
            count.accepted,
            count.valid,
            count.written,
            count.refused,
            count.invalid
        );
    }
    for (name, found) in &wrong {
        println!("{name}\n    {}", found.join("\n    "));
    }
    for (count, bar) in counts.iter().zip(&BARS) {
        assert_eq!((count.groups, count.valid, count.invalid), (bar.groups, bar.valid, bar.invalid), "another suite");
        assert_eq!(count.accepted, count.valid, "every valid instance is accepted");
        assert!(count.generated >= bar.generated && count.refused >= bar.refused && count.right >= bar.right);
    }
    let listed: Vec<&str> = include_str!("expected.txt").lines().filter(|line| line.starts_with("draft")).collect();
    let found: Vec<&str> = wrong.keys().copied().collect();
    assert_eq!(found, listed, "the groups that are not wholly right are those in expected.txt");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn value(file: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}
