//! Lines 1 to 9: what is sent is what is signed. The gateway recomputes every signature from what arrived.

use amplify_rest::{Multipart, Part};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::{Echo, Setup};

/// swift#977, android#650, #644, #640, js#69, flutter#2412
#[test]
fn line_01_the_query_is_signed_as_sent_also_inside_the_path() {
    let setup = Setup::new();
    let todos = setup.todos();
    let inside = Echo::of(todos.get("/items?b=2&a=1&q=x y").send().unwrap());
    assert_eq!(inside.query(), "b=2&a=1&q=x%20y");
    let both = Echo::of(todos.get("/items?b=2").query("a", 1).send().unwrap());
    assert_eq!(both.query(), "b=2&a=1");
    assert_eq!(both.who(), "guest");
}

/// swift#4044, PR#4137, PR#4194, js#2356, flutter#446, #5541, android PR#1252
#[test]
fn line_02_no_character_is_left_out() {
    let setup = Setup::new();
    let todos = setup.todos();
    let text = "+@:;/?&=#%'()*! \"<>[]{}|\\^`~-._ëあ\u{1F980}";
    let echo = Echo::of(todos.get("/items/{id}").path_param("id", text).query(text, text).send().unwrap());
    let encoded = "%2B%40%3A%3B%2F%3F%26%3D%23%25%27%28%29%2A%21%20%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60~-._%C3%AB%E3%81%82%F0%9F%A6%80";
    assert_eq!(echo.path(), format!("/items/{encoded}"));
    assert_eq!(echo.query(), format!("{encoded}={encoded}"));
    for character in (0..=0x7F_u8).map(char::from).filter(|character| *character != '.') {
        let response = todos.get("/items/{id}").path_param("id", character).query("q", character).send();
        assert_eq!(response.unwrap().status(), 200, "{character:?}");
    }
}

/// swift#3955, PR#4274
#[test]
fn line_03_a_semicolon_and_a_space_are_percent_encoded() {
    let setup = Setup::new();
    let echo = Echo::of(setup.todos().get("/items").query("a;b", "c; d").send().unwrap());
    assert_eq!(echo.query(), "a%3Bb=c%3B%20d");
}

/// android#241, #304, #668
#[test]
fn line_04_slashes_escapes_and_letters_in_paths() {
    let setup = Setup::new();
    let todos = setup.todos();
    let path =
        |request: amplify_rest::Request<amplify_rest::kind::Iam>| Echo::of(request.send().unwrap()).path().to_owned();
    assert_eq!(path(todos.get("/a/b/c")), "/a/b/c");
    assert_eq!(path(todos.get("/items/{id}").path_param("id", "a/b")), "/items/a%2Fb");
    assert_eq!(path(todos.get("/items/{id}").path_param("id", "%41")), "/items/%2541");
    assert_eq!(path(todos.get("/items/ë")), "/items/%C3%AB");
    assert_eq!(path(todos.get("/{proxy+}").path_param("proxy", "a/ë/%41")), "/a/%C3%AB/%2541");
}

/// js#13357
#[test]
fn line_05_repeated_query_names_keep_every_value() {
    let setup = Setup::new();
    let todos = setup.todos();
    let request = todos.get("/items").query("tag", "b").query("tag", "a").query("tag", "").query("a", "z");
    let echo = Echo::of(request.send().unwrap());
    assert_eq!(echo.query(), "tag=b&tag=a&tag=&a=z");
    assert_eq!(echo.who(), "guest");
}

/// js#1646, #3567, #573
#[test]
fn line_06_header_names_have_no_case_and_values_survive() {
    let setup = Setup::new();
    let request = setup
        .todos()
        .post("/items")
        .header("X-Amz-Meta-Tag", "one")
        .header("x-amz-meta-tag", "two,  three")
        .header("ACCEPT", "text/plain")
        .header("accept", "text/html")
        .text("body");
    let echo = Echo::of(request.send().unwrap());
    assert_eq!(echo.headers("x-amz-meta-tag"), ["one", "two,  three"]);
    assert_eq!(echo.headers("Accept"), ["text/html"]);
    assert_eq!(echo.who(), "guest");
}

/// android#2647, js#14092, #2083, #12638, #10103
#[test]
fn line_07_the_callers_content_type_wins_and_none_is_invented() {
    let setup = Setup::new();
    let todos = setup.todos();
    let none: [&str; 0] = [];
    assert_eq!(Echo::of(todos.get("/items").send().unwrap()).headers("content-type"), none);
    let empty = Echo::of(todos.post("/items").send().unwrap());
    assert_eq!(empty.headers("content-type"), none);
    assert_eq!(empty.headers("content-length"), ["0"]);

    let json = todos.post("/items").json(&serde_json::json!({ "a": 1 })).unwrap();
    let echo = Echo::of(json.clone().send().unwrap());
    assert_eq!((echo.headers("content-type"), echo.body()), (vec!["application/json"], r#"{"a":1}"#));
    let own = json.header("Content-Type", "application/vnd.api+json");
    assert_eq!(Echo::of(own.send().unwrap()).headers("content-type"), ["application/vnd.api+json"]);

    let xml = todos.put("/items").header("content-type", "application/xml").text("<a/>");
    let echo = Echo::of(xml.send().unwrap());
    assert_eq!((echo.headers("content-type"), echo.body()), (vec!["application/xml"], "<a/>"));

    let echo = Echo::of(todos.post("/items").form([("a b", "c&d"), ("e", "")]).send().unwrap());
    assert_eq!(echo.headers("content-type"), ["application/x-www-form-urlencoded"]);
    assert_eq!(echo.body(), "a%20b=c%26d&e=");

    let bytes: Vec<u8> = (0..=255).collect();
    let echo = Echo::of(todos.patch("/items").body("application/octet-stream", bytes.clone()).send().unwrap());
    assert_eq!(echo.body_base64(), STANDARD.encode(&bytes));

    let form = Multipart::new().part(Part::text("title", "cat")).part(Part::bytes("photo", bytes).file_name("cat.jpg"));
    let echo = Echo::of(todos.post("/items").multipart(&form).send().unwrap());
    assert!(echo.headers("content-type")[0].starts_with("multipart/form-data; boundary="));
    let body = STANDARD.decode(echo.body_base64()).unwrap();
    assert!(body.windows(20).any(|window| window == b"filename=\"cat.jpg\"\r\n"));
}

/// flutter PR#2321
#[test]
fn line_08_the_payload_hash_is_signed_and_not_sent() {
    let setup = Setup::new();
    let echo = Echo::of(setup.todos().post("/items").text("body").send().unwrap());
    assert_eq!(echo.headers("x-amz-content-sha256"), Vec::<&str>::new());
    assert_eq!(echo.who(), "guest");
}

/// Found by reading the path code of two of the libraries.
#[test]
fn line_09_slashes_join_once() {
    let setup = Setup::new();
    let url = setup.cloud.endpoint_url("todos").unwrap();
    let base = url.trim_end_matches('/');
    for base in [base.to_owned(), format!("{base}/")] {
        let todos = setup.endpoint_at(&base, "todos", amplify_rest::Authorizer::iam());
        let path = |path: &str| Echo::of(todos.get(path).send().unwrap()).path().to_owned();
        assert_eq!(path("/items"), "/items");
        assert_eq!(path("items"), "/items");
        assert_eq!(path("/items/"), "/items/");
        assert!(matches!(path("").as_str(), "" | "/"));
        assert!(matches!(path("/").as_str(), "" | "/"));
    }
}

/// js#12844
#[test]
fn line_10_delete_carries_a_body_and_get_refuses_one() {
    let setup = Setup::new();
    let todos = setup.todos();
    let echo = Echo::of(todos.delete("/items").json(&[1, 2]).unwrap().send().unwrap());
    assert_eq!((echo.body(), echo.who()), ("[1,2]", "guest"));
    let error = todos.get("/items").text("body").send().unwrap_err();
    assert!(error.is_invalid_request() && error.to_string().contains("GET"), "{error}");
    assert_eq!(setup.cloud.count("todos"), 1);
}
