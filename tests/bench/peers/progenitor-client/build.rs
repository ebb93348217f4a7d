//! Generates the client from the document that ours is generated from.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let document = "../../items.json";
    println!("cargo:rerun-if-changed={document}");
    let document = serde_json::from_str(&fs::read_to_string(document)?)?;
    let tokens = progenitor::Generator::default().generate_tokens(&document)?;
    let code = prettyplease::unparse(&syn::parse2(tokens)?);
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("items.rs"), code)?)
}
