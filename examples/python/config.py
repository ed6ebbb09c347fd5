"""Where Fairlead is and who we are, from the environment; the addresses default to those of `npm start`."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    url: str
    client_id: str
    client_secret: str
    customer_address: str
    lead_name: str


def read_config() -> Config:
    client_id = os.environ.get("FAIRLEAD_CLIENT_ID", "")
    client_secret = os.environ.get("FAIRLEAD_CLIENT_SECRET", "")
    if not client_id or not client_secret:
        raise SystemExit("set FAIRLEAD_CLIENT_ID and FAIRLEAD_CLIENT_SECRET; `npm run client` makes a client")
    return Config(
        url=os.environ.get("FAIRLEAD_URL", "http://127.0.0.1:8080"),
        client_id=client_id,
        client_secret=client_secret,
        customer_address=os.environ.get("FAIRLEAD_CUSTOMER_ADDRESS", "127.0.0.1:50051"),
        lead_name=os.environ.get("FAIRLEAD_LEAD_NAME", "Python Trading"),
    )
