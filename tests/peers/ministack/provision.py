"""Makes the backend that the tests call: a user pool, an identity pool with two roles, and six REST APIs.

One API per authorizer, plus one that wants both a signature and an API key. Behind each stands the
same function, which answers with what reached it. Keys and passwords are made afresh on each run.
"""

import io
import json
import secrets
import zipfile
from pathlib import Path

import boto3
from botocore.config import Config

REGION = "us-west-2"
ACCOUNT = "000000000000"
STAGE = "prod"


def provision(endpoint):
    backend = Backend(endpoint)
    pool, clients, users = backend.user_pool()
    echo = backend.function("echo")
    decide = backend.function("authorizer")
    apis = {
        "health": backend.api("health", echo, {"authorizationType": "NONE"}),
        "stats": backend.api("stats", echo, {"authorizationType": "NONE", "apiKeyRequired": True}),
        "todos": backend.api("todos", echo, {"authorizationType": "AWS_IAM"}),
        "metered": backend.api("metered", echo, {"authorizationType": "AWS_IAM", "apiKeyRequired": True}),
        "profile": backend.api("profile", echo, {"authorizationType": "COGNITO_USER_POOLS"}, {
            "type": "COGNITO_USER_POOLS",
            "providerARNs": [f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{pool}"],
            "identitySource": "method.request.header.Authorization",
        }),
        "partner": backend.api("partner", echo, {"authorizationType": "CUSTOM"}, {
            "type": "TOKEN",
            "authorizerUri": backend.invocation(decide),
            "identitySource": "method.request.header.Authorization",
            "authorizerResultTtlInSeconds": 0,
        }),
    }
    key = backend.api_key([apis["stats"], apis["metered"]])
    other_key = backend.api_key([])
    identity_pool = backend.identity_pool(pool, clients, apis)
    return {
        "endpoint": endpoint,
        "region": REGION,
        "user_pool": pool,
        "identity_pool": identity_pool,
        "clients": clients,
        "users": users,
        "api_key": key,
        "api_key_without_plan": other_key,
        "partner_token": "let-me-in",
        "partner_denied_token": "keep-me-out",
        "endpoints": {name: backend.url(api) for name, api in apis.items()},
        "configuration": configuration(backend, pool, clients, identity_pool, apis, key),
    }


class Backend:
    def __init__(self, endpoint):
        self.endpoint = endpoint
        session = boto3.session.Session(
            # The root key: not signature-checked, for set-up only.
            aws_access_key_id="test",
            aws_secret_access_key="test",
            region_name=REGION,
        )
        config = Config(proxies={}, retries={"max_attempts": 1}, parameter_validation=False)
        client = lambda service: session.client(service, endpoint_url=endpoint, config=config)
        self.users = client("cognito-idp")
        self.identities = client("cognito-identity")
        self.iam = client("iam")
        self.functions = client("lambda")
        self.gateway = client("apigateway")

    def url(self, api):
        return f"{self.endpoint}/restapis/{api}/{STAGE}/_user_request_"

    def user_pool(self):
        pool = self.users.create_user_pool(PoolName="amplify-rest")["UserPool"]["Id"]
        all_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
        clients = {
            "public": self.app_client(pool, "public", all_flows, False),
            "confidential": self.app_client(pool, "confidential", all_flows, True),
            "srp_only": self.app_client(pool, "srp_only", ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], False),
        }
        # Each user is for one purpose, so that tests that end sessions do not disturb others.
        users = {name: self.user(pool, name, name != "newcomer") for name in
                 ["ada", "grace", "newcomer", "leaver", "leaver_everywhere", "refresher"]}
        return pool, clients, users

    def app_client(self, pool, name, flows, secret):
        made = self.users.create_user_pool_client(
            UserPoolId=pool, ClientName=name, ExplicitAuthFlows=flows, GenerateSecret=secret,
            EnableTokenRevocation=True,
        )["UserPoolClient"]
        return {"id": made["ClientId"], "secret": made.get("ClientSecret")}

    def user(self, pool, name, permanent):
        password = "Aa1!" + secrets.token_urlsafe(12)
        self.users.admin_create_user(
            UserPoolId=pool, Username=name, TemporaryPassword=password, MessageAction="SUPPRESS",
            UserAttributes=[{"Name": "email", "Value": f"{name}@example.com"},
                            {"Name": "email_verified", "Value": "true"}],
        )
        if permanent:
            self.users.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
        return password

    def function(self, name):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            files.writestr("index.py", (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        return self.functions.create_function(
            FunctionName=name, Runtime="python3.12", Role=self.role("function-" + name, FUNCTION_TRUST, []), Handler="index.handler", Timeout=30,
            Code={"ZipFile": archive.getvalue()},
        )["FunctionArn"]

    def invocation(self, function):
        return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function}/invocations"

    def api(self, name, function, method, authorizer=None):
        api = self.gateway.create_rest_api(name=name)["id"]
        if authorizer:
            made = self.gateway.create_authorizer(restApiId=api, name=name, **authorizer)["id"]
            method = {**method, "authorizerId": made}
        root = self.gateway.get_resources(restApiId=api)["items"][0]["id"]
        anything = self.gateway.create_resource(restApiId=api, parentId=root, pathPart="{proxy+}")["id"]
        for resource in [root, anything]:
            self.gateway.put_method(restApiId=api, resourceId=resource, httpMethod="ANY", **method)
            self.gateway.put_integration(
                restApiId=api, resourceId=resource, httpMethod="ANY", type="AWS_PROXY",
                integrationHttpMethod="POST", uri=self.invocation(function),
            )
        self.gateway.create_deployment(restApiId=api, stageName=STAGE)
        return api

    def api_key(self, apis):
        value = secrets.token_urlsafe(30)
        key = self.gateway.create_api_key(name=value[:8], enabled=True, value=value)["id"]
        if apis:
            plan = self.gateway.create_usage_plan(
                name="plan", apiStages=[{"apiId": api, "stage": STAGE} for api in apis])["id"]
            self.gateway.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
        return value

    def identity_pool(self, pool, clients, apis):
        made = self.identities.create_identity_pool(
            IdentityPoolName="amplify-rest", AllowUnauthenticatedIdentities=True,
            CognitoIdentityProviders=[
                {"ProviderName": f"cognito-idp.{REGION}.amazonaws.com/{pool}", "ClientId": client["id"]}
                for client in clients.values()
            ],
        )["IdentityPoolId"]
        guest = self.role("guest", identity_trust(made, "unauthenticated"), [f"{apis['todos']}/{STAGE}/GET/public*"])
        user = self.role("user", identity_trust(made, "authenticated"), [f"{apis['todos']}/*", f"{apis['metered']}/*"])
        self.identities.set_identity_pool_roles(
            IdentityPoolId=made, Roles={"unauthenticated": guest, "authenticated": user})
        return made

    def role(self, name, trust, resources):
        arn = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        if resources:
            policy = {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow",
                "Action": "execute-api:Invoke",
                "Resource": [f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{resource}" for resource in resources],
            }]}
            self.iam.put_role_policy(RoleName=name, PolicyName="call", PolicyDocument=json.dumps(policy))
        return arn


FUNCTION_TRUST = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


def identity_trust(identity_pool, kind):
    return {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "cognito-identity.amazonaws.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {"cognito-identity.amazonaws.com:aud": identity_pool},
            "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": kind},
        },
    }]}


def configuration(backend, pool, clients, identity_pool, apis, key):
    """The `amplifyconfiguration.json` of this backend, with the app client that has a secret."""
    kinds = {"health": "NONE", "stats": "API_KEY", "todos": "AWS_IAM", "metered": "AWS_IAM",
             "profile": "AMAZON_COGNITO_USER_POOLS", "partner": "AWS_LAMBDA"}
    endpoints = {name: {"endpointType": "REST", "endpoint": backend.url(api), "region": REGION,
                        "authorizationType": kinds[name]} for name, api in apis.items()}
    endpoints["stats"]["apiKey"] = key
    return {
        "UserAgent": "aws-amplify-cli/2.0",
        "Version": "1.0",
        "api": {"plugins": {"awsAPIPlugin": endpoints}},
        "auth": {"plugins": {"awsCognitoAuthPlugin": {
            "CognitoUserPool": {"Default": {
                "PoolId": pool, "AppClientId": clients["confidential"]["id"],
                "AppClientSecret": clients["confidential"]["secret"], "Region": REGION,
                "Endpoint": backend.endpoint}},
            "CredentialsProvider": {"CognitoIdentity": {"Default": {
                "PoolId": identity_pool, "Region": REGION, "Endpoint": backend.endpoint}}},
            "Auth": {"Default": {"authenticationFlowType": "USER_SRP_AUTH"}},
        }}},
    }
