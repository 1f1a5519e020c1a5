package mastodon_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/mastodon"
)

func TestOnlyAMentionNotifies(t *testing.T) {
	c := serve(t, mastodon.Options{})
	ours := c.OwnPost("The street is closed")
	silent := c.Arrive(emulator.Post{Author: zoe, Text: "Why?", Parent: ours})
	if got := c.list("/api/v1/notifications"); len(got) != 0 {
		t.Errorf("a reply without a mention notified: %v", texts(got))
	}
	if st := c.one("GET", "/api/v1/statuses/"+ours, nil); st.Replies != 1 {
		t.Errorf("replies_count %d, want 1: it is all that tells of a silent reply", st.Replies)
	}
	c.Arrive(emulator.Post{Author: zoe, Text: "@townhall@city.example why?", Parent: silent})
	got := c.list("/api/v1/notifications")
	if len(got) != 1 || got[0].Type != "mention" || *got[0].Status.InReplyToID != silent || got[0].Account.Acct != "zoe@social.example" {
		t.Errorf("%+v", got)
	}
}

func TestAnEditNotifiesOnlyWhereItMentionsUsForTheFirstTime(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(emulator.Post{Author: zoe, Text: "Hello"})
	for _, text := range []string{"Hello all", "Hello @townhall", "Hello again @townhall"} {
		c.Edit(id, text)
	}
	if got := c.list("/api/v1/notifications"); len(got) != 1 || texts(got) != "Hello again @townhall" || got[0].Status.EditedAt == nil {
		t.Errorf("%+v", got)
	}
}

func TestCursorsWalkAsMastodonsDo(t *testing.T) {
	c := serve(t, mastodon.Options{})
	for i := range 5 {
		c.Arrive(mention(fmt.Sprint(i)))
	}
	all := c.list("/api/v1/notifications")
	if texts(all) != "4,3,2,1,0" {
		t.Fatalf("newest first, got %s", texts(all))
	}
	first, last := all[4].ID, all[0].ID
	for _, test := range []struct{ why, query, want string }{
		{"min_id walks forward from the id", "min_id=" + first + "&limit=2", "2,1"},
		{"since_id skips the middle", "since_id=" + first + "&limit=2", "4,3"},
		{"max_id walks back", "max_id=" + last + "&limit=2", "3,2"},
		{"both ends bound a page", "min_id=" + first + "&max_id=" + last + "&limit=9", "3,2,1"},
		{"min_id wins over since_id", "min_id=" + first + "&since_id=" + all[1].ID + "&limit=1", "1"},
		{"min_id 0 is the beginning", "min_id=0&limit=2", "1,0"},
		{"nothing is newer than the newest", "min_id=" + last, ""},
		{"a limit that is no number is 0", "limit=many", ""},
		{"a negative limit is made positive", "limit=-2", "4,3"},
	} {
		if got := texts(c.list("/api/v1/notifications?" + test.query)); got != test.want {
			t.Errorf("%s: %s gave %s, want %s", test.why, test.query, got, test.want)
		}
	}
}

func TestMinIDWalksThroughEverythingWhateverThePage(t *testing.T) {
	c := serve(t, mastodon.Options{})
	want := ""
	for i := range 13 {
		c.Arrive(mention(fmt.Sprint(i)))
		want += fmt.Sprint(i, ";")
	}
	for _, limit := range []int{1, 2, 5, 12, 13, 14} {
		got, cursor := "", "0"
		for {
			page := c.list(fmt.Sprintf("/api/v1/notifications?min_id=%s&limit=%d", cursor, limit))
			if len(page) == 0 {
				break
			}
			for _, n := range slices.Backward(page) {
				got += texts([]item{n}) + ";"
			}
			cursor = page[0].ID
		}
		if got != want {
			t.Errorf("pages of %d: %s", limit, got)
		}
	}
}

func TestPagesHaveADefaultAndAMost(t *testing.T) {
	c := serve(t, mastodon.Options{})
	for i := range 100 {
		c.Arrive(mention(fmt.Sprint(i)))
	}
	for query, want := range map[string]int{"": 40, "?limit=80": 80, "?limit=500": 80} {
		if got := len(c.list("/api/v1/notifications" + query)); got != want {
			t.Errorf("%q: %d notifications, want %d", query, got, want)
		}
	}
	small := serve(t, mastodon.Options{MaxPage: 3})
	for i := range 9 {
		small.Arrive(mention(fmt.Sprint(i)))
	}
	if got := len(small.list("/api/v1/notifications?limit=80")); got != 3 {
		t.Errorf("MaxPage 3 gave %d", got)
	}
}

func TestTheLinkHeaderLeadsThroughAllPages(t *testing.T) {
	c := serve(t, mastodon.Options{})
	for i := range 5 {
		c.Arrive(mention(fmt.Sprint(i)))
	}
	var walked []string
	next := "/api/v1/notifications?limit=2&types[]=mention"
	for next != "" {
		a := c.do("GET", next, nil)
		walked = append(walked, texts(read[[]item](c, a)))
		next = ""
		for part := range strings.SplitSeq(a.header.Get("Link"), ", ") {
			if target, ok := strings.CutSuffix(part, `; rel="next"`); ok {
				next = strings.TrimPrefix(strings.Trim(target, "<>"), c.url)
			}
		}
	}
	if got := strings.Join(walked, "|"); got != "4,3|2,1|0|" {
		t.Errorf("walked %s", got)
	}
}

func TestTypesAreChosenAndLeftOut(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(mention("hello"))
	c.Notify("favourite", zoe, id)
	c.Notify("follow", zoe, "")
	c.Notify("brand_new_type", zoe, "")
	for query, want := range map[string]string{
		"":                                       "brand_new_type follow favourite mention",
		"?types[]=mention&types[]=follow":        "follow mention",
		"?exclude_types[]=mention":               "brand_new_type follow favourite",
		"?types=mention":                         "mention",
		"?account_id=971724&types[]=follow":      "follow",
		"?account_id=1":                          "",
		"?types[]=mention&exclude_types[]=poll":  "mention",
		"?types[]=mention&exclude_types[]=ment.": "mention",
	} {
		var kinds []string
		for _, n := range c.list("/api/v1/notifications" + query) {
			kinds = append(kinds, n.Type)
		}
		if got := strings.Join(kinds, " "); got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}

func TestFilteredMentionsAreHeldBackUnlessAskedFor(t *testing.T) {
	c := serve(t, mastodon.Options{})
	c.ArriveFiltered(mention("from a new account"))
	if got := c.list("/api/v1/notifications"); len(got) != 0 {
		t.Errorf("the policy let through %s", texts(got))
	}
	if got := texts(c.list("/api/v1/notifications?include_filtered=true")); got != "from a new account" {
		t.Errorf("include_filtered gave %q", got)
	}
}

func TestADeletedPostTakesItsNotificationWithIt(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(mention("hello"))
	reply := c.Arrive(emulator.Post{Author: zoe, Text: "@townhall more", Parent: id})
	c.Remove(id)
	if got := c.list("/api/v1/notifications"); texts(got) != "more" || got[0].Status.InReplyToID != nil {
		t.Errorf("%+v", got)
	}
	if a := c.do("GET", "/api/v1/statuses/"+id, nil); a.status != 404 {
		t.Errorf("a deleted post answers %d", a.status)
	}
	if st := c.one("GET", "/api/v1/statuses/"+reply, nil); st.InReplyToID != nil {
		t.Error("the reply still names its deleted parent")
	}
}

func TestNotificationsAreDismissed(t *testing.T) {
	c := serve(t, mastodon.Options{})
	c.Arrive(mention("hello"))
	id := c.list("/api/v1/notifications")[0].ID
	if n := c.one("GET", "/api/v1/notifications/"+id, nil); n.ID != id {
		t.Errorf("%+v", n)
	}
	c.do("POST", "/api/v1/notifications/"+id+"/dismiss", nil)
	if a := c.do("GET", "/api/v1/notifications/"+id, nil); a.status != 404 || len(c.list("/api/v1/notifications")) != 0 {
		t.Errorf("it is still there: %d", a.status)
	}
}

func TestRawIsVerbatimHoweverOdd(t *testing.T) {
	for _, status := range []string{
		`{"id":"1","account":null,"content":"x"}`,
		`{"id":18446744073709551616,"account":{"id":7},"created_at":"2999-01-01T00:00:00Z"}`,
		`[]`, `null`, `"text"`,
	} {
		c := serve(t, mastodon.Options{})
		c.Raw(status)
		got := read[[]map[string]json.RawMessage](c, c.do("GET", "/api/v1/notifications", nil))
		if len(got) != 1 || string(got[0]["status"]) != status {
			t.Errorf("%s became %s", status, got)
		}
	}
	c := serve(t, mastodon.Options{})
	c.Raw("no json")
	c.RawNotification(`{"type":7}`)
	if got := c.do("GET", "/api/v1/notifications", nil).body; !strings.HasPrefix(got, `[{"type":7},`) || !strings.Contains(got, `"status":"no json"`) {
		t.Error(got)
	}
}
