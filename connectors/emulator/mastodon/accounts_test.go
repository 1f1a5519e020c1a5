package mastodon_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/mastodon"
)

func TestAMuteIsSilentUntilItEnds(t *testing.T) {
	clock := newClock()
	c := serve(t, mastodon.Options{Now: clock.Now})
	c.Arrive(mention("1"))
	path := "/api/v1/accounts/" + zoe.ID
	if r := c.one("POST", path+"/mute", url.Values{"duration": {"3600"}}); !r.Muting {
		t.Error("not muted")
	}
	c.Arrive(mention("2"))
	if got := texts(c.list("/api/v1/notifications")); got != "1" {
		t.Errorf("a muted account notified: %s", got)
	}
	clock.Add(time.Hour)
	c.Arrive(mention("3"))
	if got := texts(c.list("/api/v1/notifications")); got != "3,1" {
		t.Errorf("after the mute: %s", got)
	}
	c.one("POST", path+"/mute", url.Values{"notifications": {"false"}})
	c.Arrive(mention("4"))
	if got := texts(c.list("/api/v1/notifications?limit=1")); got != "4" {
		t.Errorf("a mute that spares notifications: %s", got)
	}
	if r := c.one("POST", path+"/unmute", nil); r.Muting {
		t.Error("still muted")
	}
}

func TestABlockClearsWhatTheAccountSaid(t *testing.T) {
	c := serve(t, mastodon.Options{})
	c.Arrive(mention("1 #acme"))
	path := "/api/v1/accounts/" + zoe.ID
	if r := c.one("POST", path+"/block", nil); !r.Blocking {
		t.Error("not blocked")
	}
	c.Arrive(mention("2 #acme"))
	if got := c.list("/api/v1/notifications"); len(got) != 0 {
		t.Errorf("a blocked account notified: %s", texts(got))
	}
	if got := c.list("/api/v1/timelines/tag/acme"); len(got) != 0 {
		t.Errorf("a blocked account is listed: %s", texts(got))
	}
	c.one("POST", path+"/unblock", nil)
	if got := c.list("/api/v1/timelines/tag/acme"); len(got) != 2 {
		t.Errorf("after unblocking: %s", texts(got))
	}
	if r := c.list("/api/v1/accounts/relationships?id[]=" + zoe.ID + "&id[]=1"); len(r) != 1 || r[0].Blocking {
		t.Errorf("%+v", r)
	}
	if a := c.do("POST", "/api/v1/accounts/1/block", nil); a.status != 404 {
		t.Errorf("blocking nobody: %d", a.status)
	}
}

func TestReportsNameAnAccountAndItsPosts(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(mention("buy now"))
	other := c.Arrive(emulator.Post{Author: emulator.Author{Handle: "max@else.example"}, Text: "hi"})
	for _, test := range []struct {
		form   url.Values
		status int
	}{
		{url.Values{"account_id": {zoe.ID}, "status_ids[]": {id}, "category": {"spam"}, "comment": {"again"}}, 200},
		{url.Values{"account_id": {"1"}}, 404},
		{url.Values{"account_id": {zoe.ID}, "status_ids[]": {other}}, 404},
		{url.Values{"account_id": {zoe.ID}, "category": {"boring"}}, 422},
		{url.Values{"account_id": {zoe.ID}, "comment": {strings.Repeat("é", 1001)}}, 422},
	} {
		if a := c.do("POST", "/api/v1/reports", test.form); a.status != test.status {
			t.Errorf("%v: %d %s", test.form, a.status, a.body)
		}
	}
	sent := c.Sent()
	if len(sent) != 1 || sent[0].Action != "report" || sent[0].Target != zoe.ID+" "+id || sent[0].Text != "again" {
		t.Errorf("%+v", sent)
	}
}

func TestAnAuthorIsOneAccountHoweverOftenTheyPost(t *testing.T) {
	c := serve(t, mastodon.Options{})
	for range 3 {
		c.Arrive(emulator.Post{Author: emulator.Author{Handle: "@max@else.example", Name: "Max"}, Text: "@townhall hi"})
	}
	ids := map[string]bool{}
	for _, n := range c.list("/api/v1/notifications") {
		ids[n.Account.ID] = true
	}
	if len(ids) != 1 {
		t.Errorf("accounts %v", ids)
	}
}
