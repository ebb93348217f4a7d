//! User pools and identity pools.

use expect_test::expect;

use super::{check, cognito};

#[test]
fn pools() {
    check(
        &cognito("\"CognitoUserPool\": { \"Default\": { \"PoolId\": \"POOL-ID\" } }"),
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:2:24: `AppClientId` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "PoolId": "POOL-ID" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:2:24: `Region` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "PoolId": "POOL-ID" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected the user pool's region

        amplifyconfiguration.json:2:47: "POOL-ID" is not the id of a user pool
           |
         2 |   "CognitoUserPool": { "Default": { "PoolId": "POOL-ID" } }
           |                                               ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
           = hint: expected an id such as `eu-west-1_AbCdEfGhI`
    "#]],
    );
    check(
        &cognito(
            "\"CredentialsProvider\": { \"CognitoIdentity\": { \"Default\": { \"PoolId\": \"1\", \"Region\": \"\" } } }",
        ),
        &expect![[r#"
            2 mistakes in the input of the code generation

            amplifyconfiguration.json:2:72: "1" is not the id of an identity pool
               |
             2 | alsProvider": { "CognitoIdentity": { "Default": { "PoolId": "1", "Region": "" } } }
               |                                                             ^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/PoolId
               = hint: expected an id such as `eu-west-1:11111111-2222-3333-4444-555555555555`

            amplifyconfiguration.json:2:87: `Region` is empty
               |
             2 |  "CognitoIdentity": { "Default": { "PoolId": "1", "Region": "" } } }
               |                                                             ^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CredentialsProvider/CognitoIdentity/Default/Region
               = hint: expected the identity pool's region
        "#]],
    );
    check(
        &cognito("\"CognitoUserPool\": { \"Default\": { \"poolId\": \"eu-west-1_a\" } }"),
        &expect![[r#"
        3 mistakes in the input of the code generation

        amplifyconfiguration.json:2:24: `AppClientId` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "poolId": "eu-west-1_a" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientId
           = hint: expected the app client's id

        amplifyconfiguration.json:2:24: `PoolId` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "poolId": "eu-west-1_a" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/PoolId
           = hint: "poolId" stands here: did you mean `PoolId`?

        amplifyconfiguration.json:2:24: `Region` is missing
           |
         2 |   "CognitoUserPool": { "Default": { "poolId": "eu-west-1_a" } }
           |                        ^^^^^^^^^
           = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Region
           = hint: expected the user pool's region
    "#]],
    );
    check(
        &cognito(
            "\"CognitoUserPool\": { \"Default\": { \"PoolId\": \"eu-west-1_a\", \"AppClientId\": \"a\", \"Region\": \"eu-west-1\",\n\
             \"Endpoint\": \"http://proxy.example.com\" } },\n\
             \"Auth\": { \"Default\": { \"authenticationFlowType\": \"USER_SRP\" } }",
        ),
        &expect![[r#"
            2 mistakes in the input of the code generation

            amplifyconfiguration.json:3:13: `http` would send the calls in the clear
               |
             3 | "Endpoint": "http://proxy.example.com" } },
               |             ^^^^^^^^^^^^^^^^^^^^^^^^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/Endpoint
               = hint: use `https`; `http` is for loopback hosts: `localhost`, `127.0.0.1`, `[::1]`

            amplifyconfiguration.json:4:50: the authentication flow "USER_SRP" is unknown
               |
             4 | "Auth": { "Default": { "authenticationFlowType": "USER_SRP" } }
               |                                                  ^^^^^^^^^^
               = at: /auth/plugins/awsCognitoAuthPlugin/Auth/Default/authenticationFlowType
               = hint: did you mean "USER_SRP_AUTH"?
        "#]],
    );
}
