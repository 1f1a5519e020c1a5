package mastodon_test

import (
	"fmt"
	"testing"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/mastodon"
)

func post(text string) emulator.Post { return emulator.Post{Author: zoe, Text: text} }

func TestATagTimelineJoinsItsTags(t *testing.T) {
	c := serve(t, mastodon.Options{})
	c.ArriveTagged(post("1"), "acme")
	c.ArriveTagged(post("2 #Recall"), "Acme")
	c.ArriveTagged(post("3"), "recall")
	c.Arrive(emulator.Post{Author: zoe, Text: "4 #acme", Private: true})
	c.OwnPost("5 #acme")
	for query, want := range map[string]string{
		"acme":                     "5 #acme,2 #Recall #Acme,1 #acme",
		"acme?any[]=recall":        "5 #acme,3 #recall,2 #Recall #Acme,1 #acme",
		"acme?all[]=recall":        "2 #Recall #Acme",
		"acme?none[]=recall":       "5 #acme,1 #acme",
		"acme?local=true":          "5 #acme",
		"acme?remote=true&limit=1": "2 #Recall #Acme",
		"nothing":                  "",
	} {
		if got := texts(c.list("/api/v1/timelines/tag/" + query)); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestATagTimelineIsPagedByStatusIDs(t *testing.T) {
	c := serve(t, mastodon.Options{})
	var ids []string
	for i := range 50 {
		ids = append(ids, c.ArriveTagged(post(fmt.Sprint(i)), "acme"))
	}
	if got := c.list("/api/v1/timelines/tag/acme"); len(got) != 20 {
		t.Errorf("%d statuses, want 20", len(got))
	}
	if got := c.list("/api/v1/timelines/tag/acme?limit=80"); len(got) != 40 {
		t.Errorf("%d statuses, want 40 at most", len(got))
	}
	if got := texts(c.list("/api/v1/timelines/tag/acme?limit=2&min_id=" + ids[10])); got != "12 #acme,11 #acme" {
		t.Errorf("min_id gave %s", got)
	}
}

// A post that claims to be old still has the newest id: ids are the order of arrival on this server.
func TestIDsFollowArrivalNotTheClaimedDate(t *testing.T) {
	clock := newClock()
	c := serve(t, mastodon.Options{Now: clock.Now})
	first := c.ArriveTagged(post("new"), "acme")
	late := post("late")
	late.Posted = clock.Now().AddDate(0, 0, -2)
	c.ArriveTagged(late, "acme")
	got := c.list("/api/v1/timelines/tag/acme?min_id=" + first)
	if texts(got) != "late #acme" || got[0].CreatedAt != "2026-11-18T08:00:00.000Z" {
		t.Errorf("%+v", got)
	}
}

func TestSearchFindsWordsAndAddresses(t *testing.T) {
	c := serve(t, mastodon.Options{})
	c.Arrive(post("The Acme drill broke"))
	id := c.Arrive(post("my acme kettle"))
	c.Arrive(emulator.Post{Author: zoe, Text: "acme, between us", Private: true})
	search := func(query string) string {
		type found struct{ Statuses []item }
		return texts(read[found](c, c.do("GET", "/api/v2/search?"+query, nil)).Statuses)
	}
	for query, want := range map[string]string{
		"q=acme&type=statuses":         "my acme kettle,The Acme drill broke",
		"q=broke+acme&type=statuses":   "The Acme drill broke",
		"q=acme&type=statuses&limit=1": "my acme kettle",
		"q=acme&type=accounts":         "",
		"q=&type=statuses":             "",
		"q=https://social.example/@zoe/" + id + "&type=statuses&resolve=true": "my acme kettle",
	} {
		if got := search(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	bare := serve(t, mastodon.Options{NoSearch: true})
	bare.Arrive(post("acme"))
	type found struct{ Statuses []item }
	if got := read[found](bare, bare.do("GET", "/api/v2/search?q=acme&type=statuses", nil)); len(got.Statuses) != 0 {
		t.Errorf("a server without an index found %s", texts(got.Statuses))
	}
}

func TestOwnStatusesCanLeaveOutReplies(t *testing.T) {
	c := serve(t, mastodon.Options{})
	root := c.OwnPost("root")
	c.OwnReply(root, "reply")
	path := "/api/v1/accounts/" + c.Account().ID + "/statuses"
	if got := texts(c.list(path + "?exclude_reblogs=true")); got != "reply,root" {
		t.Errorf("got %s", got)
	}
	if got := texts(c.list(path + "?exclude_replies=true")); got != "root" {
		t.Errorf("got %s", got)
	}
	if sent := c.Sent(); len(sent) != 0 {
		t.Errorf("what was posted elsewhere is no effect of our side: %+v", sent)
	}
	if a := c.do("GET", "/api/v1/accounts/1/statuses", nil); a.status != 404 {
		t.Errorf("nobody's statuses: %d", a.status)
	}
}
