//! The HTTP client underneath, as it comes: without a signature, and with the whole-request `sign()` of `aws-sigv4`.

use ureq::Agent;

use super::{Subject, posted, signing};
use crate::load;

pub(super) fn subject(name: &str, url: &str) -> Option<Subject> {
    let url = format!("{url}{}", load::PATH);
    match name {
        "ureq" => Some(get(url, None)),
        "ureq, API key" => Some(get(url, Some(load::API_KEY))),
        "ureq+aws-sigv4" => Some(signed(url)),
        _ => posted(name).filter(|(what, _)| *what == "ureq").map(|(_, bytes)| post(url, bytes)),
    }
}

fn get(url: String, api_key: Option<&'static str>) -> Subject {
    let agent = Agent::new_with_defaults();
    Box::new(move || {
        let mut request = agent.get(&url);
        for (name, value) in load::QUERY {
            request = request.query(name, value);
        }
        for (name, value) in load::HEADERS {
            request = request.header(name, value);
        }
        if let Some(key) = api_key {
            request = request.header("x-api-key", key);
        }
        let mut answer = request.call().expect("the server answers");
        answer.body_mut().read_to_vec().expect("the answer is whole").len()
    })
}

fn post(url: String, bytes: usize) -> Subject {
    let agent = Agent::new_with_defaults();
    let body = vec![b'x'; bytes];
    Box::new(move || {
        let request = agent.post(&url).content_type("application/octet-stream");
        let mut answer = request.send(body.as_slice()).expect("the server answers");
        answer.body_mut().read_to_vec().expect("the answer is whole").len()
    })
}

fn signed(url: String) -> Subject {
    let agent = Agent::new_with_defaults();
    let sign = signing::whole_request();
    Box::new(move || {
        let mut request = http::Request::get(format!("{url}?{}", load::ENCODED_QUERY));
        for (name, value) in load::HEADERS {
            request = request.header(name, value);
        }
        let mut request = request.body(()).expect("a request");
        sign(&mut request);
        let mut answer = agent.run(request).expect("the server answers");
        answer.body_mut().read_to_vec().expect("the answer is whole").len()
    })
}
