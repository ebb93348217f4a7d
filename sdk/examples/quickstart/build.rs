//! All that a program needs to have its backend as typed Rust.

fn main() -> Result<(), amplify_rest_codegen::Errors> {
    amplify_rest_codegen::Backend::new("amplifyconfiguration.json").generate()
}
