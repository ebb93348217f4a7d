//! A signed call beside clients in Python and JavaScript: the call, its signature, and the start of a program.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::cost::Cost;
use crate::interpreters::{Environment, Part};
use crate::measure::{Server, median};
use crate::processor::on_one;
use crate::report::{Table, ratio};
use crate::{build, load};

const ROUNDS: usize = 5;

/// A client, and how much of it is measured.
struct Peer {
    environment: Environment,
    /// What it is called in the scripts.
    client: &'static str,
    packages: &'static [&'static str],
    remark: &'static str,
    call: bool,
    sign: bool,
    /// The most that our call may take of its processor time.
    gate: Option<f64>,
}

const fn peer(environment: Environment, client: &'static str, packages: &'static [&'static str]) -> Peer {
    Peer { environment, client, packages, remark: "", call: true, sign: true, gate: None }
}

const PEERS: [Peer; 9] = [
    Peer { gate: Some(0.04), ..peer(Environment::Python, "botocore", &["botocore"]) },
    Peer { sign: false, ..peer(Environment::Python, "botocore-requests", &["botocore", "requests"]) },
    Peer { remark: ", ListIdentityPools", sign: false, ..peer(Environment::Python, "boto3", &["boto3"]) },
    peer(Environment::Python, "requests-aws4auth", &["requests-aws4auth"]),
    peer(Environment::Node, "aws4", &["aws4"]),
    peer(Environment::Node, "smithy", &["@smithy/signature-v4"]),
    Peer {
        remark: ", credentials given",
        gate: Some(0.03),
        ..peer(Environment::Node, "aws-amplify", &["aws-amplify"])
    },
    Peer {
        remark: ", signed in",
        sign: false,
        gate: Some(0.03),
        ..peer(Environment::Node, "aws-amplify-signed-in", &["aws-amplify"])
    },
    Peer { call: false, sign: false, ..peer(Environment::Awscurl, "awscurl", &["awscurl"]) },
];

impl Peer {
    fn has(&self, part: Part) -> bool {
        match part {
            Part::Call => self.call,
            Part::Sign => self.sign,
        }
    }

    fn label(&self) -> String {
        let named = self.packages.iter().map(|package| format!("{package} {}", self.environment.version(package)));
        named.collect::<Vec<_>>().join(" + ") + self.remark
    }
}

/// The peers that could be installed, with their folders; why the others are missing.
fn installed() -> (Vec<(&'static Peer, PathBuf)>, String) {
    let mut skipped = String::new();
    let mut there = Vec::new();
    for environment in Environment::ALL {
        let peers = PEERS.iter().filter(|peer| peer.environment == environment);
        match environment.install() {
            Ok(folder) => there.extend(peers.map(|peer| (peer, folder.clone()))),
            Err(error) => {
                let labels: Vec<String> = peers.map(Peer::label).collect();
                let _ = write!(skipped, " Skipped: {} ({}).", labels.join("; "), error.to_string().trim());
            }
        }
    }
    there.sort_by_key(|(peer, _)| PEERS.iter().position(|other| other.client == peer.client));
    (there, skipped)
}

pub(super) fn table() -> io::Result<Table> {
    let subject = build::programs()?.subject;
    let smallest = build::footprint(&[], "footprint", &build::target())?;
    let (peers, skipped) = installed();
    let (calls, signatures, starts) = on_one(|| {
        let server = Server::start()?;
        let url = &server.url;
        let calls = repeated(Part::Call, &subject, &peers, url)?;
        let signatures = repeated(Part::Sign, &subject, &peers, url)?;
        Ok((calls, signatures, starts(&smallest, &peers, url)?))
    })?;

    let mut rows = vec![vec!["this SDK".to_owned()]];
    rows.extend(peers.iter().map(|(peer, _)| vec![peer.label()]));
    let gates = std::iter::once(None).chain(peers.iter().map(|(peer, _)| peer.gate));
    for (index, (row, gate)) in rows.iter_mut().zip(gates).enumerate() {
        let (call, signature, start) = (calls[index], signatures[index], starts[index]);
        eprintln!("{}: call {call:?} ns, signature {signature:?} ns, start {start:?} ns", row[0]);
        row.push(ratio(call, calls[0]));
        row.push(outcome(calls[0], call, gate));
        row.push(ratio(signature, signatures[0]));
        row.push(ratio(start.processor, starts[0].processor));
        row.push(ratio(start.clock, starts[0].clock));
    }
    let interpreters = [Environment::Python, Environment::Node].map(|it| it.interpreter().unwrap_or_default());
    Ok(Table {
        name: "interpreters",
        about: format!(
            "The IAM call of the table `call`, its JSON decoded, beside clients in {}: warm, over loopback and a \
             connection that stays open. Processor time of the whole process, user and system: that of a run with many \
             calls less that of a run with few. `signing` is the signature alone, with the key kept where the signer \
             can. `start` is the first signed call of a new process: processor time of all of it, and time by the clock \
             until the answer is printed; ours is the program of `footprint`. Each number is a multiple of ours, by \
             medians of paired rounds, client and server on one processor. Smithy's signer calls with `@smithy/node-http-handler`, `aws4` with `node:http`. \
             `boto3` has clients for AWS's own services alone: the call is a signed POST of 17 bytes. `aws-amplify, signed in` has a user's session as ours has; its start includes \
             the sign-in.{skipped}",
            interpreters.join(" and "),
        ),
        columns: vec![
            "client",
            "call, ÷ ours",
            "our call ÷ it",
            "signing, ÷ ours",
            "start: processor time, ÷ ours",
            "start: time, ÷ ours",
        ],
        drawn: Some("call, ÷ ours"),
        rows,
    })
}

/// What our call takes of another's processor time, and whether that is as little as it should be.
#[expect(clippy::cast_precision_loss, reason = "ratios are read with three digits")]
fn outcome(ours: Option<u64>, theirs: Option<u64>, gate: Option<f64>) -> String {
    let share = ratio(ours, theirs);
    match (ours, theirs, gate) {
        (Some(ours), Some(theirs), Some(most)) => {
            let held = if ours as f64 <= most * theirs as f64 { "held" } else { "missed" };
            format!("{share} (at most {most}: {held})")
        }
        _ => share,
    }
}

/// Nanoseconds of processor time for each call or signature: ours, then each peer's, where it has such a part.
fn repeated(part: Part, subject: &Path, peers: &[(&'static Peer, PathBuf)], url: &str) -> io::Result<Vec<Option<u64>>> {
    let ours = |count: u32| {
        let mut command = Command::new(subject);
        let name = if part == Part::Call { "IAM, JSON" } else { "sign" };
        command.args([name, url, &count.to_string(), "1"]);
        command
    };
    // Few are enough to warm up, and the difference takes long enough to be told from a run's own spread.
    let (few, many) = if part == Part::Call { (300, 1_500) } else { (1_000, 5_000) };
    let mut rounds: Vec<Vec<u64>> = vec![Vec::new(); peers.len() + 1];
    for _ in 0..ROUNDS {
        rounds[0].push(each(&ours, few, many * 20)?);
        for ((peer, folder), times) in peers.iter().zip(&mut rounds[1..]) {
            if peer.has(part) {
                let theirs = |count| peer.environment.command(folder, peer.client, part, count, url);
                times.push(each(&theirs, few, many)?);
            }
        }
    }
    Ok(rounds.into_iter().map(|times| (!times.is_empty()).then(|| median(times))).collect())
}

/// Processor time of one, in nanoseconds: what many take more than few.
fn each(command: &impl Fn(u32) -> Command, few: u32, many: u32) -> io::Result<u64> {
    let cost = |count| Cost::of(command(count).stdout(Stdio::null()));
    let (few_took, many_took) = (cost(few)?.processor, cost(many)?.processor);
    Ok(nanoseconds(many_took.saturating_sub(few_took) / (many - few)))
}

/// A program's start until its first answer, in nanoseconds.
#[derive(Clone, Copy, Debug)]
struct Start {
    processor: u64,
    clock: u64,
}

fn starts(smallest: &Path, peers: &[(&'static Peer, PathBuf)], url: &str) -> io::Result<Vec<Start>> {
    let ours = || {
        let mut command = Command::new(smallest);
        command.args([url, load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY]);
        command
    };
    let mut rounds: Vec<Vec<Start>> = vec![Vec::new(); peers.len() + 1];
    for _ in 0..ROUNDS {
        rounds[0].push(start(ours())?);
        for ((peer, folder), times) in peers.iter().zip(&mut rounds[1..]) {
            times.push(start(peer.environment.command(folder, peer.client, Part::Call, 1, url))?);
        }
    }
    let middle = |starts: &[Start], part: fn(&Start) -> u64| median(starts.iter().map(part).collect());
    let medians = rounds.iter().map(|starts| Start {
        processor: middle(starts, |start| start.processor),
        clock: middle(starts, |start| start.clock),
    });
    Ok(medians.collect())
}

fn start(mut command: Command) -> io::Result<Start> {
    let began = Instant::now();
    let mut process = command.stdout(Stdio::piped()).spawn()?;
    let mut printed = process.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
    let answered = printed.read_exact(&mut [0]).map(|()| began.elapsed());
    io::copy(&mut printed, &mut io::sink())?;
    let used = process.wait4()?;
    if !used.status.success() {
        return Err(io::Error::other(format!("{command:?} failed: {}", used.status)));
    }
    Ok(Start { processor: nanoseconds(used.rusage.utime + used.rusage.stime), clock: nanoseconds(answered?) })
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
