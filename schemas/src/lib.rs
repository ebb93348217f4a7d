//! JSON Schemas (draft 2020-12) of the configuration files that AWS Amplify writes, as texts.
//!
//! Data only: nothing here reads or checks anything. The schemas are written from what Amplify's libraries read and from
//! what real files hold; they accept members that they don't name, because files hold sections for other categories.
//! Members that hold secrets are marked `writeOnly`. `amplify-rest-codegen` compiles the schemas into the structs that
//! read a configuration at run time, and their descriptions become the docs of those structs.
//!
//! ```
//! assert!(amplify_rest_schemas::GEN1_NATIVE.contains("awsCognitoAuthPlugin"));
//! ```

/// Amplify Gen 1's native format: `amplifyconfiguration.json` of the iOS, Android and Flutter libraries.
pub const GEN1_NATIVE: &str = include_str!("../json/gen1-native.json");

/// The short form that Amplify's documentation shows: `awsAPIPlugin` and `awsCognitoAuthPlugin` at the top.
pub const GEN1_SHORT_FORM: &str = include_str!("../json/gen1-short-form.json");

/// Amplify Gen 1's JavaScript format: `aws-exports.js`, and `amplifyconfiguration.json` in JavaScript projects.
pub const GEN1_JAVASCRIPT: &str = include_str!("../json/gen1-javascript.json");

/// Amplify Gen 2's outputs: `amplify_outputs.json`, versions 1 to 1.5.
pub const GEN2: &str = include_str!("../json/gen2.json");
