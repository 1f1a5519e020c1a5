package console

import (
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// reviewing is the desk of a lead for whom a trainee's reply waits.
func reviewing() *fakeDesk {
	f := told()
	f.person = inbox.Person{Name: "léa", Role: inbox.Lead}
	f.items[0].Review = true
	f.waiting = []inbox.Delivery{{ID: 7, Item: f.items[0].Number, Channel: "fedi", Thread: "root", Verb: inbox.VerbReply, By: "tom", Review: true, State: inbox.InReview,
		Text: inbox.Clean("@karim_b@social.example On regarde ça."), Decided: noon.Add(-time.Minute)}}
	return f
}

func TestALeadEditsAndReleasesATraineesReply(t *testing.T) {
	drive(t, reviewing, 120, 40, func(d *driver) {
		d.press("g n").see("waits for léa").press("e").see("tom's reply to Karim B.", "edit and release", "On regarde ça.")
		d.press("ctrl+u").write("Nous regardons cela.").press("ctrl+s").see("tom's reply to item 30 is released")
		if dl := d.desk.waiting[0]; dl.State != inbox.Ready || dl.Text.String() != "Nous regardons cela." {
			t.Errorf("what leaves is %s, %q", dl.State, dl.Text)
		}
		if len(d.desk.writing.texts) != 0 {
			t.Errorf("a draft was kept: %v", d.desk.writing.texts)
		}
	})
}

func TestTheWaitingReplyIsEditedFromItsItem(t *testing.T) {
	drive(t, reviewing, 120, 40, func(d *driver) {
		d.see("8 Review").press("8").see("is:review", "Karim").press("w").see("· edit and release ·").press("esc").miss("· edit and release ·")
		d.press("w").write(" Merci").press("esc").see("the draft is kept; w opens it again").miss("· edit and release ·")
		d.press("w").see("On regarde ça. Merci", "✎ kept").press("ctrl+s").see("is released")
	})
	drive(t, func() *fakeDesk { f := reviewing(); f.person.Role = inbox.Moderator; return f }, 120, 40, func(d *driver) {
		d.miss("8 Review").press("w").see("that takes a lead").press("g n e").see("that takes a lead")
	})
}

func TestALongReviewIsHeldToTheLimitOfTheChannel(t *testing.T) {
	drive(t, reviewing, 120, 40, func(d *driver) {
		d.desk.writing.limit = 45
		d.press("w").write(" et c'est beaucoup trop long").press("ctrl+s").see("too long for fedi")
	})
}

func TestOfTwoLeadsTheSecondIsTold(t *testing.T) {
	drive(t, reviewing, 120, 40, func(d *driver) {
		d.press("w").write(" Merci")
		if err := d.desk.progress(7, inbox.Progress{State: inbox.Ready}); err != nil {
			t.Fatal(err)
		}
		d.press("ctrl+s").see("delivery 7 is ready").miss("· edit and release ·")
	})
}

func TestTheAuthorOfAReplyHearsWhatALeadMadeOfIt(t *testing.T) {
	for words, p := range map[string]inbox.Progress{
		"léa released your reply to item 30":                       {State: inbox.Ready},
		"léa edited and released your reply to item 30":            {State: inbox.Ready, Text: inbox.Clean("Bonjour")},
		"léa sent your reply to item 30 back: dis bonjour d'abord": {State: inbox.Cancelled, Words: inbox.Clean("dis bonjour d'abord")},
	} {
		drive(t, func() *fakeDesk {
			f := reviewing()
			f.person = inbox.Person{Name: "tom", Role: inbox.Trainee}
			return f
		}, 120, 40, func(d *driver) {
			dl := d.desk.waiting[0]
			d.desk.notices <- desk.Notice{Applied: []inbox.Applied{{Number: 30, Item: d.desk.items[0], Delivery: &dl, Change: inbox.Change{By: "léa", Event: inbox.Progressed{Delivery: 7, Progress: p}}}}}
			d.wait(100 * time.Millisecond).see(words)
		})
	}
}

func TestTheHistoryShowsWhatALeadChanged(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := reviewing()
		f.log[30] = []inbox.Entry{
			{At: noon.Add(-time.Minute), By: "tom", What: "reply", Number: 30, Delivery: 7, Text: inbox.Clean("On regarde ça tout de suite")},
			{At: noon, By: "léa", What: "released", Number: 30, Delivery: 7, Text: inbox.Clean("Nous regardons ça tout de suite")},
		}
		return f
	}, 160, 48, func(d *driver) {
		d.see("léa released the reply", "[-On regarde-] {+Nous regardons+} ça tout de suite")
	})
}

func TestADifferenceTellsTheWordsThatWentAndCame(t *testing.T) {
	for _, c := range [][3]string{
		{"a b c", "a b c", "a b c"}, {"a b c", "a c", "a [-b-] c"}, {"a c", "a b c", "a {+b+} c"}, {"", "a", "{+a+}"}, {"a", "", "[-a-]"},
	} {
		if got := difference(c[0], c[1]); got != c[2] {
			t.Errorf("%q to %q is told %q", c[0], c[1], got)
		}
	}
}

func TestTheFooterOffersALeadWhatWaitsForOne(t *testing.T) {
	drive(t, reviewing, 80, 24, func(d *driver) {
		d.see("w edit and release  r reply")
	})
}

func TestATraineeReadsThatTheReplyGoesToALead(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := told()
		f.person = inbox.Person{Name: "tom", Role: inbox.Trainee}
		return f
	}, 120, 40, func(d *driver) {
		d.see("r reply").miss("e escalate").press("r").write("Bonjour.").see("ctrl-s gives it to a lead").miss("sends publicly")
		d.press("ctrl+s").see("Reply 30: a lead releases it · u takes it back")
	})
}
