//! Documents, configurations and build scripts that hold what nobody should have to think of: names that are keywords,
//! names of the prelude, empty, or code, and the big list of naughty strings, wherever a name or text may stand. What comes
//! of it is a clean mistake, or code of exactly the shape that harmless words give, which compiles, passes clippy, and runs
//! no test of its own.

use std::collections::BTreeSet;

use amplify_rest_codegen::{AuthorizerKind, Backend, Errors, Generated, Grouping, OpenApi};
use amplify_rest_tests::json::reversed;
use serde_json::{Map, Value, json};

use super::{compiled, corpus};

/// Keywords, names of the prelude and of generated code, collisions after case conversion, code.
#[rustfmt::skip]
const WORDS: [&str; 63] = [
    "", " ", "_", "self", "Self", "super", "crate", "type", "fn", "async", "r#type", "Option", "Result", "Vec",
    "String", "Ok", "Err", "Some", "None", "Box", "Into", "Call", "Answer", "Api", "types", "sdk", "check", "serde",
    "get", "post", "endpoint", "method", "new", "send", "send_any", "with_request", "clone", "fmt", "from_a", "to_b",
    "is_c", "into_d", "add", "default", "body", "1st", "42", "🚀", "größe", "a; fn main() {}", "\"; panic!(); //",
    "*/ mod x {} /*", "a\nb", "fooBar", "foo_bar", "foo-bar", "FooBar", "Foo Bar", "../../etc/passwd",
    "${jndi:ldap://x}", "<script>", "{{x}}", "\u{202e}x",
];

/// Text that would run, if it ran.
const FENCES: &str =
    "```\npanic!(\"run\");\n```\n~~~rust\npanic!();\n    indented();\n# Panics\n[link](javascript:x) <b>";

/// All of them, each once.
fn words() -> Vec<String> {
    let mut words: BTreeSet<String> = WORDS.map(str::to_owned).into();
    if let Some(folder) = corpus::shared("vectors/names") {
        let naughty = std::fs::read_to_string(folder.join("blns.json")).unwrap();
        words.extend(serde_json::from_str::<Vec<String>>(&naughty).unwrap());
    }
    words.into_iter().collect()
}

/// What code consists of: the kinds of its items, without their names.
fn shape(code: &str) -> String {
    fn of(item: &syn::Item) -> String {
        match item {
            syn::Item::Mod(module) => {
                let items = module.content.iter().flat_map(|(_, items)| items);
                format!("mod {{ {} }} ", items.map(of).collect::<Vec<_>>().concat())
            }
            syn::Item::Struct(structure) => format!("struct {} ", structure.fields.len()),
            syn::Item::Enum(enumeration) => format!("enum {} ", enumeration.variants.len()),
            syn::Item::Impl(implementation) => format!("impl {} ", implementation.items.len()),
            syn::Item::Fn(_) => "fn ".to_owned(),
            syn::Item::Use(_) => "use ".to_owned(),
            syn::Item::Macro(_) => "macro ".to_owned(),
            syn::Item::Static(_) | syn::Item::Const(_) => "constant ".to_owned(),
            _ => "other ".to_owned(),
        }
    }
    syn::parse_file(code).unwrap().items.iter().map(of).collect::<Vec<_>>().concat()
}

/// The code of a document that is no mistake.
#[track_caller]
fn code(document: &Value) -> String {
    let generated = OpenApi::new("Api", "hostile.json").grouping(Grouping::ByTag).generate_from(&document.to_string());
    generated.unwrap().code().to_owned()
}

/// As many words that nobody minds.
fn harmless(words: &[String]) -> Vec<String> {
    (0..words.len()).map(|number| format!("word{number}x")).collect()
}

/// The word in every position where any word may stand.
fn everywhere(words: &[String]) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for (index, word) in words.iter().enumerate() {
        let text = format!("{word}\n\n{FENCES}");
        let escaped = word.replace('~', "~0").replace('/', "~1");
        let encoded: Vec<String> = escaped.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let model = json!({"$ref": format!("#/components/schemas/{}", encoded.concat())});
        schemas.insert(word.clone(), json!({"type": "object", "properties": {"one": {"type": "integer"}}}));
        let operation = json!({
            "operationId": word, "summary": word, "description": text, "tags": [word], "deprecated": index % 7 == 0,
            "parameters": [
                {"name": word, "in": "query", "description": text, "required": index % 2 == 0,
                    "schema": {"type": "string", "default": word}},
                {"name": "other", "in": "query", "schema": {"type": "string", "enum": [word, "x"]}},
                {"name": word, "in": "cookie", "schema": {"type": "integer"}},
            ],
            "requestBody": {"required": true, "description": text, "content": {"application/json": {"schema":
                {"type": "object", "title": word, "description": text, "properties": {
                    word: {"description": text, "type": "string"}, "fixed": {"type": "integer"}, "model": model}}}}},
            "responses": {
                "200": {"description": text, "content": {"application/json": {"schema":
                    {"type": "array", "items": {"type": "string"}}}}},
                "default": {"description": word, "content": {"application/json": {"schema":
                    {"$ref": "#/components/schemas/a problem of ours"}}}}},
        });
        paths.insert(format!("/{index}"), json!({"post": operation}));
    }
    schemas.insert(
        "a problem of ours".to_owned(),
        json!({"type": "object", "properties": {"message": {"type": "string"}}}),
    );
    json!({"openapi": "3.1.0", "info": {"title": FENCES, "version": "1", "description": words.concat()}, "paths": paths,
        "components": {"schemas": schemas}})
}

#[test]
fn names_and_texts_compile_and_add_nothing() {
    let words = words();
    let modules = words.chunks(120).map(|words| {
        let hostile = code(&everywhere(words));
        let plain = code(&everywhere(&harmless(words)));
        assert!(shape(&hostile) == shape(&plain), "no item that was not asked for");
        hostile
    });
    let mut modules: Vec<String> = modules.collect();
    modules.push(endpoints(&words));
    modules.extend(places(&words));
    compiled::lint("openapi_hostile", &modules);
}

/// A configuration that calls its endpoints by the words.
fn endpoints(words: &[String]) -> String {
    let configuration = |words: &[String]| {
        let endpoint = |word: &String| {
            (
                word.clone(),
                json!({"endpointType": "REST", "endpoint": "https://example.com", "authorizationType": "NONE"}),
            )
        };
        json!({"awsAPIPlugin": words.iter().map(endpoint).collect::<Map<_, _>>()}).to_string()
    };
    let generate = |words: &[String]| Backend::new("a.json").generate_from(&configuration(words)).unwrap();
    let (hostile, plain) = (generate(words), generate(&harmless(words)));
    assert!(shape(hostile.code()) == shape(plain.code()), "no item that was not asked for");
    hostile.code().to_owned()
}

/// Where not any word may stand: a document with one in one of these positions.
fn position(number: usize, word: &str) -> Option<Value> {
    let operation = json!({"responses": {"200": {"description": ""}}});
    let mut path = "/a".to_owned();
    let mut document = json!({"openapi": "3.0.1", "info": {"title": "t", "version": "1"}});
    let mut item = json!({"post": operation});
    let post = &mut item["post"];
    let string = json!({"type": "string"});
    match number {
        0 => path = format!("/{word}"),
        1 => path = format!("/{{{word}}}"),
        2 => post["parameters"] = json!([{"name": word, "in": "header", "schema": string}]),
        3 => post["parameters"] = json!([{"name": "a", "in": word, "schema": string}]),
        4 => post["parameters"] = json!([{"name": "a", "in": "query", "style": word, "schema": string}]),
        5 => post["requestBody"] = json!({"content": {word: {"schema": string}}}),
        6 => post["responses"] = json!({"200": {"description": "", "content": {word: {"schema": string}}}}),
        7 => post["responses"] = json!({word: {"description": ""}}),
        8 => post["parameters"] = json!([{"$ref": word}]),
        9 => post["requestBody"] = json!({"content": {"application/json": {"schema": {"$ref": word}}}}),
        10 => {
            post["requestBody"] =
                json!({"content": {"application/json": {"schema": {"type": "string", "pattern": word}}}});
        }
        11 => {
            post["requestBody"] =
                json!({"content": {"application/json": {"schema": {"type": "string", "format": word}}}});
        }
        12 => post["requestBody"] = json!({"content": {"application/json": {"schema": {"type": word}}}}),
        13 => {
            post["requestBody"] =
                json!({"content": {"application/json": {"schema": {"type": "integer", "default": word}}}});
        }
        14 => post["security"] = json!([{word: []}]),
        15 => {
            post["security"] = json!([{word: []}]);
            document["components"] = json!({"securitySchemes": {word: {"type": "apiKey", "name": word, "in": word,
                "x-amazon-apigateway-authtype": word,
                "x-amazon-apigateway-authorizer": {"type": word, "identitySource": word}}}});
        }
        16 => document["servers"] = json!([{"url": word}]),
        17 => {
            document["servers"] =
                json!([{"url": format!("https://example.com/{{{word}}}"), "variables": {word: {"default": word}}}]);
        }
        18 => document["openapi"] = json!(word),
        19 => {
            document = json!({"swagger": "2.0", "host": word, "basePath": word, "schemes": [word]});
            post["parameters"] = json!([{"name": word, "in": "formData", "type": "string", "collectionFormat": word}]);
            post["consumes"] = json!([word]);
        }
        20 => item[word] = json!({"responses": {}}),
        21 => post["x-amazon-apigateway-integration"] = json!({"type": word, "uri": word, word: word}),
        _ => return None,
    }
    document["paths"] = json!({path: item});
    Some(document)
}

/// Every word in each position where it may be refused. What is accepted is of the shape of what a plain word gives.
fn places(words: &[String]) -> Vec<String> {
    let mut accepted = Vec::new();
    let mut refused = 0;
    for number in 0.. {
        let Some(plain) = position(number, "plain") else { break };
        let generate = |document: &Value| OpenApi::new("api", "api.json").generate_from(&document.to_string());
        let plain: Result<Generated, Errors> = generate(&plain);
        let mut kept = 0;
        for word in words {
            match generate(&position(number, word).unwrap()) {
                Err(errors) => {
                    refused += 1;
                    let all = errors.iter().all(|mistake| !mistake.message().is_empty() && mistake.line().is_some());
                    assert!(all, "position {number}, {word:?}: {errors}");
                }
                Ok(generated) => {
                    let code = generated.code();
                    // Places, methods, types and patterns that match anything make more or fewer parts by their nature.
                    let varies = [0, 1, 5, 6, 7, 10, 12, 16, 17, 19, 20].contains(&number);
                    if let Ok(plain) = plain.as_ref().map(|plain| shape(plain.code()))
                        && !varies
                    {
                        assert_eq!(shape(code), plain, "position {number}, {word:?}");
                    }
                    let named = code.matches("pub struct ").count() + code.matches("pub enum ").count();
                    assert!(named <= 5 && !code.contains("\nfn ") && !code.contains("\nmod "), "{word:?}: {code}");
                    // A few of each position are compiled: string literals are string literals.
                    if kept < 4 {
                        kept += 1;
                        accepted.push(code.to_owned());
                    }
                }
            }
        }
    }
    println!("refused {refused} times, {} compiled", accepted.len());
    accepted
}

/// A configuration with these values at these pointers.
fn configuration(values: &[(&str, &Value)]) -> Value {
    let identity = json!({"PoolId": "eu-west-1:1", "Region": "eu-west-1"});
    let mut configuration = json!({"awsAPIPlugin": {}, "awsCognitoAuthPlugin": {
        "CognitoUserPool": {"Default": {"PoolId": "eu-west-1_a", "AppClientId": "client", "Region": "eu-west-1"}},
        "CredentialsProvider": {"CognitoIdentity": {"Default": identity}}}});
    for (pointer, value) in values {
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        configuration.pointer_mut(parent).unwrap()[member] = (*value).clone();
    }
    configuration
}

/// Every word as a value of an endpoint: those that are refused are named, and the others add nothing.
#[test]
fn values_of_endpoints_are_refused_or_harmless() {
    let words = words();
    let endpoint = |member: &str, word: &str| {
        let mut endpoint = json!({"endpointType": "REST", "endpoint": "https://example.com", "region": "eu-west-1",
            "authorizationType": "AWS_IAM"});
        endpoint[if member.is_empty() { word } else { member }] = json!(word);
        endpoint
    };
    let all = |member: &str, kept: &BTreeSet<usize>| {
        let endpoints = kept.iter().map(|index| (format!("e{index}"), endpoint(member, &words[*index])));
        let endpoints: Value = endpoints.collect::<Map<_, _>>().into();
        Backend::new("a.json").generate_from(&configuration(&[("/awsAPIPlugin", &endpoints)]).to_string())
    };
    for member in ["endpoint", "region", "authorizationType", "apiKey", "endpointType", ""] {
        let mut kept: BTreeSet<usize> = (0..words.len()).collect();
        // Mistakes are named a hundred at a time.
        let generated = loop {
            let errors = match all(member, &kept) {
                Ok(generated) => break Some(generated),
                Err(errors) => errors,
            };
            for mistake in errors.iter() {
                let endpoint = mistake.pointer().split('/').find_map(|part| part.strip_prefix('e')?.parse().ok());
                assert!(mistake.line().is_some() && endpoint.is_some_and(|index| kept.remove(&index)), "{mistake}");
            }
            if kept.is_empty() {
                break None;
            }
        };
        println!("{member:?}: {} accepted", kept.len());
        let Some(generated) = generated else { continue };
        let asked = generated.code().lines().filter(|line| line.starts_with("pub mod ")).count();
        assert!(asked <= kept.len() + 1, "{member}: {asked} modules");
        assert!(!shape(generated.code()).contains("other "), "{member}");
    }
}

/// Every word as a value of a pool, and in a build script.
#[test]
fn values_of_pools_and_choices_are_refused_or_harmless() {
    let operation = json!({"openapi": "3.0.1", "paths": {"/a": {"get": {"operationId": "read", "responses": {}}}}});
    let operation = operation.to_string();
    let open =
        json!({"todos": {"endpointType": "REST", "endpoint": "https://example.com", "authorizationType": "NONE"}});
    let pool = "/awsCognitoAuthPlugin/CognitoUserPool/Default/";
    let identity = "/awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/";
    let functions = |code: &str| code.lines().filter(|line| line.trim_start().starts_with("fn ")).count();
    for word in words() {
        let value = json!(word);
        for (at, [one, other]) in [
            (pool, ["AppClientId", "AppClientSecret"]),
            (pool, ["PoolId", "Endpoint"]),
            (identity, ["PoolId", "Region"]),
        ] {
            let text = configuration(&[(&format!("{at}{one}"), &value), (&format!("{at}{other}"), &value)]).to_string();
            match Backend::new("a.json").generate_from(&text) {
                Ok(generated) => assert!(functions(generated.code()) <= 12, "{one}, {word:?}: {}", generated.code()),
                Err(errors) => assert!(errors.iter().all(|mistake| mistake.line().is_some()), "{word:?}: {errors}"),
            }
        }
        // The build script's own words.
        let api = || OpenApi::new(&*word, "api.json");
        let generated = api().generate_from(&operation);
        let _ = generated.map(|generated| assert!(shape(generated.code()).starts_with("struct 1 impl "), "{word:?}"));
        for api in [
            api().skip(&*word),
            api().rename(&*word, &*word),
            api().rename("read", &*word),
            api().types(|types| types.replace(&*word, &*word).rename(&*word, &*word)),
            api().types(|types| types.derive_on(&*word, &*word).rename_member(&*word, &*word, &*word)),
        ] {
            match api.generate_from(&operation) {
                Ok(generated) => assert!(functions(generated.code()) <= 1, "{word:?}: {}", generated.code()),
                Err(errors) => assert!(errors.iter().len() > 0),
            }
        }
        let named = Backend::new("a.json")
            .endpoint("todos", |endpoint| endpoint.called(&*word).region(&*word).authorizer(AuthorizerKind::None));
        let _ = named.generate_from(&configuration(&[("/awsAPIPlugin", &open)]).to_string());
    }
}

/// Every word in each text that is shown to the reader.
#[test]
fn nothing_in_a_document_becomes_a_test() {
    let words = words();
    let mut paths = Map::new();
    for (index, word) in words.iter().enumerate() {
        for text in [format!("{word}\n\n{FENCES}"), format!("> {word}\n\n- {FENCES}\n\n\t{word}")] {
            let operation = json!({"summary": text, "description": text, "tags": [text], "responses": {"200": {"description": text}},
                "parameters": [{"name": word, "in": "query", "description": text}]});
            paths.insert(format!("/{index}/{}", paths.len()), json!({"get": operation}));
        }
    }
    let text = format!("{FENCES}\n{}", words.join("\n"));
    let document = json!({"openapi": "3.1.0", "info": {"title": text, "description": text}, "paths": paths});
    assert_eq!(compiled::doc_tests("openapi_docs", &[code(&document)]), 0);
    // The count is one: a test would have been found.
    let documented = "/// Runs.\n///\n/// ```\n/// assert!(true);\n/// ```\npub fn documented() {}\n".to_owned();
    assert_eq!(compiled::doc_tests("openapi_docs_counted", &[documented]), 1);
}

#[test]
fn the_same_bytes_over_runs_folders_and_orders_of_members() {
    let mut documents: Vec<(String, String)> = ["zoo", "kiosk", "shop", "todos"]
        .map(|name| {
            let path = format!("{}/fixtures/openapi/{name}.json", env!("CARGO_MANIFEST_DIR"));
            (format!("{name}.json"), std::fs::read_to_string(path).unwrap())
        })
        .to_vec();
    documents.extend(corpus::shared("apigateway").iter().flat_map(|folder| corpus::documents(folder)));
    documents.push(("hostile.json".to_owned(), everywhere(&words()).to_string()));
    for (name, text) in documents {
        let generate = |file: String, text: &str| {
            let generated = OpenApi::new("api", file).skip("broken").generate_from(text);
            generated
                .or_else(|_| OpenApi::new("api", "other.json").generate_from(text))
                .map(|generated| generated.code().to_owned())
        };
        let Ok(code) = generate(name.clone(), &text) else { continue };
        assert_eq!(Ok(&code), generate(name.clone(), &text).as_ref(), "{name}");
        assert_eq!(Ok(&code), generate(format!("/some/other/folder/{name}"), &text).as_ref(), "{name}");
        let reversed = reversed(&serde_json::from_str(&text).unwrap());
        assert_eq!(Ok(&code), generate(name.clone(), &reversed).as_ref(), "{name}");
        // JSON is YAML.
        assert_eq!(Ok(&code), generate("api.yaml".to_owned(), &text).as_ref(), "{name}");
    }
}
