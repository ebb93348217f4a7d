//! What is answered is what a program gets: nothing is followed, decoded or invented.

use amplify_rest::{Authorizer, Client, Endpoint, OutgoingRequest};

use crate::server::{Server, answer, header};

#[test]
fn a_redirect_is_an_answer_and_no_secret_leaves_for_another_host() {
    let other = Server::start(|_| answer("200 OK", "", "stolen"));
    let location = format!("location: {}/\r\n", other.url);
    let server = Server::start(move |_| answer("302 Found", &location, ""));
    let client = Client::new().unwrap();
    let endpoint =
        Endpoint::builder("stats", &server.url).authorizer(Authorizer::api_key("key")).build(&client).unwrap();
    let error = endpoint.get("/").send().unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert!(error.response().unwrap().headers().contains_key("location"));
    assert_eq!((server.requests().len(), other.connections()), (1, 0));
}

#[test]
fn a_request_carries_what_it_was_given_and_little_else() {
    let server = Server::start(|_| answer("200 OK", "", ""));
    let endpoint =
        Endpoint::builder("open", &server.url).header("x-tenant", "one").build(&Client::new().unwrap()).unwrap();
    endpoint.get("/a").send().unwrap();
    endpoint.get("/b").header("x-tenant", "two").header("user-agent", "mine").send().unwrap();
    endpoint.delete("/c").text("body").send().unwrap();
    endpoint.method("REPORT".parse().unwrap(), "/d").send().unwrap();
    let requests = server.requests();
    let names = |head: &str| -> Vec<String> {
        let mut names: Vec<_> =
            head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0.to_ascii_lowercase())).collect();
        names.sort();
        names
    };
    assert_eq!(names(&requests[0]), ["accept", "host", "user-agent", "x-tenant"]);
    assert!(header(&requests[0], "user-agent").unwrap().starts_with("amplify-rest/"));
    assert_eq!(header(&requests[0], "x-tenant"), Some("one"));
    assert_eq!((header(&requests[1], "x-tenant"), header(&requests[1], "user-agent")), (Some("two"), Some("mine")));
    assert_eq!(names(&requests[2]), ["accept", "content-length", "content-type", "host", "user-agent", "x-tenant"]);
    assert!(requests[3].starts_with("REPORT /d HTTP/1.1"));
}

#[test]
fn headers_that_would_break_out_of_their_line_are_refused() {
    let server = Server::start(|_| answer("200 OK", "", ""));
    let client = Client::new().unwrap();
    let endpoint = Endpoint::builder("open", &server.url).build(&client).unwrap();
    for value in ["a\r\nx: y", "a\nb", "\0"] {
        assert!(endpoint.get("/").header("x-a", value).send().unwrap_err().is_invalid_request());
        let value = value.to_owned();
        let careless = move |request: &mut OutgoingRequest<'_>| Ok(request.set_header("x-a", &value)?);
        let custom = endpoint.get("/").authorizer(Authorizer::custom(careless));
        let error = custom.send().unwrap_err();
        assert!(error.is_interceptor(), "{error}");
    }
    for name in ["host", "content-length", "transfer-encoding", "connection"] {
        assert!(endpoint.get("/").header(name, "1").send().unwrap_err().is_invalid_request(), "{name}");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn an_interceptor_cannot_change_where_the_request_goes_or_how_long_it_is() {
    let server = Server::start(|_| answer("200 OK", "", ""));
    let smuggler = |request: &mut OutgoingRequest<'_>| {
        request.set_header("host", "elsewhere.example")?;
        request.set_header("content-length", "999")?;
        request.set_header("transfer-encoding", "chunked")?;
        Ok(())
    };
    let endpoint = Endpoint::builder("partner", &server.url).authorizer(Authorizer::custom(smuggler));
    endpoint.build(&Client::new().unwrap()).unwrap().post("/").text("body").send().unwrap();
    let head = &server.requests()[0];
    assert_eq!(header(head, "host"), Some(server.address.as_str()));
    assert_eq!((header(head, "content-length"), header(head, "transfer-encoding")), (Some("4"), None));
}
