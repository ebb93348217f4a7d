//! Generates a client for each document, and for each of its operations the code that calls it: of the fixtures, and of the
//! collection of API Gateway documents where it is there.

#[path = "build/calls.rs"]
mod calls;

use std::path::{Path, PathBuf};

use amplify_rest_codegen::{Backend, OpenApi};
use quote::{format_ident, quote};

/// The fixtures that are served whole; `shop` has an operation that is wrong on purpose.
const FIXTURES: [&str; 9] = [
    "atlas.yaml",
    "clinic.yaml",
    "depot.yaml",
    "harbour.json",
    "kiosk.json",
    "office.yaml",
    "todos.json",
    "warehouse.json",
    "zoo.json",
];

fn main() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<PathBuf> =
        FIXTURES.iter().map(|name| package.join("../fixtures/openapi").join(name)).collect();
    let collection = package.join("../../../shared/apigateway");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build/calls.rs");
    if let Ok(entries) = std::fs::read_dir(&collection) {
        println!("cargo::rerun-if-changed={}", collection.display());
        let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.retain(|path| {
            path.extension().is_some_and(|extension| extension == "json") && !path.ends_with("manifest.json")
        });
        found.sort();
        documents.extend(found);
    }
    let fixtures = package.join("../fixtures");
    let backend = Backend::new(fixtures.join("config/five-endpoints.json"));
    backend.openapi("todos", fixtures.join("openapi/todos.json")).generate().expect("a backend");
    let out_dir = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let (mut modules, mut entries) = (Vec::new(), Vec::new());
    for (index, path) in documents.iter().enumerate() {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a document");
        let client = OpenApi::new("api", &name);
        // What is refused is looked at elsewhere.
        let (Ok(generated), Ok(listing)) = (client.generate_from(&text), client.list_from(&text)) else { continue };
        let file = format!("document{index}.rs");
        std::fs::write(out_dir.join(&file), generated.code()).expect("written");
        let module = match name.split_once('.') {
            Some((stem, _)) if index < FIXTURES.len() => format_ident!("{stem}"),
            _ => format_ident!("document{index}"),
        };
        let calls = calls::of(&listing);
        modules.push(quote! {
            #[doc = #name]
            pub mod #module {
                /// The client.
                #[deny(warnings)]
                pub mod client { include!(concat!(env!("OUT_DIR"), "/", #file)); }
                /// Calls of every operation.
                #[must_use]
                pub fn calls() -> Vec<crate::Call> { vec![#(#calls),*] }
            }
        });
        let path = path.display().to_string();
        entries.push(quote!(crate::Document { name: #name, text: include_str!(#path), calls: #module::calls }));
    }
    let written = quote! {
        #(#modules)*
        /// All documents that clients were generated for.
        pub const DOCUMENTS: &[crate::Document] = &[#(#entries),*];
    };
    std::fs::write(out_dir.join("documents.rs"), written.to_string()).expect("written");
}
