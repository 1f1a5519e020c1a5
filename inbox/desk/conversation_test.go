package desk_test

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	server "vigie/connectors/emulator/mastodon"
	"vigie/connectors/mastodon"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// All rooms together: somebody writes on a platform, is answered, and the answer is taken back.
func TestAConversationOnAnEmulatedMastodon(t *testing.T) {
	there := server.New(server.Options{})
	web := httptest.NewServer(there)
	defer web.Close()
	defer there.Close()
	s, err := store.Open(filepath.Join(t.TempDir(), "vigie.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	team := team("mastodon")
	team.Channels[0].Settings = map[string]string{"url": web.URL, "secret": "env:TOKEN"}
	d, err := desk.Open(desk.Options{
		Store: s, Team: team, Registry: connectors.Registry{mastodon.Kind()}, UndoWindow: 50 * time.Millisecond,
		Secret: func(string) (string, error) { return "token", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	ended := make(chan struct{})
	go func() { defer close(ended); _ = d.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	nadia, err := d.Seat("nadia")
	if err != nil {
		t.Fatal(err)
	}

	w := nadia.Watch()
	defer w.Close()
	there.Arrive(emulator.Post{Author: emulator.Author{Handle: "karim", Name: "Karim"}, Text: "@townhall is it open on Sunday?"})
	var it inbox.Item
	for it.Number == 0 {
		n, err := w.Next(ctx)
		if err != nil {
			t.Fatalf("the mention never came: %v; %+v", err, d.Health())
		}
		for _, a := range n.Applied {
			it = a.Item
		}
	}
	answer := inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean(nadia.Opening(it, false) + "It is, until noon.")}
	_, applied, err := nadia.Decide(ctx, answer, desk.Target{Number: it.Number, Version: it.Version})
	if err != nil {
		t.Fatal(err)
	}
	if dl, err := nadia.Await(ctx, applied[0].Delivery.ID); err != nil || dl.State != inbox.Sent {
		t.Fatalf("the reply is %s (%s), %v", dl.State, dl.Words, err)
	}
	if all := there.Statuses(); len(all) != 2 {
		t.Errorf("there are %d statuses there, want the mention and the reply", len(all))
	}
	if _, err := nadia.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if dl, err := nadia.Await(ctx, applied[0].Delivery.ID+1); err != nil || dl.Verb != inbox.VerbRetract || dl.State != inbox.Sent {
		t.Errorf("the %s is %s (%s), %v", dl.Verb, dl.State, dl.Words, err)
	}
	if row, err := nadia.Item(ctx, it.Number); err != nil || row.Status != inbox.Open {
		t.Errorf("the mention is %s, %v", row.Status, err)
	}
}
