//! The façade for build scripts: which file, which overrides, where the result goes. The only part that touches the disk.

use std::env;
use std::fs;
use std::io;
use std::panic::Location;
use std::path::{Path, PathBuf};

use crate::errors::{Diagnostic, Errors};
use crate::generate::{Generated, generate};
use crate::layout::{Files, Layout, Visibility};
use crate::openapi::Bound;
use crate::overrides::{EndpointOverrides, Overrides};
use crate::source::not_utf8;

/// Generates the module `backend` from a configuration.
///
/// ```no_run
/// // build.rs
/// use amplify_rest_codegen::{Backend, Errors, TokenKind};
///
/// fn main() -> Result<(), Errors> {
///     Backend::new("amplifyconfiguration.json")
///         .endpoint("todos", |endpoint| endpoint.token(TokenKind::Id))
///         .generate()
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Backend {
    configuration: PathBuf,
    overrides: Overrides,
    documents: Vec<Documented>,
    out_dir: Option<PathBuf>,
    layout: Layout,
}

impl Backend {
    /// A backend from the configuration at `path`, which is relative to the package's folder.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            configuration: path.into(),
            overrides: Overrides::default(),
            documents: Vec::new(),
            out_dir: None,
            layout: Layout::new("backend.rs"),
        }
    }

    /// Overrides what the configuration says about an endpoint, which a later pull of the file would overwrite.
    /// Default: nothing is overridden.
    #[track_caller]
    pub fn endpoint(
        mut self,
        name: impl Into<String>,
        change: impl FnOnce(EndpointOverrides) -> EndpointOverrides,
    ) -> Self {
        self.overrides.change(name.into(), change, Location::caller().to_string());
        self
    }

    /// Gives an endpoint typed operations, from the `OpenAPI` 3.0 or 3.1 or Swagger 2.0 document at `path`, which is
    /// relative to the package's folder: what `aws apigateway get-export` writes, or any other. YAML is read with the
    /// feature `yaml`. Default: an endpoint has one method for each verb.
    #[track_caller]
    pub fn openapi(mut self, endpoint: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        let (endpoint, place) = (endpoint.into(), Location::caller().to_string());
        self.documents.push(Documented { endpoint, path: path.into(), place });
        self
    }

    /// Derives a trait on all types of `backend::config`, by which another environment's file is read: `::std::cmp::Eq`.
    /// Default: `Clone`, `Debug`, `PartialEq`, `Deserialize` and `Serialize`, and what else goes without saying.
    #[track_caller]
    pub fn config_derive(self, path: impl Into<String>) -> Self {
        self.config_derive_on("", path)
    }

    /// Derives a trait on one of the types of `backend::config`, such as `Configuration`. Default: as for
    /// [`config_derive`](Self::config_derive).
    #[track_caller]
    pub fn config_derive_on(mut self, type_name: impl Into<String>, path: impl Into<String>) -> Self {
        let config = self.overrides.config;
        self.overrides.config = config.derive_on_any(type_name.into(), path.into(), Location::caller());
        self
    }

    /// Who sees what is generated. Default: [`Visibility::Public`].
    pub fn visibility(mut self, visibility: Visibility) -> Self {
        self.layout.visibility = visibility;
        self
    }

    /// One file or several. Default: [`Files::One`].
    pub fn files(mut self, files: Files) -> Self {
        self.layout.files = files;
        self
    }

    /// Where the file goes. Default: the `OUT_DIR` of the build script.
    pub fn out_dir(self, path: impl Into<PathBuf>) -> Self {
        Self { out_dir: Some(path.into()), ..self }
    }

    /// The file's name, for packages with several backends. Default: `backend.rs`.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.layout.file_name = name.into();
        self
    }

    /// Reads the configuration and writes the module, unless the file is there and would be the same. Tells Cargo when
    /// to run the build script again, and prints warnings through Cargo.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the configuration or the overrides, at once; or what kept a file from being read
    /// or written.
    pub fn generate(&self) -> Result<(), Errors> {
        println!("cargo::rerun-if-changed={}", self.configuration.display());
        for document in &self.documents {
            println!("cargo::rerun-if-changed={}", document.path.display());
            self.overrides.of(&document.endpoint).choices.watch();
        }
        // A script elsewhere needs no line: Cargo runs it again when it was compiled again. And a line about a file that is
        // not there would run it every time.
        if Path::new("build.rs").exists() {
            println!("cargo::rerun-if-changed=build.rs");
        }
        let out_dir = self.out_dir.clone().or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
        let out_dir = out_dir.ok_or_else(|| {
            let message = "there is no `OUT_DIR`: this is not a build script";
            Errors::from(
                Diagnostic::file("amplify-rest-codegen", message).hint("say where the file goes with `out_dir`"),
            )
        })?;
        let generated = self.generate_from(&read(&self.configuration, Kind::Configuration)?)?;
        generated.warn();
        write(&out_dir, &generated)
    }

    /// Generates from a text in place of the configuration, and writes nothing. A pure function, but for the documents of
    /// [`openapi`](Self::openapi), which it reads.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the configuration or the overrides, at once.
    pub fn generate_from(&self, configuration: &str) -> Result<Generated, Errors> {
        let documents: Result<Vec<Bound>, Errors> = self.documents.iter().map(Documented::read).collect();
        generate(&self.configuration.display().to_string(), configuration, &self.overrides, &documents?, &self.layout)
    }
}

/// A document that the build script names for an endpoint.
#[derive(Clone, Debug)]
struct Documented {
    endpoint: String,
    path: PathBuf,
    place: String,
}

impl Documented {
    fn read(&self) -> Result<Bound, Errors> {
        Ok(Bound {
            endpoint: self.endpoint.clone(),
            name: self.path.display().to_string(),
            text: read(&self.path, Kind::Document)?,
            place: self.place.clone(),
        })
    }
}

/// What a file is to the build.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Configuration,
    Document,
}

pub(crate) fn read(path: &Path, kind: Kind) -> Result<String, Errors> {
    let bytes = fs::read(path).map_err(|error| {
        let hint = (error.kind() == io::ErrorKind::NotFound).then_some(match kind {
            Kind::Configuration => "`amplify pull` writes it; the path is relative to the package's folder",
            Kind::Document => "`aws apigateway get-export` writes one; the path is relative to the package's folder",
        });
        unusable(path, "read", &error).maybe_hint(hint)
    })?;
    String::from_utf8(bytes).map_err(|error| not_utf8(&path.display().to_string(), error.as_bytes()))
}

/// Writes files unless they hold the same already: what depends on them need not be compiled again.
pub(crate) fn write(folder: &Path, generated: &Generated) -> Result<(), Errors> {
    for (index, (path, text)) in generated.files().enumerate() {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        // The modules' folder is ours to make; the build script's own is there, or its name is a mistake.
        let made = path.parent().filter(|_| index > 0).map_or(Ok(()), fs::create_dir_all);
        let written = made.and_then(|()| fs::write(&path, text));
        written.map_err(|error| unusable(&path, "written", &error))?;
    }
    Ok(())
}

fn unusable(path: &Path, what: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::file(path.display().to_string(), format!("the file cannot be {what}: {error}"))
}
