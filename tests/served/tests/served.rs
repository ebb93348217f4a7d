//! Every operation of every document is called by its generated client, and the local cloud that serves the document finds
//! nothing wrong with it: it is routed, authorized, valid, and each answer that the document has is read into its type.

#![expect(clippy::unwrap_used, reason = "a test's helpers fail by panicking, as tests do")]

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use amplify_rest::{
    Auth, AuthConfig, Authorizer, Client, Endpoint, Error, IdentityPoolConfig, OutgoingRequest, Retries, TokenKind,
    UserPoolConfig, kind,
};
use amplify_rest_codegen::openapi::{self, Description, Operation, Status};
use amplify_rest_local::internals::Instances;
use amplify_rest_local::{Cloud, User};
use amplify_rest_served::{Call, DOCUMENTS, Document, Values};

#[test]
fn every_operation_of_every_document_is_served() {
    let (mut operations, mut calls, mut wrong) = (0, 0, Vec::new());
    for document in DOCUMENTS {
        let served = match Served::new(document) {
            Ok(served) => served,
            Err(error) => {
                wrong.push(format!("{}: {error}: {:?}", document.name, std::error::Error::source(&error)));
                continue;
            }
        };
        let described = served.description.api().operations.len();
        let mut called = BTreeSet::new();
        for call in (document.calls)() {
            called.insert(call.pointer);
            let operation = served.operation(&call);
            let is_open = operation.security.authorizer.is_none() && !operation.security.api_key;
            if !is_open && !served.refuses(&call) {
                wrong.push(format!("{}: {} is not authorized", document.name, call.pointer));
            }
            for status in statuses(operation) {
                calls += 1;
                if let Err(reason) = served.check(&call, operation, status) {
                    let status = status.map_or("its answer".to_owned(), |status| status.to_string());
                    wrong.push(format!(
                        "{}: {} {}, {status}: {reason}",
                        document.name,
                        operation.method.name(),
                        operation.path
                    ));
                }
            }
        }
        assert_eq!(called.len(), described, "{}: every operation is called", document.name);
        operations += described;
    }
    println!("{} documents, {operations} operations, {calls} calls", DOCUMENTS.len());
    if DOCUMENTS.len() < 50 {
        println!("skipped: the collection of API Gateway documents (it was not there when this was built)");
    }
    assert!(wrong.is_empty(), "{} of {calls}:\n{}", wrong.len(), wrong.join("\n"));
}

/// A document, served.
struct Served {
    description: Description,
    instances: Instances,
    cloud: Cloud,
    client: Client,
    auth: Auth,
}

impl Served {
    fn new(document: &Document) -> Result<Self, amplify_rest_local::Error> {
        let description = Description::read(document.name, document.text).unwrap();
        let pointers = description.api().operations.iter().flat_map(|operation| {
            let contents = operation.body.iter().flat_map(|body| &body.contents);
            let contents = contents.filter_map(|content| content.schema.as_deref());
            operation.parameters.iter().filter_map(|parameter| parameter.schema.as_deref()).chain(contents)
        });
        let instances = Instances::new(&description, pointers)?;
        let cloud = Cloud::of_documents().user(User::new("ada", "correct horse"));
        let cloud = cloud.api("served", document.name, document.text).start()?;
        let client = Client::new().unwrap();
        let user_pool = UserPoolConfig::new("us-east-1_LocalPool", "localclient", "us-east-1").endpoint(cloud.url());
        let identity_pool = IdentityPoolConfig::new("us-east-1:00000000-0000-4000-8000-000000000000", "us-east-1");
        let pools = AuthConfig::new().user_pool(user_pool).identity_pool(identity_pool.endpoint(cloud.url()));
        let auth = Auth::new(&client, pools).unwrap();
        auth.sign_in("ada", "correct horse").unwrap().done().unwrap();
        Ok(Self { description, instances, cloud, client, auth })
    }

    fn operation(&self, call: &Call) -> &Operation {
        let mut operations = self.description.api().operations.iter();
        operations.find(|operation| operation.pointer == call.pointer).unwrap()
    }

    /// Makes a call that asks for a status, and says what is wrong with what came of it.
    fn check(&self, call: &Call, operation: &Operation, status: Option<u16>) -> Result<(), String> {
        let values = Values { status, ..self.values(operation) };
        let endpoint = self.endpoint(operation).map_err(|error| error.to_string())?;
        self.cloud.clear_requests();
        let result = catch_unwind(AssertUnwindSafe(|| (call.run)(endpoint, &values)));
        let result = result.map_err(|panic| panic.downcast_ref::<String>().cloned().unwrap_or_default())?;
        let requests = self.cloud.requests();
        let requests: Vec<_> = requests.iter().filter(|request| request.name() == "served").collect();
        let [recorded] = requests.as_slice() else {
            return Err(format!("{} requests, {}", requests.len(), said(result)));
        };
        let name = format!("{} {}", operation.method.name(), operation.path);
        if recorded.operation() != Some(&name) {
            return Err(format!("taken for {:?}", recorded.operation()));
        }
        let is_success = (200..300).contains(&recorded.status());
        if status.map_or(!is_success && !operation.answers.is_empty(), |status| status != recorded.status()) {
            return Err(format!("answered {}: {}", recorded.status(), said(result)));
        }
        match result {
            Ok(()) if is_success || call.reads_errors => Ok(()),
            Err(error)
                if !is_success
                    && !call.reads_errors
                    && error.status().is_some_and(|got| got.as_u16() == recorded.status()) =>
            {
                Ok(())
            }
            other => Err(format!("{} came, and {}", recorded.status(), said(other))),
        }
    }

    /// Whether a call without any authorizer is refused.
    fn refuses(&self, call: &Call) -> bool {
        let operation = self.operation(call);
        let url = self.cloud.endpoint_url("served").unwrap();
        let open = Endpoint::builder("served", &url).retries(Retries::none()).authorizer(Authorizer::none().any());
        let values = Values { query: Vec::new(), ..self.values(operation) };
        let open = open.build(&self.client).unwrap();
        let result = catch_unwind(AssertUnwindSafe(|| (call.run)(open, &Values { status: None, ..values })));
        let error = result.ok().and_then(Result::err).and_then(|error| error.status());
        error.is_some_and(|status| matches!(status.as_u16(), 401 | 403))
    }

    /// A value for each parameter and body.
    fn values(&self, operation: &Operation) -> Values {
        let mut values = Values::default();
        for parameter in &operation.parameters {
            let schema = parameter.schema.as_deref();
            let value = schema.map_or("text".into(), |schema| self.instances.value(schema, &parameter.examples));
            values.values.insert(format!("{:?} {}", parameter.location, parameter.name), value);
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            let schema = content.schema.as_deref();
            let value = schema.map_or("text".into(), |schema| self.instances.value(schema, &content.examples));
            values.values.insert(content.media_type.clone(), value);
        }
        if let Some(openapi::Authorizer::Custom(inputs)) = &operation.security.authorizer {
            let token = self.cloud.custom_token("served").unwrap();
            let names = inputs.iter().filter_map(|input| input.strip_prefix("query "));
            values.query.extend(names.map(|name| (name.to_owned(), token.to_owned())));
        }
        values
    }

    /// The endpoint with the authorizer that an operation asks for.
    fn endpoint(&self, operation: &Operation) -> Result<Endpoint<kind::Any>, Error> {
        let security = &operation.security;
        let url = self.cloud.endpoint_url("served").unwrap();
        let builder = Endpoint::builder("served", &url).retries(Retries::none()).auth(&self.auth);
        let region = self.description.api().url.as_deref().and_then(region).unwrap_or("us-east-1");
        let authorizer = match &security.authorizer {
            None => Authorizer::none().any(),
            Some(openapi::Authorizer::Iam) => Authorizer::iam().any(),
            Some(openapi::Authorizer::Custom(inputs)) => self.custom(inputs).any(),
            Some(_) => Authorizer::user_pool(TokenKind::Id).any(),
        };
        let authorizer =
            if security.api_key { authorizer.with_api_key(self.cloud.api_key("served").unwrap()) } else { authorizer };
        builder.region(region).authorizer(authorizer).build(&self.client)
    }

    fn custom(&self, inputs: &[String]) -> Authorizer<kind::Custom> {
        let token = self.cloud.custom_token("served").unwrap().to_owned();
        let headers: Vec<String> =
            inputs.iter().filter_map(|input| input.strip_prefix("header ").map(str::to_owned)).collect();
        let headers = if inputs.is_empty() { vec!["authorization".to_owned()] } else { headers };
        Authorizer::custom(move |request: &mut OutgoingRequest<'_>| {
            Ok(headers.iter().try_for_each(|name| request.set_header(name, &token))?)
        })
    }
}

/// The answer that callers hope for, and every other that the document has.
fn statuses(operation: &Operation) -> Vec<Option<u16>> {
    let known = |code: u16| {
        let is_known = |status| operation.answers.iter().any(|answer| answer.status == status);
        is_known(Status::Code(code)) || is_known(Status::Class(code / 100))
    };
    let codes = operation.answers.iter().filter_map(|answer| match answer.status {
        Status::Code(code) => Some(code).filter(|code| *code >= 200),
        Status::Class(class) => Some(class * 100 + 17).filter(|code| *code >= 200),
        Status::Default => [418, 507].into_iter().find(|code| !known(*code)),
    });
    std::iter::once(None).chain(codes.map(Some)).collect()
}

fn region(url: &str) -> Option<&str> {
    Some(url.split_once(".execute-api.")?.1.split_once('.')?.0)
}

fn said(result: Result<(), Error>) -> String {
    match result {
        Ok(()) => "the client was content".to_owned(),
        Err(error) => {
            let mut said = error.to_string();
            let mut source = std::error::Error::source(&error);
            while let Some(cause) = source {
                said = format!("{said}: {cause}");
                source = cause.source();
            }
            said
        }
    }
}
