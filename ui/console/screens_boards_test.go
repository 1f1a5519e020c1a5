package console

import (
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// boardShots are what fills the screen above the list.
func boardShots() []shot {
	return []shot{
		{"escalations", owing, func(d *driver) { d.press("E") }},
		{"escalations-none", func() *fakeDesk { return newFake(3) }, func(d *driver) { d.press("E") }},
		{"figures", withFigures, func(d *driver) { d.press("% j l l l l l l l l l") }},
		{"figures-of-tags", withFigures, func(d *driver) { d.press("% tab j") }},
		{"figures-of-delays", withFigures, func(d *driver) { d.press("% tab tab tab tab tab") }},
		{"figures-none", sixty, func(d *driver) { d.press("% p tab") }},
		{"figures-ascii", withFigures, func(d *driver) {
			d.m.opt.Glyphs = ASCIIGlyphs
			d.press("% j l l l l l l l l l")
		}},
		{"log", told, func(d *driver) { d.press("L j") }},
		{"log-mistake", told, func(d *driver) { d.press("L /").write("verb:sgined-in by:na") }},
		{"channels", told, func(d *driver) { d.press("g c j") }},
		{"rules", withRules, func(d *driver) { d.press("g R") }},
		{"rules-none", told, func(d *driver) { d.press("g R") }},
		{"digest", away, func(d *driver) { d.press("g s") }},
		{"digest-nothing", told, func(d *driver) { d.press("g s") }},
		{"unsent", told, func(d *driver) { d.press("g n") }},
		{"unsent-nothing", func() *fakeDesk { return newFake(30) }, func(d *driver) { d.press("g n") }},
		{"unsent-review", func() *fakeDesk {
			f := told()
			f.person, f.waiting, f.items[0].Review = reviewing().person, append(reviewing().waiting, f.waiting...), true
			return f
		}, func(d *driver) { d.press("g n") }},
		{"skipped", sixty, func(d *driver) {
			d.press("x t").write("lot").press("enter").press("* t").write("lot").press("enter g k")
		}},
		{"author", told, func(d *driver) { d.press("i") }},
		{"author-known", wellKnown, func(d *driver) { d.press("i") }},
		{"author-of-many", func() *fakeDesk {
			f := wellKnown()
			f.past.Items, f.past.Looked, f.past.MoreNotes, f.past.Sanctions = 120_000, 1000, true, nil
			f.says = &inbox.Standing{}
			return f
		}, func(d *driver) { d.press("i G") }},
		{"author-in-reader", wellKnown, func(*driver) {}},
		{"piped", told, func(d *driver) {
			d.m.opt.Pipe = echoing
			d.press("|").write("translate").press("enter")
		}},
		{"help", told, func(d *driver) { d.press("?") }},
		{"help-searched", told, func(d *driver) { d.press("?").write("un") }},
	}
}

// away is the desk of somebody who comes back.
func away() *fakeDesk {
	f := told()
	some, err := inbox.ParseQuery("is:open")
	if err != nil {
		panic(err)
	}
	line := func(what desk.Happening, name string, n int) desk.DigestLine {
		return desk.DigestLine{What: what, Name: name, Count: n, Query: some}
	}
	worked := line(desk.WorkedOn, "léa", 14)
	worked.Did = []desk.Did{{Verb: inbox.VerbDone, Count: 11}, {Verb: inbox.VerbReply, Count: 3}}
	f.digest = desk.Digest{
		Lines: []desk.DigestLine{line(desk.NamesYou, "", 1), line(desk.YoursRefused, "", 1), line(desk.CameBack, "", 2), line(desk.IsLate, "", 1),
			line(desk.CameIn, "fedi", 41), line(desk.CameIn, "blog", 1), worked},
		Outages: []desk.ChannelOutage{{Channel: "blog", Outage: desk.Outage{Since: noon.Add(-2 * time.Hour), Why: "the application password was refused"}}},
	}
	return f
}
