package mastodon

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/connectors"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/mastodon"
	"vigie/inbox"
)

func TestCheckSaysWhoWeAre(t *testing.T) {
	for _, v2 := range []bool{true, false} {
		w := serve(t, platform.Options{})
		if !v2 {
			w.Fault(emulator.Fault{Match: "/api/v2/instance", Status: 404})
		}
		account, err := w.member().Check(t.Context())
		want := connectors.Account{ID: w.Account().ID, Handle: "@townhall@city.example", URL: "https://city.example/@townhall", Followers: 1200}
		if err != nil || account != want {
			t.Errorf("instance v2 %v: %+v, %v", v2, account, err)
		}
	}
}

func TestAServerThatTellsNothingOfItselfIsReadAllTheSame(t *testing.T) {
	w := serve(t, platform.Options{})
	w.Fault(emulator.Fault{Match: "/api/v2/instance", Status: 404})
	w.Fault(emulator.Fault{Match: "/api/v1/instance", Status: 404})
	c := w.member()
	account, err := c.Check(t.Context())
	if err != nil || !strings.HasPrefix(account.Handle, "@townhall@127.0.0.1") || c.Remembers() != 0 {
		t.Errorf("%+v, %v; a key is remembered for %v", account, err, c.Remembers())
	}
}

func TestATokenThatMayTooLittleIsSaid(t *testing.T) {
	for _, test := range []struct {
		scopes   []string
		warning  string
		readOnly bool
	}{
		{[]string{"read", "write"}, "<nil>", false},
		{[]string{"read", "write:statuses", "write:favourites"}, "the token lacks write:mutes, write:blocks, write:reports: make one with the rights read and write", false},
		{[]string{"read"}, "the token lacks write:statuses, write:favourites, write:mutes, write:blocks, write:reports: make one with the rights read and write", true},
	} {
		w := serve(t, platform.Options{Scopes: test.scopes})
		c := w.member()
		account, err := c.Check(t.Context())
		if err != nil || fmt.Sprint(account.Warning) != test.warning || account.ReadOnly != test.readOnly {
			t.Errorf("%v: %+v, %v", test.scopes, account, err)
		}
		if can := connectors.Capabilities(c); (len(can) == 0) != test.readOnly {
			t.Errorf("%v: it can %v", test.scopes, can)
		}
	}
}

func TestATokenWithoutSearchIsSaidWhereThereAreSearches(t *testing.T) {
	w := serve(t, platform.Options{Scopes: []string{"read:accounts", "read:statuses", "read:notifications", "write"}})
	account, err := w.open("token", map[string][]string{"searches": {"acme"}}).Check(t.Context())
	if err != nil || fmt.Sprint(account.Warning) != "the token lacks read:search: make one with the rights read and write" {
		t.Errorf("%+v, %v", account, err)
	}
}

func TestHashtagsThatOnlyMembersSeeAskForAToken(t *testing.T) {
	w := serve(t, platform.Options{})
	w.Fault(emulator.Fault{Match: "/api/v1/timelines/tag", Status: 401, Body: `{"error":"This method requires an authenticated user"}`})
	_, err := w.open("", map[string][]string{"hashtags": {"acme"}}).Check(t.Context())
	if !errors.Is(err, connectors.ErrUnauthorised) || !strings.Contains(err.Error(), "give the channel an access token") {
		t.Errorf("%v", err)
	}
}

func TestWithoutAnAccountAChannelOnlyReads(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.open("", map[string][]string{"hashtags": {"#acme"}})
	if can := connectors.Capabilities(c); len(can) != 0 {
		t.Errorf("it can %v", can)
	}
	if _, streams := c.(connectors.Streamer); streams {
		t.Error("it streams: servers want an account for that")
	}
}

func TestSettingsThatCanNotWorkAreRefused(t *testing.T) {
	channel := func(lists map[string][]string) connectors.Config {
		return connectors.Config{Channel: inbox.Channel{Lists: lists}}
	}
	for _, test := range []struct {
		c    connectors.Config
		want error
	}{
		{channel(nil), errNothing},
		{channel(map[string][]string{"hashtags": {"#", ""}}), errNothing},
		{channel(map[string][]string{"searches": {"acme"}, "hashtags": {"acme"}}), errSearch},
	} {
		c, want := test.c, test.want
		c.Channel.Settings = map[string]string{"url": "https://city.example"}
		if _, err := Kind().New(c); !errors.Is(err, want) {
			t.Errorf("%v, not %v", err, want)
		}
	}
	for name, values := range map[string]map[string]bool{
		"url":      {"https://city.example": true, "https://city.example/": true, "http://127.0.0.1:3000": true, "city.example": false, "https://city.example/@townhall": false, "ftp://x": false},
		"hashtags": {"acme": true, "#acme": true, "élan_2026": true, "": false, "#": false, "a b": false, "a/b": false},
	} {
		option, _ := Kind().Option(name)
		for value, good := range values {
			if err := option.Check(value); (err == nil) != good {
				t.Errorf("%s = %q: %v", name, value, err)
			}
		}
	}
}

func TestTheTokenIsNeverShown(t *testing.T) {
	w := serve(t, platform.Options{Token: "s3cret-token"})
	w.Fault(emulator.Fault{Status: 422, Body: `{"error":"no luck with s3cret-token"}`})
	_, err := w.open("s3cret-token", nil).Check(t.Context())
	if err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("%v", err)
	}
	option, _ := Kind().Option("secret")
	if !option.Secret || slices.ContainsFunc(Kind().Options, func(o connectors.Option) bool { return o.Secret && o.Required }) {
		t.Error("the token is a secret that may be left out")
	}
}
