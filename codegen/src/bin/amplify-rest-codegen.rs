//! The command `amplify-rest-codegen`: hands its arguments to the library, and the exit code back.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(amplify_rest_codegen::cli::run(std::env::args_os()))
}
