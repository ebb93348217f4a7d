"""Real Python clients against a backend: boto3, botocore's SigV4 signer and pycognito.

Reads one JSON object from standard input (what to call, with which users and keys), prints one
JSON object: for each step, what came back. Judges nothing: the Rust test says what is right.

usage: python_client.py (sign_in | identity | gateway | owner)
"""

import base64
import contextlib
import datetime
import http.client
import json
import sys
from urllib.parse import urlsplit

import boto3
import botocore.auth
import jwt
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP, N_HEX
from pycognito.exceptions import ForceChangePasswordException

TIMEOUT_SECONDS = 30


def main():
    backend = Backend(json.load(sys.stdin))
    steps = {"sign_in": sign_in, "identity": identity, "gateway": gateway, "owner": owner}[sys.argv[1]](backend)
    results = {}
    for name, step in steps.items():
        try:
            results[name] = {"result": step()}
        except ClientError as error:
            results[name] = {"error": error.response["Error"]["Code"],
                             "message": error.response["Error"]["Message"],
                             "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}
    print(json.dumps(results))


class Backend:
    def __init__(self, given):
        self.given = given
        self.region = given["region"]
        self.pool = given["user_pool"]
        session = boto3.session.Session(aws_access_key_id="unused", aws_secret_access_key="unused",
                                        region_name=self.region)
        config = Config(proxies={}, retries={"max_attempts": 1}, signature_version=None,
                        connect_timeout=TIMEOUT_SECONDS, read_timeout=TIMEOUT_SECONDS)
        self.users = session.client("cognito-idp", endpoint_url=given["endpoint"], config=config)
        self.identities = session.client("cognito-identity", endpoint_url=given["endpoint"], config=config)

    def client(self, name="public"):
        return self.given["clients"][name]

    def srp(self, user, password=None, client="public", secret="its own"):
        chosen = self.client(client)
        return AWSSRP(
            username=user, password=password or self.given["users"][user], pool_id=self.pool,
            client_id=chosen["id"], client=self.users,
            client_secret=chosen.get("secret") if secret == "its own" else secret,
        )

    def tokens(self, user, **how):
        return self.srp(user, **how).authenticate_user()["AuthenticationResult"]

    def refresh(self, token):
        return self.users.initiate_auth(
            ClientId=self.client()["id"], AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token},
        )["AuthenticationResult"]

    def with_password(self, user, password, client="public"):
        return claims_of(self.users.initiate_auth(
            ClientId=self.client(client)["id"], AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user, "PASSWORD": password},
        )["AuthenticationResult"])

    def login(self, id_token):
        return {f"cognito-idp.{self.region}.amazonaws.com/{self.pool}": id_token}

    def identity(self, logins):
        wanted = {"Logins": logins} if logins else {}
        found = self.identities.get_id(IdentityPoolId=self.given["identity_pool"], **wanted)["IdentityId"]
        answer = self.identities.get_credentials_for_identity(IdentityId=found, **wanted)
        given = answer["Credentials"]
        return found, Credentials(given["AccessKeyId"], given["SecretKey"], given["SessionToken"]), answer

    def call(self, endpoint, path, method="GET", headers=None, body=None, credentials=None, region=None,
             service="execute-api", minutes_off=0, tamper=None):
        """One call, byte for byte as signed: no client library rewrites the target on the way."""
        url = self.given["endpoints"][endpoint].rstrip("/") + path
        request = AWSRequest(method=method, url=url, headers=dict(headers or {}), data=body)
        if credentials:
            with clock_off_by(minutes_off):
                SigV4Auth(credentials, service, region or self.region).add_auth(request)
        parts = urlsplit(url)
        target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        sent = body
        if tamper:
            target, sent = tamper(target, body)
        connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, target, body=sent, headers=dict(request.headers.items()))
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return {"status": answer.status, "error_type": answer.headers.get("x-amzn-errortype"), "body": text}
        finally:
            connection.close()


def sign_in(backend):
    users = backend.given["users"]
    confidential = backend.client("confidential")

    def new_password():
        try:
            backend.tokens("newcomer")
            return "no challenge"
        except ForceChangePasswordException:
            answer = backend.srp("newcomer").set_new_password_challenge("Zz9?entirely-new")
            return claims_of(answer["AuthenticationResult"])

    def revoked():
        held = backend.tokens("leaver")
        backend.users.revoke_token(Token=held["RefreshToken"], ClientId=backend.client()["id"])
        return list(backend.refresh(held["RefreshToken"]))

    def signed_out_everywhere(then):
        held = backend.tokens("leaver_everywhere")
        backend.users.global_sign_out(AccessToken=held["AccessToken"])
        return then(held)

    def refreshed():
        held = backend.tokens("refresher")
        return claims_of(backend.refresh(held["RefreshToken"]))

    def who_am_i(change=lambda token: token):
        held = backend.tokens("ada")
        return backend.users.get_user(AccessToken=change(held["AccessToken"]))["Username"]

    def verified():
        """The tokens' signatures and times, checked with the keys that the pool publishes."""
        held = backend.tokens("ada")
        keys = jwt.PyJWKClient(f"{backend.given['endpoint']}/{backend.pool}/.well-known/jwks.json")
        read = lambda token, **wanted: jwt.decode(
            token, keys.get_signing_key_from_jwt(token), algorithms=["RS256"], **wanted)
        read(held["AccessToken"])
        return read(held["IdToken"], audience=backend.client()["id"])["cognito:username"]

    def proof(change):
        """A sign-in whose answer to the password challenge is changed."""
        srp = backend.srp("ada")
        start = srp.get_auth_params()
        challenge = backend.users.initiate_auth(
            ClientId=srp.client_id, AuthFlow="USER_SRP_AUTH", AuthParameters=start)
        answer = srp.process_challenge(challenge["ChallengeParameters"], start)
        return list(backend.users.respond_to_auth_challenge(
            ClientId=srp.client_id, ChallengeName="PASSWORD_VERIFIER", ChallengeResponses={**answer, **change(answer)},
        )["AuthenticationResult"])

    def public_value(value):
        return list(backend.users.initiate_auth(
            ClientId=backend.client()["id"], AuthFlow="USER_SRP_AUTH",
            AuthParameters={"USERNAME": "ada", "SRP_A": value}))

    flipped = lambda text: ("B" if text[0] == "A" else "A") + text[1:]
    return {
        "verified": verified,
        "proof": lambda: proof(lambda answer: {}),
        "proof_wrong": lambda: proof(
            lambda answer: {"PASSWORD_CLAIM_SIGNATURE": flipped(answer["PASSWORD_CLAIM_SIGNATURE"])}),
        "proof_of_other_block": lambda: proof(
            lambda answer: {"PASSWORD_CLAIM_SECRET_BLOCK": flipped(answer["PASSWORD_CLAIM_SECRET_BLOCK"])}),
        "proof_of_other_user": lambda: proof(lambda answer: {"USERNAME": "grace"}),
        "proof_of_other_time": lambda: proof(lambda answer: {"TIMESTAMP": "Thu Jan 1 00:00:00 UTC 1970"}),
        "public_value_zero": lambda: public_value("0"),
        "public_value_of_the_modulus": lambda: public_value(N_HEX),
        "srp": lambda: claims_of(backend.tokens("ada")),
        "srp_wrong_password": lambda: backend.tokens("ada", password="Wrong1!wrong"),
        "srp_unknown_user": lambda: backend.tokens("nobody", password="Wrong1!wrong"),
        "srp_secret": lambda: claims_of(backend.tokens("ada", client="confidential")),
        "srp_wrong_secret": lambda: backend.tokens("ada", client="confidential", secret=confidential["secret"][::-1]),
        "srp_missing_secret": lambda: backend.tokens("ada", client="confidential", secret=None),
        "password": lambda: backend.with_password("ada", users["ada"]),
        "password_wrong": lambda: backend.with_password("ada", "Wrong1!wrong"),
        "new_password": new_password,
        "new_password_then_old": lambda: backend.tokens("newcomer"),
        "new_password_then_new": lambda: claims_of(backend.tokens("newcomer", password="Zz9?entirely-new")),
        "refresh": refreshed,
        "refresh_garbage": lambda: backend.refresh("garbage"),
        "refresh_revoked": revoked,
        "refresh_after_global_sign_out": lambda: signed_out_everywhere(
            lambda held: list(backend.refresh(held["RefreshToken"]))),
        "user_after_global_sign_out": lambda: signed_out_everywhere(
            lambda held: backend.users.get_user(AccessToken=held["AccessToken"])["Username"]),
        "user": who_am_i,
        "user_tampered": lambda: who_am_i(tampered),
    }


def identity(backend):
    guest = lambda: backend.identity({})
    tokens = backend.tokens("ada")
    user = lambda: backend.identity(backend.login(tokens["IdToken"]))

    def pick(found):
        who, credentials, answer = found
        return {"identity": who, "key": credentials.access_key[:4], "session_token": bool(credentials.token),
                "expires": answer["Credentials"]["Expiration"].timestamp()}

    def call(who, path="/public/notes", endpoint="todos", change=lambda credentials: credentials, **rest):
        credentials = change(who()[1])
        return backend.call(endpoint, path, credentials=credentials, **rest)

    wrong_secret = lambda held: Credentials(held.access_key, held.secret_key[::-1], held.token)
    wrong_session = lambda held: Credentials(held.access_key, held.secret_key, held.token[::-1])
    unknown_key = lambda held: Credentials("ASIAZZZZZZZZZZZZZZZZ", held.secret_key, held.token)
    strange = "/private/a%20b/%C3%AB/50%25/%2541?q=a%2Bb&q=%C3%A9%20x&empty=&colon=%3A%3B%27%28%29%2A%21"
    return {
        "guest": lambda: pick(guest()),
        "user": lambda: pick(user()),
        "user_again": lambda: pick(user()),
        "login_tampered": lambda: pick(backend.identity(backend.login(tampered(tokens["IdToken"])))),
        "login_access_token": lambda: pick(backend.identity(backend.login(tokens["AccessToken"]))),
        "login_other_provider": lambda: pick(backend.identity({"graph.example.com": tokens["IdToken"]})),
        "guest_allowed": lambda: call(guest),
        "guest_outside_role": lambda: call(guest, "/private/notes"),
        "user_allowed": lambda: call(user, "/private/notes"),
        "user_posts": lambda: call(user, "/private/notes", method="POST", body=b'{"text":"\xc3\xab"}',
                                   headers={"content-type": "application/json"}),
        "user_escapes": lambda: call(user, strange),
        "wrong_secret": lambda: call(user, change=wrong_secret),
        "wrong_session_token": lambda: call(user, change=wrong_session),
        "unknown_key": lambda: call(user, change=unknown_key),
        "wrong_region": lambda: call(user, region="eu-central-1"),
        "other_query": lambda: call(user, "/public/notes?a=1", tamper=lambda target, body: (target + "2", body)),
        "other_path": lambda: call(user, tamper=lambda target, body: (target.replace("notes", "n0tes"), body)),
        "other_body": lambda: call(user, "/private/notes", method="POST", body=b"abc",
                                   tamper=lambda target, body: (target, b"abd")),
        "wrong_service": lambda: call(user, service="s3"),
        "from_the_past": lambda: call(user, minutes_off=-10),
        "from_the_future": lambda: call(user, minutes_off=10),
        "unsigned": lambda: backend.call("todos", "/public/notes"),
        "signed_without_key": lambda: call(user, endpoint="metered"),
        "signed_with_key": lambda: call(user, endpoint="metered", headers={"x-api-key": backend.given["api_key"]}),
    }


def gateway(backend):
    tokens = backend.tokens("ada")
    with_header = lambda endpoint, name, value: lambda: backend.call(endpoint, "/notes", headers={name: value})
    steps = {
        "health": lambda: backend.call("health", "/notes"),
        "key": with_header("stats", "x-api-key", backend.given["api_key"]),
        "key_wrong": with_header("stats", "x-api-key", backend.given["api_key"][::-1]),
        "key_missing": lambda: backend.call("stats", "/notes"),
        "access_token": with_header("profile", "Authorization", tokens["AccessToken"]),
        "id_token": with_header("profile", "Authorization", tokens["IdToken"]),
        "token_tampered": with_header("profile", "Authorization", tampered(tokens["AccessToken"])),
        "token_resigned": with_header("profile", "Authorization", resigned(tokens["AccessToken"])),
        "token_missing": lambda: backend.call("profile", "/notes"),
        "custom": with_header("partner", "Authorization", backend.given["partner_token"]),
        "custom_unknown": with_header("partner", "Authorization", "who-is-this"),
        "custom_missing": lambda: backend.call("partner", "/notes"),
    }
    if "partner_denied_token" in backend.given:
        steps["custom_denied"] = with_header("partner", "Authorization", backend.given["partner_denied_token"])
    if "api_key_without_plan" in backend.given:
        steps["key_without_plan"] = with_header("stats", "x-api-key", backend.given["api_key_without_plan"])
    return steps


def owner(backend):
    return {"owner": lambda: backend.users.get_user(AccessToken=backend.given["access_token"])["Username"]}


@contextlib.contextmanager
def clock_off_by(minutes):
    right = botocore.auth.get_current_datetime
    botocore.auth.get_current_datetime = lambda *how, **more: right(*how, **more) + datetime.timedelta(minutes=minutes)
    try:
        yield
    finally:
        botocore.auth.get_current_datetime = right


def claims_of(result):
    """What both tokens claim, without checking the signature: that is the gateway's part."""
    read = lambda token: jwt.decode(token, options={"verify_signature": False})
    return {"id": read(result["IdToken"]), "access": read(result["AccessToken"]),
            "refresh": bool(result.get("RefreshToken")), "expires_in": result["ExpiresIn"]}


def tampered(token):
    """The same token for somebody else, with the old signature."""
    header, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["sub"] = "00000000-0000-4000-8000-000000000000"
    return ".".join([header, encode(claims), signature])


def resigned(token):
    """The same claims, signed with a key that the pool does not have."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": jwt.get_unverified_header(token)["kid"]})


def encode(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


if __name__ == "__main__":
    main()
