package console

import (
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

func TestAReplyIsMadePrivateAndSaysSo(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").see("Public reply to Karim B.", "shift-tab privately").press("shift+tab").see("Private reply to Karim B.", "sends privately", "only the author sees it", "shift-tab publicly").miss("Public reply")
		d.write("Entre nous").press("esc").wait(time.Second)
		if !d.desk.text(30).Private {
			t.Fatal("the draft forgot that it is private")
		}
		d.press("r").see("Private reply to Karim B.").press("ctrl+s").see("Reply 30: leaves in").press("U").see("Private reply to Karim B.", "Entre nous")
		d.press("shift+tab").see("Public reply to Karim B.")
	})
}

func TestAPrivateReplyIsDecidedAsPrivate(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r shift+tab").write("Entre nous").press("ctrl+s")
		if w := d.desk.waiting; len(w) != 1 || !w[0].Private {
			t.Errorf("waiting: %+v", w)
		}
	})
}

func TestAChannelThatAnswersInPublicOnlySaysSo(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		f.items[0].Channel = "forum"
		return f
	}, 160, 48, func(d *driver) {
		d.press("r").miss("shift-tab").press("shift+tab").see("answers in public only", "Public reply to").press("esc")
	})
}

func TestAReplyToAPrivateItemIsNoWider(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		f.items[0].Private = true
		return f
	}, 160, 48, func(d *driver) {
		d.press("r shift+tab").see("the item is private, and so is the reply", "Private reply to").miss("shift-tab")
	})
}

func TestALeadReadsThatAReplyIsPrivate(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		f.person.Role = inbox.Lead
		f.items[0].Review = true
		f.waiting = []inbox.Delivery{{ID: 1, Item: 30, Verb: inbox.VerbReply, By: "tom", Text: inbox.Clean("Entre nous"), State: inbox.InReview, Private: true}}
		return f
	}, 160, 48, func(d *driver) {
		d.press("w").see("Entre nous", "sends privately")
		if strings.Contains(d.screen(), "sends publicly") {
			t.Error("it says that it is public")
		}
	})
}

func TestAPrivateReplyCallsNobodyWhomAStrangerMentioned(t *testing.T) {
	others := func() *fakeDesk {
		f := writing()
		f.writing.others = "@evil@bots.example "
		return f
	}
	drive(t, others, 160, 48, func(d *driver) {
		d.press("r").write("between us").see("@evil@bots.example between us").press("shift+tab").see("Private reply to", "between us").miss("@evil@bots.example between us")
		d.write(" alone").see("between us alone").press("shift+tab").see("@evil@bots.example between us alone")
	})
}

func TestTheHelpKnowsHowAReplyIsMadePrivate(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 80, 24, func(d *driver) {
		d.press("?").write("privately").see("shift-tab", "Answer privately").miss("no key does that")
	})
	drive(t, func() *fakeDesk { return inFrench(newFake(30)) }, 80, 24, func(d *driver) {
		d.press("?").write("privé").see("Répondre en privé").miss("shift+tab")
	})
}
