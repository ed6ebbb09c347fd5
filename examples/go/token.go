package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// signIn gets a token for a machine client (OAuth 2.0 client credentials). The issuer says itself where tokens are made.
func signIn(ctx context.Context, config config) (string, error) {
	var issuer struct {
		TokenEndpoint string `json:"token_endpoint"`
	}
	discovery, err := http.NewRequestWithContext(ctx, http.MethodGet, config.url+"/.well-known/openid-configuration", nil)
	if err != nil {
		return "", err
	}
	if err := answer(discovery, &issuer); err != nil {
		return "", err
	}
	form := strings.NewReader(url.Values{"grant_type": {"client_credentials"}}.Encode())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, issuer.TokenEndpoint, form)
	if err != nil {
		return "", err
	}
	request.Header.Set("content-type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(url.QueryEscape(config.clientID), url.QueryEscape(config.clientSecret))
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := answer(request, &token); err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	return token.AccessToken, nil
}

// answer sends a request and decodes its JSON.
func answer(request *http.Request, into any) error {
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", request.URL.Path, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(into)
}
