package mastodon

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"vigie/inbox"
)

// us is a server where our account is townhall, 14715.
var us = server{domain: "city.example", us: "14715", mastodon: true}

// whole is a status with all that is read of one.
const whole = `{"id":"115103186126728896","created_at":"2026-11-20T07:49:01.000Z","edited_at":"2026-11-20T08:00:00.000Z",
	"in_reply_to_id":"115103180382094780","in_reply_to_account_id":"14715","spoiler_text":"travaux","visibility":"unlisted","language":"fr",
	"url":"https://social.example/@zoe/1151","replies_count":3,"favourites_count":1,"favourited":true,
	"content":"<p><span class=\"h-card\"><a href=\"https://city.example/@townhall\" class=\"u-url mention\">@<span>townhall</span></a></span> la rue est fermée ?</p>",
	"account":{"id":"971724","username":"zoe","acct":"zoe@social.example","display_name":"Zoé","bot":true,"created_at":"2024-03-02T00:00:00.000Z",
		"followers_count":87,"fields":[{"name":"Site","value":"<a href=\"https://zoe.example/\"><span class=\"invisible\">https://</span>zoe.example/</a>","verified_at":"2026-01-05T10:00:00.000+00:00"},{"name":"Pronouns","value":"elle"},{"name":"Old","value":"javascript:x","verified_at":null}]},
	"media_attachments":[{"id":"22","type":"image","url":"https://files.example/m.jpg","description":"Barrières"}],
	"mentions":[{"id":"14715","acct":"townhall"},{"id":"3","acct":"omar"},{"id":"971724","acct":"zoe@social.example"},{"id":"4","acct":"e\u001b[2Jvil"}]}`

func parse(t *testing.T, raw string) status {
	t.Helper()
	st, err := parseStatus(json.RawMessage(raw))
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestAStatusBecomesAPost(t *testing.T) {
	p := us.post(parse(t, whole), inbox.CleanLine("#rue"))
	if len(p.Digest) != 32 {
		t.Errorf("the digest is %q", p.Digest)
	}
	p.Digest = ""
	want := inbox.Post{
		Remote: "115103186126728896", Parent: "115103180382094780", Thread: "115103180382094780", Kind: inbox.Reply,
		Author: inbox.Author{
			ID: "971724", Handle: inbox.CleanLine("zoe@social.example"), Name: inbox.CleanLine("Zoé"), Followers: 87,
			Since: time.Date(2024, 3, 2, 0, 0, 0, 0, time.UTC), Bot: true, Verified: true,
			Links: []inbox.Link{{Name: inbox.CleanLine("Site"), URL: inbox.CleanLine("https://zoe.example/"), Verified: true}},
		},
		Text: inbox.Clean("CW: travaux\n@townhall la rue est fermée ?"), Lang: "fr", URL: inbox.CleanLine("https://social.example/@zoe/1151"),
		Origin: "social.example/users/zoe/statuses/1151",
		Media:  []inbox.Media{{Type: "image", URL: inbox.CleanLine("https://files.example/m.jpg"), Alt: inbox.Clean("Barrières")}},
		Posted: time.Date(2026, 11, 20, 7, 49, 1, 0, time.UTC), Edited: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), Liked: true,
		Extra: map[string]string{"visibility": "unlisted", "spoiler": "travaux", "acct": "zoe@social.example", "mentions": "omar"},
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("got  %+v\nwant %+v", p, want)
	}
}

// with is a small status with some members changed.
func with(members map[string]any) string {
	all := map[string]any{
		"id": "9", "created_at": "2026-11-20T07:49:01.000Z", "visibility": "public", "content": "<p>bonjour</p>",
		"account": map[string]any{"id": "7", "acct": "karim"},
	}
	for name, value := range members {
		all[name] = value
	}
	raw, _ := json.Marshal(all)
	return string(raw)
}

func TestAPostIsOfTheKindThatItIsToUs(t *testing.T) {
	named := []map[string]any{{"id": "14715", "acct": "townhall"}}
	ours := map[string]any{"id": "14715", "acct": "townhall"}
	for name, test := range map[string]struct {
		members map[string]any
		kind    inbox.Kind
		private bool
		found   string
	}{
		"found":                    {nil, inbox.Match, false, "#acme"},
		"names us":                 {map[string]any{"mentions": named}, inbox.Mention, false, ""},
		"answers us":               {map[string]any{"in_reply_to_id": "1", "in_reply_to_account_id": "14715"}, inbox.Reply, false, ""},
		"answers another":          {map[string]any{"in_reply_to_id": "1", "in_reply_to_account_id": "8", "mentions": named}, inbox.Mention, false, ""},
		"to us alone":              {map[string]any{"visibility": "direct", "mentions": named}, inbox.Message, true, ""},
		"to their followers":       {map[string]any{"visibility": "private", "mentions": named}, inbox.Mention, true, ""},
		"unlisted":                 {map[string]any{"visibility": "unlisted"}, inbox.Match, false, "#acme"},
		"of a new visibility":      {map[string]any{"visibility": "mutuals_only"}, inbox.Match, true, "#acme"},
		"of no visibility":         {map[string]any{"visibility": nil}, inbox.Match, true, "#acme"},
		"ours":                     {map[string]any{"account": ours}, inbox.Comment, false, ""},
		"ours, an answer":          {map[string]any{"account": ours, "in_reply_to_id": "1", "in_reply_to_account_id": "8"}, inbox.Reply, false, ""},
		"ids that are numbers":     {map[string]any{"in_reply_to_id": 1, "in_reply_to_account_id": 14715}, inbox.Reply, false, ""},
		"an answer to itself":      {map[string]any{"in_reply_to_id": "9"}, inbox.Match, false, "#acme"},
		"no account that it names": {map[string]any{"mentions": []map[string]any{{"acct": "townhall"}}}, inbox.Match, false, "#acme"},
	} {
		p := us.post(parse(t, with(test.members)), inbox.CleanLine("#acme"))
		if p.Kind != test.kind || p.Private != test.private || p.Found.String() != test.found {
			t.Errorf("%s: a %s, private %v, found by %q", name, p.Kind, p.Private, p.Found)
		}
		if p.Parent == p.Remote || p.Thread == "" {
			t.Errorf("%s: parent %q, thread %q", name, p.Parent, p.Thread)
		}
	}
}

func TestOddStatusesAreReadAsFarAsTheyGo(t *testing.T) {
	for name, members := range map[string]map[string]any{
		"an id that is a number":    {"id": 9},
		"counts that are text":      {"replies_count": "12", "account": map[string]any{"id": 7, "acct": "karim", "followers_count": "many"}},
		"counts beyond reason":      {"replies_count": 1e300, "account": map[string]any{"id": "7", "acct": "karim", "followers_count": -5}},
		"everything null":           {"content": nil, "language": nil, "mentions": nil, "media_attachments": nil, "edited_at": nil, "in_reply_to_id": nil, "url": nil},
		"a language that is none":   {"language": strings.Repeat("x", 5000)},
		"a date of edit that isn't": {"edited_at": "yesterday"},
		"members of the future":     {"holograms": []any{map[string]any{"depth": 3}}},
		"a content without end":     {"content": strings.Repeat("<p>x", 500_000)},
	} {
		p := us.post(parse(t, with(members)), inbox.Text{})
		if p.Remote != "9" || p.Author.ID != "7" || p.Author.Followers < -1 || !p.Edited.IsZero() || p.Lang != "" {
			t.Errorf("%s: %+v", name, p.Author)
		}
	}
}

func TestAStatusThatLacksWhatEveryPostNeedsIsNamedInAnError(t *testing.T) {
	for _, raw := range []string{
		with(map[string]any{"account": nil}), with(map[string]any{"account": "karim"}), with(map[string]any{"account": map[string]any{}}),
		with(map[string]any{"created_at": nil}), with(map[string]any{"created_at": "soon"}), with(map[string]any{"created_at": "0001-01-01T00:00:00Z"}),
		with(map[string]any{"content": []int{1}}), with(map[string]any{"mentions": "all"}), with(map[string]any{"created_at": 1_700_000_000}),
	} {
		if _, err := parseStatus(json.RawMessage(raw)); err == nil || !strings.Contains(err.Error(), "post 9 ") {
			t.Errorf("%s: %v", raw, err)
		}
	}
	for _, raw := range []string{
		with(map[string]any{"id": nil}), with(map[string]any{"id": ""}), with(map[string]any{"id": true}), with(map[string]any{"id": []int{9}}),
		with(map[string]any{"id": strings.Repeat("9", 300)}), `"text"`, `[]`, `null`, `17`,
	} {
		if _, err := parseStatus(json.RawMessage(raw)); err == nil || !strings.Contains(err.Error(), "without id") {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestTheDigestChangesWithWhatTheAuthorWroteAlone(t *testing.T) {
	digest := func(members map[string]any) string { return us.post(parse(t, with(members)), inbox.Text{}).Digest }
	before := digest(nil)
	picture := func(alt, url string) map[string]any {
		return map[string]any{"media_attachments": []any{map[string]any{"id": "1", "url": url, "description": alt}}}
	}
	for name, members := range map[string]map[string]any{
		"counters": {"replies_count": 5, "favourites_count": 9}, "our like": {"favourited": true}, "the author's name": {"account": map[string]any{"id": "7", "acct": "karim", "display_name": "K."}},
	} {
		if digest(members) != before {
			t.Errorf("%s changed the digest", name)
		}
	}
	for name, members := range map[string]map[string]any{
		"the text": {"content": "<p>bonsoir</p>"}, "invisible markup": {"content": "<p>bonjour</p><br>"}, "the warning": {"spoiler_text": "x"},
		"the date of the edit": {"edited_at": "2026-11-20T08:00:00.000Z"}, "a picture": picture("", "a"),
	} {
		if digest(members) == before {
			t.Errorf("%s didn't change the digest", name)
		}
	}
	if digest(picture("a cat", "a")) != digest(picture("a cat", "b")) || digest(picture("a cat", "a")) == digest(picture("a dog", "a")) {
		t.Error("of a picture its description counts, not where it lies")
	}
}

func TestTheOriginalIsKeptWhereCleaningTookSomething(t *testing.T) {
	for content, kept := range map[string]bool{
		"<p>caf\u00e9 <b>noir</b> &amp; lait</p>":    false,
		"<p>a\u202eb</p>":                            true,
		"<p>a&#x202e;b</p>":                          true,
		"<p>" + strings.Repeat("é", 40_000) + "</p>": true,
	} {
		p := us.post(parse(t, with(map[string]any{"content": content})), inbox.Text{})
		if (p.Original != "") != kept || len(p.Original) > inbox.MaxText || !utf8.ValidString(p.Original) {
			t.Errorf("%.20q: an original of %d bytes", content, len(p.Original))
		}
	}
}

func TestIDsAreOrderedByAge(t *testing.T) {
	for _, pair := range [][2]string{{"9", "10"}, {"115103186126728896", "115103186126728897"}, {"01ARZ3NDEKTSV4RRFFQ69G5FAV", "01BX5ZZKBKACTAV9WEVGEMMVRZ"}} {
		if compare(pair[0], pair[1]) >= 0 || compare(pair[1], pair[0]) <= 0 || compare(pair[0], pair[0]) != 0 {
			t.Errorf("%s is older than %s", pair[0], pair[1])
		}
	}
}

// Whatever a server sends, a status is a sound post or an error that says which.
func FuzzStatus(f *testing.F) {
	f.Add(whole)
	f.Add(with(nil))
	f.Add(`{"id":1e400,"account":{"id":"\u0000"},"created_at":"2026-11-20T07:49:01Z"}`)
	f.Add(`{"id":"../../x","visibility":"direct","account":{"acct":"@@"},"created_at":"2026-11-20T07:49:01+14:00"}`)
	f.Fuzz(func(t *testing.T, raw string) {
		if !json.Valid([]byte(raw)) {
			return
		}
		e := us.notified(json.RawMessage(`{"id":"1","type":"mention","status":` + raw + `}`))
		if (e.post == nil) == (e.err == nil) && raw != "null" && strings.TrimSpace(raw) != "null" {
			t.Fatalf("neither a post nor an error: %+v", e)
		}
		if e.err != nil && inbox.Clean(e.err.Error()).String() != e.err.Error() {
			t.Errorf("the error isn't clean: %q", e.err)
		}
		if e.post == nil {
			return
		}
		p := *e.post
		if p.Remote == "" || p.Author.Key() == "" || p.Posted.Location() != time.UTC || !p.Kind.Valid() || p.Parent == p.Remote || p.Author.Followers < -1 {
			t.Errorf("%+v", p)
		}
		if m := (member{&reader{learned: &us}}); inbox.Clean(m.Opening(p, false)).String() != m.Opening(p, false) || p.Private && visibility(p) != "direct" {
			t.Errorf("a reply would begin %q, and be %s", m.Opening(p, false), visibility(p))
		}
	})
}
