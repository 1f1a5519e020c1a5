package mastodon

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/mastodon"
	"vigie/inbox"
)

func TestAReplyIsNeverWiderThanWhatItAnswers(t *testing.T) {
	for parent, want := range map[string]string{
		"public": "public", "unlisted": "unlisted", "private": "direct", "direct": "direct", "mutuals_only": "direct", "list": "direct",
	} {
		p := us.post(parse(t, with(map[string]any{"visibility": parent})), inbox.Text{})
		if got := visibility(p); got != want {
			t.Errorf("%s is answered %s", parent, got)
		}
	}
	if got := visibility(inbox.Post{}); got != "unlisted" {
		t.Errorf("a public post of which no more is known is answered %s", got)
	}
	if got := visibility(inbox.Post{Private: true, Extra: map[string]string{extraVisibility: "public"}}); got != "direct" {
		t.Errorf("a private post is answered %s", got)
	}
}

func TestAReplyOpensWithThoseItAnswers(t *testing.T) {
	crowd := strings.Join([]string{"a", "b", "c", "d", "e", "f"}, " ")
	for _, test := range []struct {
		post inbox.Post
		want string
	}{
		{inbox.Post{Extra: map[string]string{extraAcct: "zoe@social.example"}}, "@zoe@social.example "},
		{inbox.Post{Extra: map[string]string{extraAcct: "zoe", extraMentions: "omar karim@x.example"}}, "@zoe @omar @karim@x.example "},
		{inbox.Post{Ours: true, Extra: map[string]string{extraAcct: "townhall", extraMentions: "zoe"}}, "@zoe "},
		{inbox.Post{Extra: map[string]string{extraAcct: "zoe", extraMentions: crowd}}, "@zoe "},
		{inbox.Post{Extra: map[string]string{extraAcct: "z\x1b[2Joe"}}, ""},
		{inbox.Post{}, ""},
	} {
		if got := (member{}).Opening(test.post, false); got != test.want {
			t.Errorf("%v opens with %q, not %q", test.post.Extra, got, test.want)
		}
	}
	if got := (member{}).Opening(inbox.Post{Extra: map[string]string{extraAcct: "zoe", extraMentions: "omar"}}, true); got != "@zoe " {
		t.Errorf("a whisper opens with %q", got)
	}
}

func TestAPrivateMessageIsAnsweredInPrivate(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	remote := w.Arrive(emulator.Post{Author: zoe, Text: "entre nous", Private: true, Lang: "fr"})
	posts, _, _ := w.read(c, "")
	on := w.get(posts, remote)

	_, err := c.Reply(t.Context(), connectors.Action{On: on, Text: inbox.Clean("bien reçu"), Key: "1", First: time.Now()})
	if !errors.Is(err, connectors.ErrRefused) || !strings.Contains(err.Error(), "begin it with @zoe@social.example") || len(w.Sent()) != 0 {
		t.Errorf("a private reply that reaches nobody: %v", err)
	}
	receipt, err := c.Reply(t.Context(), connectors.Action{On: on, Text: inbox.Clean(c.Opening(on, false) + "bien reçu"), Key: "2", First: time.Now()})
	if err != nil || !receipt.Post.Private {
		t.Fatalf("%+v, %v", receipt, err)
	}
	for _, st := range w.Statuses() {
		if st.ID == receipt.Remote && st.Visibility != "direct" {
			t.Errorf("the reply is %s", st.Visibility)
		}
	}
}

func TestAReplyRepeatsTheWarningAndIsInTheLanguageOfItsAccount(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	remote := w.Arrive(says(zoe, "@townhall fuite de gaz", ""))
	posts, _, _ := w.read(c, "")
	on := w.get(posts, remote)
	on.Extra[extraSpoiler] = "gaz"
	receipt, err := c.Reply(t.Context(), connectors.Action{On: on, Text: inbox.Clean("@zoe@social.example nous venons"), Key: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if p := receipt.Post; on.Lang != "fr" || p.Lang != "en" || p.Text.String() != "CW: gaz\n@zoe nous venons" {
		t.Errorf("the reply is %q in %q", p.Text, p.Lang)
	}
}

func TestWhatTheServerRefusesComesWithItsWords(t *testing.T) {
	w := serve(t, platform.Options{MaxCharacters: 20})
	c := w.member()
	remote := w.Arrive(says(zoe, "@townhall ?", ""))
	posts, _, _ := w.read(c, "")
	a := connectors.Action{On: w.get(posts, remote), Text: inbox.Clean(strings.Repeat("non ", 20)), Key: "1"}
	var trouble *connectors.Trouble
	if _, err := c.Reply(t.Context(), a); !errors.As(err, &trouble) || trouble.Kind != connectors.Refused || !strings.Contains(trouble.Words, "character limit of 20") || trouble.Unsure {
		t.Errorf("%v", err)
	}
	w.Remove(remote)
	a.Text = inbox.Clean("oui")
	if _, err := c.Reply(t.Context(), a); !errors.Is(err, connectors.ErrGone) {
		t.Errorf("a reply to what is gone: %v", err)
	}
}

func TestAnAnswerThatSaysNothingOfTheReplyIsUnsure(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	remote := w.Arrive(says(zoe, "@townhall ?", ""))
	posts, _, _ := w.read(c, "")
	for _, body := range []string{`{}`, `{"id":"1"}`, `null`, `[]`, `<html>`} {
		w.Fault(emulator.Fault{Match: "POST", Times: 1, Body: body})
		_, err := c.Reply(t.Context(), connectors.Action{On: w.get(posts, remote), Text: inbox.Clean("oui"), Key: "1"})
		var trouble *connectors.Trouble
		if !errors.As(err, &trouble) || !trouble.Unsure || trouble.Kind != connectors.Malformed {
			t.Errorf("after %s: %v", body, err)
		}
	}
}

func TestOnlyMastodonIsTrustedWithAKey(t *testing.T) {
	for flavour, want := range map[string]time.Duration{platform.Mastodon: remembers, platform.GoToSocial: 0} {
		w := serve(t, platform.Options{Flavour: flavour})
		c := w.member()
		if c.Remembers() != 0 {
			t.Error("before the server told what it is, it is trusted")
		}
		if _, err := c.Check(t.Context()); err != nil || c.Remembers() != want {
			t.Errorf("%s remembers a key for %v; %v", flavour, c.Remembers(), err)
		}
	}
	for source, want := range map[string]bool{
		"https://github.com/mastodon/mastodon": true, "https://github.com/mastodon/mastodon/tree/v4.5.2": true, "https://github.com/glitch-soc/mastodon": true,
		"https://github.com/mastodon/mastodon-fork": false, "https://git.pleroma.social/pleroma/pleroma": false, "": false,
	} {
		if isMastodon(source) != want {
			t.Errorf("what comes from %q is Mastodon: %v", source, !want)
		}
	}
}

func TestLookingForAReplyWhoseAnswerWasLost(t *testing.T) {
	nothing := func(string) bool { return false }
	w := serve(t, platform.Options{Flavour: platform.GoToSocial})
	c := w.member()
	remote := w.Arrive(says(zoe, "@townhall ?", ""))
	posts, _, _ := w.read(c, "")
	text := "@zoe@social.example voyez https://city.example/travaux/rue-de-la-paix-du-3-au-17-mars\n\net  merci & à bientôt"
	a := connectors.Action{On: w.get(posts, remote), Text: inbox.Clean(text), Key: "1", First: time.Now()}

	other := w.OwnReply(remote, "@zoe@social.example autre chose")
	if found, sure, err := c.Find(t.Context(), a, nothing); found != nil || sure || err != nil {
		t.Errorf("beside another answer of ours: %v, sure %v, %v", found, sure, err)
	}
	if found, sure, err := c.Find(t.Context(), a, func(id string) bool { return id == other }); found != nil || !sure || err != nil {
		t.Errorf("beside an answer that is known: %v, sure %v, %v", found, sure, err)
	}
	own := w.OwnReply(remote, text)
	if found, sure, err := c.Find(t.Context(), a, nothing); err != nil || !sure || found == nil || found.Remote != own {
		t.Errorf("the answer %s as the server shows it: %v, sure %v, %v", own, found, sure, err)
	}
	a.First = time.Now().Add(time.Hour)
	if found, sure, err := c.Find(t.Context(), a, nothing); found != nil || !sure || err != nil {
		t.Errorf("an answer from before the attempt: %v, sure %v, %v", found, sure, err)
	}
}

func TestALookThatDoesNotReachTheAttemptIsNotSure(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	a := connectors.Action{On: inbox.Post{Remote: "1"}, Text: inbox.Clean("oui"), First: time.Now()}
	for i := range mostToFind*statusesPage + 1 {
		w.OwnPost(fmt.Sprint(i))
	}
	if found, sure, err := c.Find(t.Context(), a, func(string) bool { return false }); found != nil || sure || err != nil {
		t.Errorf("%v, sure %v, %v", found, sure, err)
	}
}

func TestAReplyIsTakenBackOnce(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	a := connectors.Action{On: inbox.Post{Remote: w.OwnPost("pardon"), Ours: true}}
	for range 2 { // gone already is as good
		receipt, err := c.Retract(t.Context(), a)
		if err != nil || receipt.Now == nil || receipt.Now.Visibility != inbox.Deleted {
			t.Fatalf("%+v, %v", receipt, err)
		}
	}
	if n := len(w.Statuses()); n != 0 {
		t.Errorf("%d statuses are left", n)
	}
}

func TestAReportNamesThePostAndSaysWhy(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	remote := w.Arrive(says(zoe, "@townhall insultes", ""))
	posts, _, _ := w.read(c, "")
	if _, err := c.Report(t.Context(), connectors.Action{On: w.get(posts, remote), Text: inbox.Clean("injures")}); err != nil {
		t.Fatal(err)
	}
	if sent := w.Sent(); len(sent) != 1 || sent[0].Target != zoe.ID+" "+remote || sent[0].Text != "injures" {
		t.Errorf("%+v", sent)
	}
}

func TestLengthsAreThoseThatTheServerCounts(t *testing.T) {
	compatible := us
	compatible.mastodon = false
	for _, test := range []struct {
		warning, text    string
		mastodon, others int
	}{
		{"", "", 0, 0},
		{"", "été", 3, 3},
		{"", "👩‍👩‍👧‍👦", 1, 7},
		{"", "e\u0301", 1, 2},
		{"", "https://example.com/" + strings.Repeat("a", 100), 23, 120},
		{"", "voir http://a.example/b, puis (https://c.example/d).", len("voir ") + 23 + len(", puis (") + 23 + len(")."), 52},
		{"", "@zoe@social.example @omar oui", len("@zoe @omar oui"), 29},
		{"", "moi@mail.example", 16, 16},
		{"gaz", "non", 6, 6},
		{"https://example.com/", "", 20, 20},
	} {
		if got := us.length(test.warning, test.text); got != test.mastodon {
			t.Errorf("Mastodon counts %q as %d, not %d", test.text, test.mastodon, got)
		}
		if got := compatible.length(test.warning, test.text); got != test.others {
			t.Errorf("others count %q as %d, not %d", test.text, test.others, got)
		}
	}
}

func TestTheLimitIsTheServersOwn(t *testing.T) {
	for flavour := range map[string]bool{platform.Mastodon: true, platform.GoToSocial: true} {
		c := serve(t, platform.Options{Flavour: flavour, MaxCharacters: 5000}).member()
		if _, most := c.Limit(inbox.Post{}, ""); most != 0 {
			t.Errorf("%s: before it told, its limit is %d", flavour, most)
		}
		if _, err := c.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, most := c.Limit(inbox.Post{}, ""); most != 5000 {
			t.Errorf("%s: its limit is %d", flavour, most)
		}
	}
}
