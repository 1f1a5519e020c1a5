package connectors_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"vigie/connectors"
)

// A connector asks for data and reads the platform's codes out of a failure.
func Example() {
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"code":"rest_comment_closed","message":"Sorry, comments are closed for this item."}`)
			return
		}
		fmt.Fprint(w, `[{"id":345,"status":"hold"}]`)
	}))
	defer platform.Close()

	client, err := connectors.NewClient(connectors.Options{
		Base:    platform.URL + "/wp-json/wp/v2",
		Auth:    func(r *http.Request) error { r.SetBasicAuth("nadia", "a password"); return nil },
		Renew:   "make a new application password and write it to the channel's secret",
		Secrets: []string{"a password"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.Close()

	var comments []struct{ ID int }
	if _, err := client.GetJSON(context.Background(), "/comments", nil, &comments); err != nil {
		fmt.Println(err)
	}
	fmt.Println("read:", comments)

	resp, err := client.SendJSON(context.Background(), "POST", "/comments", map[string]any{"parent": 345, "content": "Merci !"}, nil)
	var trouble *connectors.Trouble
	if errors.As(err, &trouble) && resp != nil {
		var failure struct{ Code string }
		_ = resp.DecodeJSON(&failure)
		fmt.Println("code:", failure.Code)
		fmt.Println("words:", trouble.Words)
		fmt.Println("forbidden:", errors.Is(err, connectors.ErrForbidden), "unsure:", trouble.Unsure)
	}

	// Output:
	// read: [{345}]
	// code: rest_comment_closed
	// words: Sorry, comments are closed for this item.
	// forbidden: true unsure: false
}
