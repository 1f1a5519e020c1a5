package inbox

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC)

func TestAnArrivalIsKeptInWholeMillisecondsUTC(t *testing.T) {
	paris := time.FixedZone("CET", 3600)
	it := Arrive(Arrived{Channel: "blog", Brand: "acme", Post: Post{
		Remote: "1", Posted: time.Date(2026, 11, 16, 12, 59, 59, 999_999_999, paris),
	}}, noon.Add(time.Microsecond))
	if it.Posted != noon.Add(-time.Millisecond) || it.Arrived != noon || it.Order != noon.Add(-time.Millisecond).UnixMilli() {
		t.Errorf("posted %v, arrived %v, order %d", it.Posted, it.Arrived, it.Order)
	}
	if it.Version != 1 || it.Thread != "1" {
		t.Errorf("version %d of thread %q", it.Version, it.Thread)
	}
}

func TestWhatAnswersSomethingHangsFromItWhereNoRootIsTold(t *testing.T) {
	if it := Arrive(Arrived{Post: Post{Remote: "2", Parent: "1"}}, noon); it.Thread != "1" {
		t.Errorf("it hangs from %q", it.Thread)
	}
}

func TestMeetingAgain(t *testing.T) {
	base := Post{Remote: "1", Text: Clean("a"), Digest: "d1", Found: CleanLine("#acme"), Author: Author{ID: "k", Followers: 12}}
	answered := Triage{Status: Done, Answered: noon, AnsweredBy: "nadia"}
	with := func(t Triage, change func(*Triage)) Triage { change(&t); return t }
	for _, c := range []struct {
		name   string
		triage Triage
		ours   bool
		post   func(*Post)
		news   bool
		edited bool
		status Status
	}{
		{"the same digest tells nothing", answered, false, func(p *Post) { p.Text = Clean("b") }, false, false, Done},
		{"another visibility is news and no edit", answered, false, func(p *Post) { p.Digest = "d2"; p.Visibility = Hidden }, true, false, Done},
		{"an edit after our answer reopens", answered, false, func(p *Post) { p.Digest = "d2"; p.Text = Clean("b") }, true, true, Open},
		{"an edit of what was closed unanswered doesn't", Triage{Status: Done}, false, func(p *Post) { p.Digest = "d2"; p.Text = Clean("b") }, true, true, Done},
		{"a muted item stays done", with(answered, func(t *Triage) { t.Muted = true }), false, func(p *Post) { p.Digest = "d2"; p.Text = Clean("b") }, true, true, Done},
		{"on an escalated item it only shows", Triage{Status: Escalated, Department: "sav", Answered: noon}, false, func(p *Post) { p.Digest = "d2"; p.Text = Clean("b") }, true, true, Escalated},
		{"our own edit reopens nothing", answered, true, func(p *Post) { p.Digest = "d2"; p.Text = Clean("b") }, true, true, Done},
	} {
		it := Item{Number: 1, Version: 3, Post: base, Triage: c.triage}
		it.Ours = c.ours
		p := base
		p.Found, p.Author.Followers = Text{}, -1
		p.Ours = c.ours
		c.post(&p)
		m := it.Meet(Arrived{Post: p}, noon)
		if m.News != c.news || m.Edited != c.edited || m.Item.Status != c.status {
			t.Errorf("%s: news %v, edited %v, %s", c.name, m.News, m.Edited, m.Item.Status)
		}
		if m.Edited != (m.Item.Version > it.Version) || m.Edited != (m.Item.Edits > 0) {
			t.Errorf("%s: version %d, edits %d", c.name, m.Item.Version, m.Item.Edits)
		}
		if m.Item.Found != base.Found || m.Item.Author.Followers != 12 {
			t.Errorf("%s: what the platform doesn't tell again is lost", c.name)
		}
	}
}

func TestAReplyOfWhichOnlyTheIDWasToldTakesTheFirstDigestWithoutAnEdit(t *testing.T) {
	it := Item{Version: 1, Post: Post{Remote: "9", Ours: true, Text: Clean("Merci")}}
	m := it.Meet(Arrived{Post: Post{Remote: "9", Ours: true, Text: Clean("Merci !"), Digest: "d"}}, noon)
	if !m.News || m.Edited || m.Item.Digest != "d" {
		t.Errorf("%+v", m)
	}
}

func TestAnAnswerFromElsewhereClosesButNeverDemotes(t *testing.T) {
	for status, want := range map[Status]Status{Open: Done, Snoozed: Done, Returned: Done, Escalated: Escalated, Done: Done} {
		if got := (Item{Triage: Triage{Status: status}}).AnsweredElsewhere(noon); got.Status != want {
			t.Errorf("%s becomes %s, want %s", status, got.Status, want)
		}
	}
}

func TestWakingGoesBackToWhatTheItemWas(t *testing.T) {
	due := noon.Add(time.Hour)
	for was, want := range map[Status]Status{Open: Open, Returned: Returned, Escalated: Escalated, Done: Open} {
		it := Item{Number: 1, Version: 1, Triage: Triage{Status: was, Department: "sav"}}
		if was == Escalated {
			it.Due = due
		}
		snooze := Decision{Verb: VerbSnooze, Until: noon}
		for _, at := range []time.Time{noon.Add(-2 * time.Hour), noon.Add(-time.Hour)} { // and once more while it sleeps
			next, err := Decide(it, snooze, "nadia", at)
			if err != nil {
				t.Fatal(err)
			}
			it.Triage = next
			snooze.Until = noon.Add(time.Minute)
		}
		woken := it.Wake(noon.Add(time.Minute))
		if woken.Status != want || woken.Back != Open || !woken.Until.IsZero() {
			t.Errorf("%s, snoozed and woken, is %s: %+v", was, woken.Status, woken)
		}
		if (woken.Department == "sav") != (want != Open) || woken.Due.Equal(due) != (was == Escalated) {
			t.Errorf("%s wakes with %q, due %v", was, woken.Department, woken.Due)
		}
	}
}

func TestASnoozeEndsAtItsTime(t *testing.T) {
	snoozed := Triage{Status: Snoozed, Until: noon}
	if got := snoozed.Wake(noon.Add(-time.Millisecond)); got.Status != Snoozed {
		t.Errorf("before it: %s", got.Status)
	}
	if got := snoozed.Wake(noon); got.Status != Open || !got.Until.IsZero() {
		t.Errorf("at it: %+v", got)
	}
}

func TestAForgottenItemKeepsNothingOfItsAuthor(t *testing.T) {
	it := Item{Number: 4, Version: 2, Post: Post{
		Remote: "r", Thread: "t", Parent: "p", Text: Clean("x"), Title: CleanLine("x"), URL: CleanLine("x"), Kind: Review,
		Author: Author{ID: "k", Name: CleanLine("Karim")}, Extra: map[string]string{"a": "b"}, Posted: noon,
	}, Triage: Triage{Tags: []string{"refund"}}, Flags: Flags{Edits: 2}}
	got := it.Forget("erased-4")
	if got.Author.Key() != "" || !got.Text.Empty() || !got.Title.Empty() || !got.URL.Empty() || got.Extra != nil || got.Parent != "" || got.Remote != "erased-4" {
		t.Errorf("left: %+v", got.Post)
	}
	if got.Kind != Review || !got.HasTag("refund") || got.Status != Done || got.Posted != noon {
		t.Errorf("figures lose %+v", got)
	}
}
