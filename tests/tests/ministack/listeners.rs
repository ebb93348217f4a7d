//! The peer itself: it must not be reachable from other machines.

#[cfg(target_os = "linux")]
#[test]
fn ministack_listens_on_loopback_alone() {
    let Some(ministack) = amplify_rest_tests::ministack::Ministack::shared() else { return };
    let processes = linux::descendants(ministack.process_id());
    let listeners = linux::listeners(&processes);
    assert!(!listeners.is_empty(), "ministack listens somewhere");
    for listener in listeners {
        assert!(listener.ip().is_loopback(), "{listener}");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeSet;
    use std::fs;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

    /// The process and those that it started, and theirs.
    pub(super) fn descendants(root: u32) -> BTreeSet<u32> {
        let mut found = BTreeSet::from([root]);
        loop {
            let before = found.len();
            let all = fs::read_dir("/proc").unwrap().flatten();
            for process in all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()) {
                if parent(process).is_some_and(|parent| found.contains(&parent)) {
                    found.insert(process);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    fn parent(process: u32) -> Option<u32> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name before it may hold spaces: it ends with the last parenthesis.
        stat.rsplit_once(')')?.1.split_ascii_whitespace().nth(1)?.parse().ok()
    }

    /// TCP sockets that listen and UDP sockets that are bound, of these processes.
    pub(super) fn listeners(processes: &BTreeSet<u32>) -> Vec<SocketAddr> {
        let inodes: BTreeSet<String> = processes.iter().flat_map(|process| sockets(*process)).collect();
        // States of the kernel's tables: 0A listens, 07 is a bound UDP socket.
        [("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")]
            .iter()
            .flat_map(|(table, state)| {
                let text = fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default();
                let lines = text.lines().skip(1).map(|line| line.split_ascii_whitespace().collect::<Vec<_>>());
                lines
                    .filter(|fields| fields[3] == *state && inodes.contains(fields[9]))
                    .map(|fields| address(fields[1]))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn sockets(process: u32) -> Vec<String> {
        let open = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
        let targets = open.filter_map(|entry| fs::read_link(entry.path()).ok());
        let inode =
            |target: std::path::PathBuf| Some(target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned());
        targets.filter_map(inode).collect()
    }

    /// An address as the kernel writes it: 32-bit words in the machine's byte order, then the port.
    fn address(text: &str) -> SocketAddr {
        let (address, port) = text.split_once(':').unwrap();
        let words: Vec<u32> = (0..address.len() / 8)
            .map(|word| u32::from_str_radix(&address[word * 8..word * 8 + 8], 16).unwrap())
            .collect();
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        let ip = match <[u8; 4]>::try_from(bytes.as_slice()) {
            Ok(four) => IpAddr::from(Ipv4Addr::from(four)),
            Err(_) => IpAddr::from(Ipv6Addr::from(<[u8; 16]>::try_from(bytes.as_slice()).unwrap())),
        };
        SocketAddr::new(ip, u16::from_str_radix(port, 16).unwrap())
    }
}
