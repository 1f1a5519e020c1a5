package demo

import (
	"context"
	"time"

	"vigie/connectors/emulator"
)

// Live lets the world go on until the context ends: something new every few seconds, some of it in answer to what we wrote.
// The caller owns its goroutine.
func (w *World) Live(ctx context.Context) {
	l := &life{World: w, heard: map[*venue]int{}}
	for _, v := range w.venues {
		l.heard[v] = len(v.Sent())
	}
	for pause(ctx, w.span(w.opts.Least, w.opts.Most)) {
		if !l.react() {
			l.happen()
		}
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return ctx.Err() == nil
	}
}

// life is the world while somebody watches.
type life struct {
	*World
	heard  map[*venue]int // how many of our effects there people took notice of
	recent []post         // what was said since
	last   string         // who spoke last
}

// react lets somebody whom we answered say something to that. It reports whether anybody did.
func (l *life) react() bool {
	for _, v := range l.venues {
		sent := v.Sent()
		for ; l.heard[v] < len(sent); l.heard[v]++ {
			s := sent[l.heard[v]]
			who, known := l.authors[post{v.name, s.Target}]
			before := l.said[post{v.name, s.Target}]
			if s.Action != "reply" || !known || before.spam() || l.rng.IntN(5) == 0 {
				continue
			}
			l.heard[v]++
			say := l.reaction(before)
			remote := v.answer(s.Remote, emulator.Post{Author: who, Text: say.text, Lang: say.lang, Posted: l.clock.Now()})
			l.hear(v, say, who, remote)
			return true
		}
	}
	return false
}

// reaction is what somebody says to our answer: thanks mostly, and a complaint sooner where there was one.
func (w *World) reaction(before line) line {
	mark := "+"
	if w.rng.IntN(4) == 0 || before.mark == "!" && w.rng.IntN(3) == 0 {
		mark = "!"
	}
	if before.lang != "en" {
		before.lang = "fr"
	}
	var fit []line
	for _, l := range w.after {
		if l.lang == before.lang && l.mark == mark {
			fit = append(fit, l)
		}
	}
	return fit[w.rng.IntN(len(fit))]
}

// happen lets one new thing happen, somewhere. The crisis grows while there is much to be said of it, then calms.
func (l *life) happen() {
	chance := l.rng.IntN(20)
	switch {
	case len(l.crisis) > 7 && chance < 12, len(l.crisis) > 0 && chance < 6:
		next := l.crisis[0]
		l.crisis = l.crisis[1:]
		l.say("fedi", next)
	case chance == 19 && len(l.recent) > 0:
		l.reconsider()
	case chance >= 18:
		l.print([]string{"presse", "gazette"}[l.rng.IntN(2)])
	default:
		channel := []string{"fedi", "salon", "blog"}[l.rng.IntN(3)]
		l.say(channel, l.venue(channel).lines.deal())
	}
}

func (l *life) say(channel string, what line) {
	v, who := l.venue(channel), l.people.somebody(l.rng, what)
	for range 3 { // seldom twice in a row
		if who.Handle != l.last {
			break
		}
		who = l.people.somebody(l.rng, what)
	}
	l.last = who.Handle
	remote := v.say(what, emulator.Post{Author: who, Text: what.text, Lang: what.lang, Posted: l.clock.Now(), Held: l.rng.IntN(4) == 0})
	l.hear(v, what, who, remote)
	l.recent = append(l.recent, post{channel, remote})
}

// print brings the next dispatch of a feed, if there is one.
func (l *life) print(channel string) {
	if v := l.venue(channel); len(v.lines.left) > 0 {
		v.publish(v.lines.deal(), l.clock.Now())
	}
}

// reconsider is somebody who edits, or takes back, what they just wrote.
func (l *life) reconsider() {
	i := l.rng.IntN(len(l.recent))
	at := l.recent[i]
	v, said := l.venue(at.channel), l.said[at]
	if l.rng.IntN(3) == 0 {
		v.Remove(at.remote)
		l.recent = append(l.recent[:i], l.recent[i+1:]...)
		return
	}
	more := map[string]string{"fr": " (Édit : je me suis un peu emporté.)", "en": " (Edit: typo, and temper.)"}[said.lang]
	v.Edit(at.remote, said.text+more)
}
