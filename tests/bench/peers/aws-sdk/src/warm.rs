//! The calls that are counted: the SDK's cheapest signed one, and the request that everybody makes, by what the SDK's clients
//! are made of.

use amplify_rest_subject::{Subject, load};
use aws_sdk_cognitoidentity::config::Credentials;

use crate::{client, runtime, smithy};

pub(crate) fn subject(name: &str, url: &str) -> Result<Subject, String> {
    let runtime = runtime().map_err(|error| error.to_string())?;
    let token = Some(load::session_token());
    let credentials = Credentials::new(load::ACCESS_KEY_ID, load::SECRET_ACCESS_KEY, token, None, "bench");
    match name {
        "aws-sdk-cognitoidentity" => {
            let client = runtime.block_on(client(url, credentials));
            Ok(Box::new(move || {
                let answer = runtime.block_on(client.list_identity_pools().max_results(10).send());
                answer.expect("the server answers").identity_pools().len()
            }))
        }
        "aws-smithy-runtime" => {
            let operation = smithy::operation(url, credentials);
            Ok(Box::new(move || runtime.block_on(operation.invoke(())).expect("the server answers")))
        }
        _ => Err(format!("nothing is called {name:?}")),
    }
}
