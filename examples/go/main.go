// A small integrator: hands a lead to Fairlead, watches until somebody is responsible for it, and finds it again.
package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"time"

	customer "example.org/fairlead-example/gen/crm/customer/v1"
	event "example.org/fairlead-example/gen/crm/event/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

// Time for everything together; a platform that is busy needs a moment to decide about a lead.
const patience = 60 * time.Second

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	config, err := readConfig()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	token, err := signIn(ctx, config)
	if err != nil {
		return err
	}
	fmt.Printf("signed in as %s\n", config.clientID)
	// Every call carries the token; it is good for an hour.
	ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token)

	// Inside an installation gRPC is plain text; across a network put TLS credentials here.
	connection, err := grpc.NewClient(config.customerAddress, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	log := event.NewEventLogServiceClient(connection)

	// Where the log ends now: what happens to our lead comes after it.
	head, err := log.GetHead(ctx, &event.GetHeadRequest{})
	if err != nil {
		return err
	}
	lead, err := createLead(ctx, customer.NewCustomerServiceClient(connection), config.leadName)
	if err != nil {
		return err
	}
	if err := followUntilAssigned(ctx, log, head.Sequence, lead.Id); err != nil {
		return err
	}
	return lookUp(ctx, customer.NewLookupServiceClient(connection), lead)
}

// createLead sends the same command twice under one request id, as a client does that got no answer: it is one lead.
func createLead(ctx context.Context, customers customer.CustomerServiceClient, name string) (*customer.Customer, error) {
	request := &customer.CreateLeadRequest{
		Lead:      &customer.Customer{DisplayName: name, Country: "DE", City: "Berlin", Source: "example"},
		RequestId: newRequestID(),
	}
	lead, err := customers.CreateLead(ctx, request)
	if err != nil {
		return nil, err
	}
	again, err := customers.CreateLead(ctx, request)
	if err != nil {
		return nil, err
	}
	if again.Id != lead.Id {
		return nil, fmt.Errorf("the repetition made a second lead %s", again.Id)
	}
	fmt.Printf("created lead %s, once for two sends\n", lead.Id)
	return lead, nil
}

// followUntilAssigned reads the events of the lead after a position until it has an owner or lies in a pool.
// A real integrator keeps the last sequence it dealt with and starts after it next time: then nothing is missed.
func followUntilAssigned(ctx context.Context, log event.EventLogServiceClient, after int64, leadID string) error {
	ctx, cancel := context.WithCancel(ctx)
	// Ends the stream, which would wait for further events for ever.
	defer cancel()
	stream, err := log.Subscribe(ctx, &event.SubscribeRequest{AfterSequence: after, Subject: leadID})
	if err != nil {
		return err
	}
	for {
		message, err := stream.Recv()
		if err != nil {
			return err
		}
		seen := message.GetEvent()
		if seen == nil {
			continue // A heartbeat: it tells the position reached.
		}
		fmt.Printf("event %d %s\n", seen.Sequence, seen.Type)
		if seen.Type != "crm.customer.ownership.applied.v1" {
			continue
		}
		data := seen.Data.AsMap()
		if owner, _ := data["ownerId"].(string); owner != "" {
			fmt.Printf("assigned to %s\n", owner)
		} else {
			fmt.Printf("waits in %s\n", data["poolId"])
		}
		return nil
	}
}

// lookUp finds the lead by its name; the index follows the records a moment later, so it asks until the lead is there.
func lookUp(ctx context.Context, lookup customer.LookupServiceClient, lead *customer.Customer) error {
	for {
		found, err := lookup.LookupCustomers(ctx, &customer.LookupCustomersRequest{Query: lead.DisplayName})
		if err != nil {
			return err
		}
		for _, hit := range found.Hits {
			if hit.Customer.Id == lead.Id {
				fmt.Printf("found %s (%s)\n", hit.Customer.DisplayName, hit.Customer.Id)
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return errors.New("the lead was not found in time")
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// newRequestID makes a random UUID (version 4).
func newRequestID() string {
	bytes := make([]byte, 16)
	rand.Read(bytes)
	bytes[6] = bytes[6]&0x0f | 0x40
	bytes[8] = bytes[8]&0x3f | 0x80
	text := hex.EncodeToString(bytes)
	return fmt.Sprintf("%s-%s-%s-%s-%s", text[:8], text[8:12], text[12:16], text[16:20], text[20:])
}
