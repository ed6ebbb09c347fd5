"""Tokens for a machine client: OAuth 2.0 client credentials. The issuer says itself where tokens are made."""

import base64
import json
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from config import Config


def sign_in(config: Config) -> str:
    issuer = _answer(Request(f"{config.url}/.well-known/openid-configuration"))
    pair = f"{quote(config.client_id, safe='')}:{quote(config.client_secret, safe='')}"
    basic = base64.b64encode(pair.encode()).decode()
    form = urlencode({"grant_type": "client_credentials"}).encode()
    headers = {"authorization": f"Basic {basic}"}
    return _answer(Request(issuer["token_endpoint"], data=form, headers=headers))["access_token"]


def _answer(request: Request) -> dict:
    try:
        with urlopen(request, timeout=30) as response:
            return json.load(response)
    except HTTPError as error:
        raise SystemExit(f"sign in: {request.selector} answered {error.code}") from error
