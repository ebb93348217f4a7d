//! Lines 37 and 38: what a program learns from an answer.

use amplify_rest_local::Answer;
use serde_json::json;

use crate::Setup;

/// swift#655, js#12730, #8806, #12997
#[test]
fn line_37_an_answer_that_is_not_2xx_is_kept_whole() {
    let setup = Setup::new();
    let answer = Answer::json(409, &json!({ "code": "Conflict", "message": "taken", "by": ["ada"] })).unwrap();
    setup.cloud.on("health", "POST", "/items", answer.header("x-request-cost", "3").unwrap()).unwrap();
    let error = setup.health().post("/items").text("x").send().unwrap_err();
    let response = error.response().unwrap();
    assert_eq!(error.status().unwrap(), 409);
    assert_eq!((response.error_type(), response.message()), (Some("Conflict"), Some("taken")));
    assert_eq!(response.headers()["x-request-cost"], "3");
    assert_eq!(response.json::<serde_json::Value>().unwrap()["by"][0], "ada");

    let html = Answer::new(502)
        .unwrap()
        .header("content-type", "text/html")
        .unwrap()
        .body("<h1>no</h1>\u{e9}".as_bytes().to_vec());
    setup.cloud.on("health", "POST", "/broken", html).unwrap();
    let error = setup.health().post("/broken").send().unwrap_err();
    let response = error.response().unwrap();
    assert_eq!(response.bytes(), "<h1>no</h1>é".as_bytes());
    assert_eq!(response.error_type(), None);
    assert!(response.json::<serde_json::Value>().unwrap_err().is_body());

    let error = setup.todos().get("/private/items").send().unwrap_err();
    let response = error.response().unwrap();
    assert_eq!(response.error_type(), Some("AccessDeniedException"));
    assert!(response.request_id().is_some_and(|id| !id.is_empty()));
    let text = error.to_string();
    for part in ["GET /private/items", "`todos`", "IAM", "guest role", "127.0.0.1", "403", "AccessDeniedException"] {
        assert!(text.contains(part), "{part} is not in: {text}");
    }

    let any = setup.health().post("/broken").send_any().unwrap();
    assert_eq!(any.status(), 502);
    assert_eq!(any.text().unwrap(), "<h1>no</h1>é");
}

/// swift#1435, #1925, #3285, js#298
#[test]
fn line_38_a_2xx_answer_gives_status_and_headers_too() {
    let setup = Setup::new();
    let answer = Answer::json(201, &json!({ "id": 7 })).unwrap().header("location", "/items/7").unwrap();
    setup.cloud.on("health", "POST", "/items", answer).unwrap();
    let response = setup.health().post("/items").text("x").send().unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.header("location"), Some("/items/7"));
    assert!(response.headers().contains_key("content-type"));
    assert_eq!(response.json::<serde_json::Value>().unwrap()["id"], 7);
    let empty = Answer::new(204).unwrap();
    setup.cloud.on("health", "DELETE", "/items/{id}", empty).unwrap();
    let response = setup.health().delete("/items/7").send().unwrap();
    assert_eq!((response.status().as_u16(), response.bytes().unwrap()), (204, Vec::new()));
}
