//! Generates the typed operation that is measured.

fn main() -> Result<(), amplify_rest_codegen::Errors> {
    amplify_rest_codegen::OpenApi::new("items", "items.json").generate()
}
