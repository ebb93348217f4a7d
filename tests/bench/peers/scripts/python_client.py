"""Makes one signed call again and again with a Python client, or only its signature.

usage: python_client.py CLIENT call|sign COUNT LOAD

LOAD is the request as JSON. Prints the last answer, or the last signature: whoever measures sees that there is one.
"""

import json
import sys

client, part, count, load = sys.argv[1:]
load = json.loads(load)
url = load["url"] + load["path"]
query = dict(load["query"])
headers = dict(load["headers"])


def botocore_signer():
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    signer = SigV4Auth(Credentials(load["key_id"], load["secret"], load["token"]), "execute-api", load["region"])

    def signed():
        request = AWSRequest("GET", url, params=query, headers=headers)
        signer.add_auth(request)
        return request

    return signed


def botocore_call():
    from botocore.httpsession import URLLib3Session

    signed = botocore_signer()
    session = URLLib3Session()
    return lambda: json.loads(session.send(signed().prepare()).content)


def botocore_sign():
    signed = botocore_signer()
    return lambda: signed().headers["Authorization"]


def botocore_requests_call():
    import requests

    signed = botocore_signer()
    session = requests.Session()
    return lambda: session.get(url, params=query, headers=dict(signed().headers)).json()


def boto3_call():
    import boto3

    credentials = {"aws_access_key_id": load["key_id"], "aws_secret_access_key": load["secret"], "aws_session_token": load["token"]}
    client = boto3.client("cognito-identity", region_name=load["region"], endpoint_url=load["url"], **credentials)
    return lambda: client.list_identity_pools(MaxResults=10)["ResponseMetadata"]["HTTPStatusCode"]


def aws4auth():
    from requests_aws4auth import AWS4Auth

    return AWS4Auth(load["key_id"], load["secret"], load["region"], "execute-api", session_token=load["token"])


def aws4auth_call():
    import requests

    session, auth = requests.Session(), aws4auth()
    return lambda: session.get(url, params=query, headers=headers, auth=auth).json()


def aws4auth_sign():
    import requests

    prepared, auth = requests.Request("GET", url, params=query, headers=headers).prepare(), aws4auth()
    return lambda: auth(prepared.copy()).headers["Authorization"]


run = {
    ("botocore", "call"): botocore_call,
    ("botocore", "sign"): botocore_sign,
    ("botocore-requests", "call"): botocore_requests_call,
    ("boto3", "call"): boto3_call,
    ("requests-aws4auth", "call"): aws4auth_call,
    ("requests-aws4auth", "sign"): aws4auth_sign,
}[client, part]()
for _ in range(int(count)):
    last = run()
print(json.dumps(last), flush=True)
