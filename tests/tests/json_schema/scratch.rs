//! A crate made of generated types, built once and run once: how tests find out what rustc and the types say.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A crate in the test's folder; all share one target folder, so that the SDK is compiled once.
pub(crate) struct Scratch {
    folder: PathBuf,
    name: &'static str,
    library: String,
}

/// What a type says of instances.
pub(crate) struct Judged {
    /// A mark for each; see `judge` below.
    pub(crate) marks: String,
    /// Whether its description as JSON Schema accepts each.
    pub(crate) described: Vec<bool>,
    pub(crate) description: Value,
}

/// The derive that has types describe themselves.
pub(crate) const DESCRIBED: &str = "::schemars::JsonSchema";

/// What every scratch crate has: reading and writing a type by its text, and comparing as JSON does.
const COMMON: &str = r#"#![deny(warnings, missing_docs)]
//! Scratch.

use serde_json::Value;

/// For each instance: `-` refused, `+` accepted but written or read again otherwise, `=` accepted, written as it was and
/// read again as it was. Behind that what the type says of itself, alone and inside another type.
pub fn judge<T>(instances: &[Value]) -> String
where
    T: serde::de::DeserializeOwned + serde::Serialize + schemars::JsonSchema + PartialEq,
{
    let one = |value: &Value| match serde_json::from_str::<T>(&value.to_string()) {
        Err(_) => '-',
        Ok(read) => match serde_json::to_value(&read) {
            Ok(written) if same(&written, value) && T::deserialize(&written).is_ok_and(|again| again == read) => '=',
            _ => '+',
        },
    };
    let marks: String = instances.iter().map(one).collect();
    let (alone, inside) = (schemars::schema_for!(T), schemars::schema_for!(Vec<T>));
    serde_json::json!({"marks": marks, "alone": alone, "inside": inside}).to_string()
}

fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}
"#;

const MAIN: &str = r#"//! Scratch.

fn main() {
    let input = std::env::args().nth(1).expect("the instances' file");
    let text = std::fs::read_to_string(input).expect("instances");
    let groups: Vec<Vec<serde_json::Value>> = serde_json::from_str(&text).expect("instances");
    for (index, instances) in groups.iter().enumerate() {
        println!("{}", LIBRARY::group(index, instances));
    }
}
"#;

impl Scratch {
    /// An empty crate of that name.
    pub(crate) fn new(name: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch").join(name);
        std::fs::create_dir_all(folder.join("src")).unwrap();
        Self { folder, name, library: COMMON.to_owned() }
    }

    /// Adds a module with generated items.
    pub(crate) fn module(&mut self, name: &str, items: &str) {
        self.library.extend(["/// Generated.\n#[allow(missing_docs)]\npub mod ", name, " {\n", items, "\n}\n"]);
    }

    /// Adds items to the crate's root.
    pub(crate) fn items(&mut self, items: &str) {
        self.library.push_str(items);
    }

    /// Adds the function that judges instances of the type `name` in each of these modules, by their index.
    pub(crate) fn judges(&mut self, modules: impl Iterator<Item = (usize, String)>) {
        self.items(
            "/// Judges one group.\npub fn group(index: usize, instances: &[Value]) -> String {\n    match index {\n",
        );
        for (index, path) in modules {
            let arm = format!("        {index} => judge::<{path}>(instances),\n");
            self.library.push_str(&arm);
        }
        self.items("        _ => String::new(),\n    }\n}\n");
    }

    /// Builds the crate, runs it with the instances, and returns its lines. What rustc refuses fails the test.
    pub(crate) fn run(&self, instances: &str) -> Vec<String> {
        self.write();
        std::fs::write(self.folder.join("src/main.rs"), MAIN.replace("LIBRARY", self.name)).unwrap();
        let input = self.folder.join("instances.json");
        std::fs::write(&input, instances).unwrap();
        self.cargo(&["build", "--quiet", "--offline"]);
        let program = Self::target().join("debug").join(self.name);
        let ran = Command::new(program).arg(&input).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap().lines().map(str::to_owned).collect()
    }

    /// Likewise, for a crate with [`judges`](Self::judges): what each type says of its instances.
    pub(crate) fn judged(&self, instances: &[Vec<&Value>]) -> Vec<Judged> {
        let lines = self.run(&serde_json::to_string(instances).unwrap());
        let judged = lines.iter().zip(instances).map(|(line, instances)| {
            let told: Value = serde_json::from_str(line).unwrap_or_default();
            let says = |form: &str| jsonschema::validator_for(&told[form]).unwrap();
            let marks: String = told["marks"].as_str().unwrap_or_default().to_owned();
            if marks.is_empty() {
                return Judged { marks, described: Vec::new(), description: told };
            }
            let (alone, inside) = (says("alone"), says("inside"));
            let described = instances.iter().map(|instance| {
                let is_valid = alone.is_valid(instance);
                let list = Value::Array(vec![(*instance).clone()]);
                assert_eq!(inside.is_valid(&list), is_valid, "{instance} by {told:#}");
                is_valid
            });
            Judged { marks, described: described.collect(), description: told["alone"].clone() }
        });
        judged.collect()
    }

    /// Runs the crate's doc tests, and returns what cargo printed.
    pub(crate) fn doc_tests(&self) -> String {
        self.write();
        self.cargo(&["test", "--offline", "--doc"])
    }

    /// Lets clippy look at the crate, with all that it warns of by default denied.
    pub(crate) fn lint(&self) {
        self.write();
        self.cargo(&["clippy", "--offline", "--quiet"]);
    }

    fn write(&self) {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
        let sdk = std::env::var("AMPLIFY_REST_PATH").map_or_else(|_| project.join("sdk"), PathBuf::from);
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             amplify-rest = {{ path = {}, default-features = false, features = [\"pattern\", \"uuid\", \"jiff\", \"fluent-uri\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\
             schemars = {{ version = \"1\", default-features = false }}\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n",
            self.name,
            Value::String(sdk.display().to_string())
        );
        write_changed(&self.folder.join("Cargo.toml"), &manifest);
        let lock = std::fs::read_to_string(project.join("Cargo.lock")).unwrap();
        if !self.folder.join("Cargo.lock").exists() {
            std::fs::write(self.folder.join("Cargo.lock"), lock).unwrap();
        }
        write_changed(&self.folder.join("src/lib.rs"), &self.library);
    }

    fn cargo(&self, arguments: &[&str]) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", Self::target());
        let done = cargo.output().unwrap();
        let printed = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "cargo {arguments:?}:\n{printed}");
        printed
    }

    fn target() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch/target")
    }
}

fn write_changed(file: &Path, text: &str) {
    if std::fs::read_to_string(file).is_ok_and(|known| known == text) {
        return;
    }
    std::fs::write(file, text).unwrap();
}
