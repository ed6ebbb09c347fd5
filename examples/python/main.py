"""A small integrator: hands a lead to Fairlead, watches until somebody is responsible for it, and finds it again."""

import sys
import time
import uuid
from pathlib import Path

import grpc

# The generated modules import each other from their root.
sys.path.insert(0, str(Path(__file__).parent / "gen"))

from crm.customer.v1 import customer_pb2, customer_pb2_grpc, lookup_pb2, lookup_pb2_grpc  # noqa: E402
from crm.event.v1 import event_pb2, event_pb2_grpc  # noqa: E402

from config import read_config  # noqa: E402
from token_source import sign_in  # noqa: E402

# Seconds for each step; a platform that is busy needs a moment to decide about a lead.
PATIENCE = 60


def main() -> None:
    config = read_config()
    # Every call carries the token; it is good for an hour.
    metadata = (("authorization", f"Bearer {sign_in(config)}"),)
    print(f"signed in as {config.client_id}")

    # Inside an installation gRPC is plain text; across a network use grpc.secure_channel.
    with grpc.insecure_channel(config.customer_address) as channel:
        log = event_pb2_grpc.EventLogServiceStub(channel)
        # Where the log ends now: what happens to our lead comes after it.
        head = log.GetHead(event_pb2.GetHeadRequest(), metadata=metadata, timeout=PATIENCE)
        lead = create_lead(customer_pb2_grpc.CustomerServiceStub(channel), config.lead_name, metadata)
        follow_until_assigned(log, head.sequence, lead.id, metadata)
        look_up(lookup_pb2_grpc.LookupServiceStub(channel), lead, metadata)


def create_lead(customers, name: str, metadata):
    """Sends the same command twice under one request id, as a client does that got no answer: it is one lead."""
    request = customer_pb2.CreateLeadRequest(
        lead=customer_pb2.Customer(display_name=name, country="DE", city="Berlin", source="example"),
        request_id=str(uuid.uuid4()),
    )
    lead = customers.CreateLead(request, metadata=metadata, timeout=PATIENCE)
    again = customers.CreateLead(request, metadata=metadata, timeout=PATIENCE)
    if again.id != lead.id:
        raise SystemExit(f"the repetition made a second lead {again.id}")
    print(f"created lead {lead.id}, once for two sends")
    return lead


def follow_until_assigned(log, after: int, lead_id: str, metadata) -> None:
    """Reads the events of the lead after a position until it has an owner or lies in a pool.

    A real integrator keeps the last sequence it dealt with and starts after it next time: then nothing is missed.
    """
    request = event_pb2.SubscribeRequest(after_sequence=after, subject=lead_id)
    stream = log.Subscribe(request, metadata=metadata, timeout=PATIENCE)
    for message in stream:
        if message.WhichOneof("item") != "event":
            continue  # A heartbeat: it tells the position reached.
        event = message.event
        print(f"event {event.sequence} {event.type}")
        if event.type != "crm.customer.ownership.applied.v1":
            continue
        owner = event.data["ownerId"]
        print(f"assigned to {owner}" if owner else f"waits in {event.data['poolId']}")
        # Ends the stream, which would wait for further events for ever.
        stream.cancel()
        return


def look_up(lookup, lead, metadata) -> None:
    """Finds the lead by its name; the index follows the records a moment later, so it asks until the lead is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        request = lookup_pb2.LookupCustomersRequest(query=lead.display_name)
        found = lookup.LookupCustomers(request, metadata=metadata, timeout=PATIENCE)
        for hit in found.hits:
            if hit.customer.id == lead.id:
                print(f"found {hit.customer.display_name} ({hit.customer.id})")
                return
        time.sleep(0.2)
    raise SystemExit("the lead was not found in time")


if __name__ == "__main__":
    try:
        main()
    except grpc.RpcError as error:
        # The status is all that a caller needs: its code, and the reason in words.
        raise SystemExit(f"{error.code().name}: {error.details()}") from error
