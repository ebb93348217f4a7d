//! Makes the tables and guards the counts: `bench <table>`, `bench gate [--bless]`.

use amplify_rest_bench::{gate, server, tables};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => {
            println!("{}", server::start()?);
            loop {
                std::thread::park();
            }
        }
        ["gate"] => gate::run(false)?,
        ["gate", "--bless"] => gate::run(true)?,
        [name] => print!("{}", tables::make(name)?.write()?),
        _ => return Err(format!("usage: bench gate [--bless] | bench <table>, one of {:?}", tables::NAMES).into()),
    }
    Ok(())
}
