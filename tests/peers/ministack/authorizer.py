"""The custom authorizer: one token is let in, one is denied, any other is unknown."""


def handler(event, _context):
    token = event["authorizationToken"]
    if token == "let-me-in":
        return policy("Allow", event["methodArn"])
    if token == "keep-me-out":
        return policy("Deny", event["methodArn"])
    raise Exception("Unauthorized")


def policy(effect, resource):
    return {
        "principalId": "partner",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}],
        },
        "context": {"partner": "acme"},
    }
