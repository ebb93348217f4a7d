//! A proxy is the program's choice, and only that.

use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;

use amplify_rest::{Client, Endpoint, PlainHttp, Proxy, Retries};

use crate::server::{Server, answer, header, read_head};

/// A proxy that connects to one server whatever it is told, and tells what it was told.
fn connect_proxy(server: &str) -> (String, mpsc::Receiver<String>) {
    let server = server.to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let (tell, server) = (tell.clone(), server.clone());
            std::thread::spawn(move || {
                let mut reader = BufReader::new(client.try_clone().unwrap());
                let head = read_head(&mut reader).unwrap();
                tell.send(head).unwrap();
                let server = TcpStream::connect(server).unwrap();
                (&client).write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
                let (mut from_server, mut to_client) = (server.try_clone().unwrap(), client);
                std::thread::spawn(move || std::io::copy(&mut from_server, &mut to_client));
                let _ = std::io::copy(&mut reader, &mut &server);
            });
        }
    });
    (address.to_string(), told)
}

#[test]
fn calls_go_through_the_proxy_that_the_program_sets() {
    let server = Server::start(|_| answer("200 OK", "", "through"));
    let (address, told) = connect_proxy(&server.address);
    let proxy = Proxy::new(&format!("http://ada:secret@{address}")).unwrap();
    let client = Client::builder().proxy(proxy).plain_http(PlainHttp::Anywhere).build().unwrap();
    let endpoint = Endpoint::builder("open", "http://api.example:8080").build(&client).unwrap();
    for _ in 0..2 {
        assert_eq!(endpoint.get("/").send().unwrap().text().unwrap(), "through");
    }
    let head = told.recv().unwrap();
    assert!(head.starts_with("CONNECT api.example:8080 HTTP/1.1"), "{head}");
    assert_eq!(header(&head, "proxy-authorization"), Some("Basic YWRhOnNlY3JldA=="));
    assert!(told.try_recv().is_err(), "the second call used the same connection");

    let here = Endpoint::builder("open", &server.url).build(&client).unwrap();
    assert_eq!(here.get("/").send().unwrap().text().unwrap(), "through");
    assert!(told.try_recv().is_err(), "this machine is called without the proxy, whose loopback is another's");
}

#[test]
fn a_way_through_a_proxy_that_is_closed_is_not_taken_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let mut reader = BufReader::new(client);
            read_head(&mut reader).unwrap();
            reader.get_mut().write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
            read_head(&mut reader).unwrap();
            reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nthrough").unwrap();
            drop(reader);
            tell.send(()).unwrap();
        }
    });
    let proxy = Proxy::new(&format!("http://{address}")).unwrap();
    let client = Client::builder().proxy(proxy).plain_http(PlainHttp::Anywhere).retries(Retries::none());
    let endpoint = Endpoint::builder("open", "http://api.example:8080").build(&client.build().unwrap()).unwrap();
    for _ in 0..2 {
        assert_eq!(endpoint.get("/").send().unwrap().text().unwrap(), "through");
        told.recv().unwrap();
    }
}

#[test]
fn a_proxy_is_an_http_proxy_and_hides_its_password() {
    for url in ["", "socks5://127.0.0.1:1", "not a url", "ftp://127.0.0.1"] {
        assert!(Proxy::new(url).unwrap_err().is_configuration(), "{url}");
    }
    let proxy = Proxy::new("http://ada:canary@proxy.example:3128").unwrap();
    assert_eq!(format!("{proxy:?}"), "Proxy(proxy.example:3128)");
}

/// The environment of this process may not be changed while other tests run, so a child process has the variables.
#[test]
fn the_environments_proxy_is_not_taken_unasked() {
    const MARK: &str = "AMPLIFY_REST_TEST_PROXY_CHILD";
    if std::env::var_os(MARK).is_some() {
        let server = Server::start(|_| answer("200 OK", "", "direct"));
        let endpoint = Endpoint::builder("open", &server.url).build(&Client::new().unwrap()).unwrap();
        assert_eq!(endpoint.get("/").send().unwrap().text().unwrap(), "direct");
        assert!(Proxy::from_environment().is_some(), "asked for, it is there");
        return;
    }
    let test = std::env::current_exe().unwrap();
    let status = std::process::Command::new(test)
        .args(["--exact", "proxies::the_environments_proxy_is_not_taken_unasked"])
        .envs([(MARK, "1"), ("HTTP_PROXY", "http://127.0.0.1:9"), ("http_proxy", "http://127.0.0.1:9")])
        .envs([("ALL_PROXY", "http://127.0.0.1:9"), ("HTTPS_PROXY", "http://127.0.0.1:9")])
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
}
