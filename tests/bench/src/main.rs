//! Makes the tables and guards the counts: `bench <table>`, `bench all`, `bench gate [--bless]`, and `bench count <subject>…` for a look
//! at single ones.

use amplify_rest_bench::cost::Cost;
use amplify_rest_bench::measure::{Server, count};
use amplify_rest_bench::{build, gate, server, tables, tls};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => {
            println!("{}", server::start()?);
            loop {
                std::thread::park();
            }
        }
        ["serve-tls", authority, together] => {
            println!("{}", tls::start(authority.as_ref(), together.parse()?)?);
            loop {
                std::thread::park();
            }
        }
        ["gate"] => gate::run(false)?,
        ["gate", "--bless"] => gate::run(true)?,
        ["count", ..] => {
            let programs = build::programs()?;
            let server = Server::start()?;
            for name in &arguments[1..] {
                println!("{name}: {:?}", count(&programs, name, &server.url)?);
            }
        }
        ["cost", program, ref arguments @ ..] => Cost::print(program, arguments)?,
        [name] => tables::make(name)?,
        _ => {
            let names = tables::names().collect::<Vec<_>>().join(", ");
            let usage = "bench gate [--bless] | bench count <subject>… | bench all | bench codegen | bench <table>";
            return Err(format!("usage: {usage}, one of {names}").into());
        }
    }
    Ok(())
}
