//! Ours: `build-script-build types|client|backend DOCUMENT OUT [TIMES]`, once or so often.
//! Without arguments, as Cargo runs it, it does nothing.

use std::error::Error;
use std::{env, fs};

use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use amplify_rest_codegen::{Backend, OpenApi};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [kind, document, out, times @ ..] = &arguments[..] else { return Ok(()) };
    let text = fs::read_to_string(document)?;
    let mut code = String::new();
    for _ in 0..times.first().map_or(Ok(1), |times| times.parse())? {
        code = match kind.as_str() {
            "types" => {
                let document = Document::json(document, text.clone())?;
                compile([document], &[Root::new("Root")], TypeOptions::new())?.into_code()
            }
            "client" => OpenApi::new("api", document).generate_from(&text)?.code().to_owned(),
            _ => Backend::new(document).generate_from(&text)?.code().to_owned(),
        };
    }
    fs::write(out, code)?;
    Ok(())
}
