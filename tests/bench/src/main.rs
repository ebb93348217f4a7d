//! Measures and prints. `bench serve` is the server's process.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|command| command == "serve") {
        println!("{}", amplify_rest_bench::server::start()?);
        loop {
            std::thread::park();
        }
    }
    let here = std::env::current_exe()?;
    let mut server = std::process::Command::new(&here).arg("serve").stdout(std::process::Stdio::piped()).spawn()?;
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(server.stdout.take().ok_or("piped")?), &mut line)?;
    let url = format!("http://{}", line.trim());
    for name in &arguments {
        let steps = amplify_rest_bench::trace::count(&here.with_file_name("subject"), name, &url, 7)?;
        let counted = std::process::Command::new(here.with_file_name("counted")).args([name, &url]).output()?;
        println!(
            "{name:20} {:8} {:?} {}",
            steps.instructions,
            steps.system_calls,
            String::from_utf8_lossy(&counted.stdout).trim()
        );
    }
    server.kill()?;
    server.wait()?;
    Ok(())
}
