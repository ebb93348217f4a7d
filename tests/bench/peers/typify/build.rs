//! Types by typify: `build-script-build types SCHEMA OUT [TIMES]`, once or so often.
//! Without arguments, as Cargo runs it, it does nothing.

use std::error::Error;
use std::{env, fs};

use typify::{TypeSpace, TypeSpaceSettings};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [_, document, out, times @ ..] = &arguments[..] else { return Ok(()) };
    let text = fs::read_to_string(document)?;
    let mut code = String::new();
    for _ in 0..times.first().map_or(Ok(1), |times| times.parse())? {
        let schema: schemars::schema::RootSchema = serde_json::from_str(&text)?;
        let mut types = TypeSpace::new(&TypeSpaceSettings::default());
        types.add_root_schema(schema)?;
        code = prettyplease::unparse(&syn::parse2(types.to_stream())?);
    }
    fs::write(out, code)?;
    Ok(())
}
