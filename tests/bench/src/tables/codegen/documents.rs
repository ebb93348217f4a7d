//! What is generated from: documents that lie beside the project, GitHub's from npm, and where those go that are made.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::build::{root, run, target};

/// The npm package with GitHub's document, pinned: counts of its lines are committed.
const GITHUB: &str = "@octokit/openapi@23.0.2";

/// A file that lies beside the project; nothing where it doesn't, which is said.
pub(super) fn shared(path: &str) -> Option<PathBuf> {
    there(root().join("../shared").join(path))
}

/// A document put into the folder of documents by hand.
pub(super) fn given(name: &str) -> Option<PathBuf> {
    there(folder().join(name))
}

fn there(path: PathBuf) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// GitHub's document, fetched once.
pub(super) fn github() -> io::Result<PathBuf> {
    let folder = folder();
    let inside = "package/generated/api.github.com.json";
    let document = folder.join(inside);
    if !document.is_file() {
        fs::create_dir_all(&folder)?;
        let packed = run(Command::new("npm").args(["pack", "--silent", GITHUB]).current_dir(&folder))?;
        run(Command::new("tar").args(["xzf", packed.trim(), inside]).current_dir(&folder))?;
    }
    Ok(document)
}

/// The documents of the collection of API Gateway documents, by size.
pub(super) fn api_gateway() -> io::Result<Vec<PathBuf>> {
    let folder = root().join("../shared/apigateway");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Ok(Vec::new());
    }
    let files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    let is_document =
        |path: &PathBuf| path.extension().is_some_and(|of| of == "json") && !path.ends_with("manifest.json");
    let mut files: Vec<PathBuf> = files.into_iter().filter(is_document).collect();
    files.sort();
    Ok(files)
}

/// Writes a document that was made.
pub(super) fn write(name: &str, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder())?;
    let path = folder().join(name);
    fs::write(&path, text)?;
    Ok(path)
}

fn folder() -> PathBuf {
    target().join("documents")
}

/// The file's name, short.
pub(super) fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Where generated code goes.
pub(super) fn generated(name: &str) -> io::Result<PathBuf> {
    let folder = target().join("generated");
    fs::create_dir_all(&folder)?;
    Ok(folder.join(name))
}

/// A file with nothing generated in it.
pub(super) fn empty() -> io::Result<PathBuf> {
    let file = generated("empty.rs")?;
    fs::write(&file, "")?;
    Ok(file)
}

/// How many lines a file has.
pub(super) fn lines(path: &Path) -> io::Result<usize> {
    Ok(fs::read_to_string(path)?.lines().count())
}
