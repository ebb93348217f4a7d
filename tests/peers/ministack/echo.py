"""The function behind every API: answers with what reached it."""

import json


def handler(event, _context):
    identity = event["requestContext"]["identity"]
    answer = {
        "method": event["httpMethod"],
        "path": event["path"],
        "proxy": (event.get("pathParameters") or {}).get("proxy"),
        "query": event.get("multiValueQueryStringParameters") or {},
        "headers": {name.lower(): value for name, value in (event.get("headers") or {}).items()},
        "body": event.get("body"),
        "caller": identity.get("userArn"),
        "identity_id": identity.get("cognitoIdentityId"),
        "authorizer": event["requestContext"].get("authorizer"),
    }
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json", "x-echo": "1"},
        "body": json.dumps(answer),
    }
