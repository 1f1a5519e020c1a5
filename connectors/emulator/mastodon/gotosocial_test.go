package mastodon_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors/emulator/mastodon"
)

func goToSocial(t *testing.T) *client {
	t.Helper()
	return serve(t, mastodon.Options{Flavour: mastodon.GoToSocial})
}

func TestGoToSocialHasNoIdempotency(t *testing.T) {
	c := goToSocial(t)
	for range 2 {
		c.one("POST", "/api/v1/statuses", url.Values{"status": {"Hello"}}, "Idempotency-Key", "k")
	}
	if n := len(c.Sent()); n != 2 {
		t.Errorf("posted %d times, want 2", n)
	}
}

func TestGoToSocialHasULIDsThatGrow(t *testing.T) {
	c := goToSocial(t)
	var ids []string
	for range 50 {
		ids = append(ids, c.Arrive(mention("hi")))
	}
	for _, n := range c.list("/api/v1/notifications") {
		ids = append(ids, n.ID)
	}
	shape := regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}$`)
	for _, id := range ids {
		if !shape.MatchString(id) {
			t.Errorf("%s is no ULID", id)
		}
	}
	if !slices.IsSorted(ids[:50]) {
		t.Error("ids don't grow")
	}
	if got := c.list("/api/v1/notifications?limit=2&min_id=" + ids[len(ids)-1]); len(got) != 2 {
		t.Errorf("min_id gave %d", len(got))
	}
}

func TestGoToSocialLacksSomeEndpoints(t *testing.T) {
	c := goToSocial(t)
	id := c.Arrive(mention("hi"))
	for _, path := range []string{"/api/v1/statuses?id[]=" + id, "/api/v1/statuses/" + id + "/history", "/api/v1/streaming/health", "/api/v1/streaming/user"} {
		if a := c.do("GET", path, nil); a.status != 404 {
			t.Errorf("%s: %d, want 404", path, a.status)
		}
	}
	if v2 := c.do("GET", "/api/v2/instance", nil).body; !strings.Contains(v2, "gotosocial") || strings.Contains(v2, "api_versions") {
		t.Errorf("the instance doesn't tell what it is: %s", v2)
	}
}

func TestGoToSocialRefusesClientsWithoutAName(t *testing.T) {
	c := goToSocial(t)
	for agent, want := range map[string]int{"": 418, "Go-http-client/1.1": 403, "Vigie/1.0": 200} {
		c.agent = agent
		if a := c.do("GET", "/api/v2/instance", nil); a.status != want {
			t.Errorf("%q: %d, want %d", agent, a.status, want)
		}
	}
}

func TestGoToSocialTellsOnlyTheResetWhenItRefuses(t *testing.T) {
	c := serve(t, mastodon.Options{Flavour: mastodon.GoToSocial, Limits: []mastodon.Limit{{Requests: 1, Per: time.Hour}}})
	if a := c.do("GET", "/api/v1/notifications", nil); a.header.Get("X-RateLimit-Remaining") != "0" {
		t.Errorf("%v", a.header)
	}
	a := c.do("GET", "/api/v1/notifications", nil)
	if a.status != 429 || a.header.Get("X-RateLimit-Reset") == "" || a.header.Get("X-RateLimit-Remaining") != "" || a.header.Get("X-RateLimit-Limit") != "" {
		t.Errorf("%d %v", a.status, a.header)
	}
}
