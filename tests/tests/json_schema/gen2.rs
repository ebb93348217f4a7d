//! The official schema of Amplify's Gen 2 outputs: few lines, and every instance judged rightly.

use std::path::Path;

use crate::scratch::{DESCRIBED, Scratch};
use amplify_rest_codegen::schema::{Document, Root, TypeOptions, compile};
use serde_json::{Value, json};

/// A third of what typify makes of it is 400; `cargo check` costs about a millisecond a line.
const MOST_LINES: usize = 600;

#[test]
fn instances_are_judged_rightly() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/schemas/amplify_outputs.schema_v1.5.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: Amplify's Gen 2 schema ({} is missing)", file.display());
        return;
    };
    let document = Document::json("amplify_outputs.schema_v1.5.json", text).unwrap();
    let root = [Root::new("AmplifyOutputs")];
    let documents = [document];
    let types = compile(&documents, &root, TypeOptions::new()).unwrap();
    let lines = types.clone().into_code().lines().count();
    println!("{lines} lines");
    assert!(lines <= MOST_LINES, "{lines} lines");
    assert!(!types.needs_patterns(), "`.*` needs no regular expression");
    let mut scratch = Scratch::new("json_schema_gen2");
    let described = compile(&documents, &root, TypeOptions::new().derive(DESCRIBED)).unwrap();
    scratch.module("outputs", &described.into_code());
    scratch.judges(std::iter::once((0, "outputs::AmplifyOutputs".to_owned())));
    let instances = instances();
    let values: Vec<&Value> = instances.iter().map(|(_, value, _)| value).collect();
    let judged = scratch.judged(&[values]);
    for (((name, value, valid), mark), described) in
        instances.iter().zip(judged[0].marks.chars()).zip(&judged[0].described)
    {
        assert_eq!(mark, if *valid { '=' } else { '-' }, "{name}: {value}");
        assert_eq!(described, valid, "described: {name}: {value}");
    }
}

/// What is tried, and whether the schema accepts it.
fn instances() -> Vec<(&'static str, Value, bool)> {
    let auth = |member: &str, value: Value| {
        let mut auth = json!({"aws_region": "us-west-2", "user_pool_id": "p", "user_pool_client_id": "c"});
        auth[member] = value;
        json!({"version": "1.5", "auth": auth})
    };
    let policy = |length: Value| {
        let rest = ["require_numbers", "require_lowercase", "require_uppercase", "require_symbols"];
        let mut policy = json!({"min_length": length});
        for name in rest {
            policy[name] = json!(true);
        }
        policy
    };
    let oauth = |providers: Value, redirects: Value| {
        json!({"identity_providers": providers, "domain": "d", "scopes": ["openid"], "redirect_sign_in_uri": redirects,
               "redirect_sign_out_uri": ["https://a"], "response_type": "code"})
    };
    let at = |member: &str, value: Value| json!({"version": "1.5", member: value});
    let data = json!({"aws_region": "r", "url": "u", "default_authorization_type": "API_KEY", "authorization_types": ["AWS_IAM"]});
    let storage = |paths: Value| json!({"aws_region": "r", "bucket_name": "b", "buckets": [{"name": "n", "bucket_name": "b", "aws_region": "r", "paths": paths}]});
    let maps = |items: Value| at("geo", json!({"aws_region": "r", "maps": {"items": items, "default": "m"}}));
    vec![
        ("the least", json!({"version": "1.5"}), true),
        ("no version", json!({}), false),
        ("another version", json!({"version": "1.4"}), false),
        ("an unknown member", json!({"version": "1.5", "rest_api": {}}), false),
        ("not an object", json!([]), false),
        ("null for an optional member", json!({"version": "1.5", "auth": null}), false),
        ("sign-in", auth("identity_pool_id", json!("i")), true),
        ("sign-in without its pool", at("auth", json!({"aws_region": "r", "user_pool_client_id": "c"})), false),
        ("a password policy", auth("password_policy", policy(json!(8))), true),
        ("a length as a float without a fraction", auth("password_policy", policy(json!(8.0))), true),
        ("a length below the least", auth("password_policy", policy(json!(5))), false),
        ("a length above the most", auth("password_policy", policy(json!(100))), false),
        ("a length with a fraction", auth("password_policy", policy(json!(8.5))), false),
        ("OAuth", auth("oauth", oauth(json!(["GOOGLE"]), json!(["https://a"]))), true),
        ("a provider twice", auth("oauth", oauth(json!(["GOOGLE", "GOOGLE"]), json!(["https://a"]))), false),
        ("an unknown provider", auth("oauth", oauth(json!(["MYSPACE"]), json!(["https://a"]))), false),
        ("no redirect", auth("oauth", oauth(json!([]), json!([]))), false),
        ("attributes", auth("standard_required_attributes", json!(["email", "sub"])), true),
        ("an attribute as a map", auth("standard_required_attributes", json!([{"email": null}])), false),
        ("groups", auth("groups", json!([{"admins": {"precedence": 1}, "users": {}}])), true),
        ("a group of another form", auth("groups", json!([{"admins": {"rank": 1}}])), false),
        ("a default that is off", auth("unauthenticated_identities_enabled", json!(false)), true),
        ("data", at("data", data.clone()), true),
        (
            "data with an unknown authorization",
            {
                let mut d = data;
                d["authorization_types"] = json!(["NONE"]);
                at("data", d)
            },
            false,
        ),
        ("maps", maps(json!({"m": {"style": "VectorEsriNavigation"}, "": {}})), true),
        ("a map of another form", maps(json!({"m": {"color": "red"}})), false),
        (
            "notifications by Pinpoint",
            at("notifications", json!({"aws_region": "r", "amazon_pinpoint_app_id": "a", "channels": ["FCM"]})),
            true,
        ),
        (
            "notifications by Connect",
            at("notifications", json!({"amazon_connect": {"aws_region": "r", "endpoint": "e"}})),
            true,
        ),
        ("members as an array", at("notifications", json!({"amazon_connect": ["r", "e"]})), false),
        ("notifications by nobody", at("notifications", json!({"aws_region": "r"})), false),
        (
            "notifications without a channel",
            at("notifications", json!({"aws_region": "r", "amazon_pinpoint_app_id": "a", "channels": []})),
            false,
        ),
        ("storage", at("storage", storage(json!({"public/*": {"guest": ["get"]}}))), true),
        (
            "storage with a bucket of another form",
            at("storage", json!({"aws_region": "r", "bucket_name": "b", "buckets": [{"name": "n"}]})),
            false,
        ),
        (
            "whatever a program adds",
            at("custom", json!({"API": {"todos": {"endpoint": "https://a", "big": 1.0e300}}})),
            true,
        ),
        ("custom outputs that are no object", at("custom", json!([])), false),
    ]
}
