//! A client by progenitor: `build-script-build client DOCUMENT OUT [TIMES]`, once or so often.
//! Without arguments, as Cargo runs it, it does nothing.

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [_, document, out, times @ ..] = &arguments[..] else { return Ok(()) };
    let text = fs::read_to_string(document)?;
    let mut code = String::new();
    for _ in 0..times.first().map_or(Ok(1), |times| times.parse())? {
        let tokens = progenitor::Generator::default().generate_tokens(&serde_json::from_str(&text)?)?;
        code = prettyplease::unparse(&syn::parse2(tokens)?);
    }
    fs::write(out, code)?;
    Ok(())
}
