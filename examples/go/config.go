package main

import (
	"fmt"
	"os"
)

// config says where Fairlead is and who we are.
type config struct {
	url, clientID, clientSecret, customerAddress, leadName string
}

// readConfig reads the environment; the addresses default to those of `npm start`.
func readConfig() (config, error) {
	read := config{
		url:             valueOf("FAIRLEAD_URL", "http://127.0.0.1:8080"),
		clientID:        os.Getenv("FAIRLEAD_CLIENT_ID"),
		clientSecret:    os.Getenv("FAIRLEAD_CLIENT_SECRET"),
		customerAddress: valueOf("FAIRLEAD_CUSTOMER_ADDRESS", "127.0.0.1:50051"),
		leadName:        valueOf("FAIRLEAD_LEAD_NAME", "Gopher Trading"),
	}
	if read.clientID == "" || read.clientSecret == "" {
		return read, fmt.Errorf("set FAIRLEAD_CLIENT_ID and FAIRLEAD_CLIENT_SECRET; `npm run client` makes a client")
	}
	return read, nil
}

func valueOf(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
