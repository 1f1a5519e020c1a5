package demo

import (
	"context"
	"math"
	"slices"
	"time"

	"vigie/connectors/emulator"
)

// How far back the past goes, and what of a deck of lines is left for later.
const (
	oldest = 9 * 24 * time.Hour
	kept   = 12
)

// Of the crisis: when it began, and how many spoke before somebody watches.
const (
	outbreak = time.Hour
	outcry   = 24
)

// moment is something that happened at a venue.
type moment struct {
	at     time.Time
	happen func()
}

// history gathers what happened everywhere, to live through it in its order: platforms number things as they come.
type history struct {
	*World
	now     time.Time
	moments []moment
}

func (h *history) add(ago time.Duration, happen func()) {
	if ago > 0 {
		h.moments = append(h.moments, moment{h.now.Add(-ago), happen})
	}
}

// past makes all that was said until now.
func (w *World) past(ctx context.Context) error {
	h := &history{World: w, now: w.opts.Now()}
	for _, script := range []struct {
		channel string
		daily   int // how many of the lines that can be said more than once
	}{{"fedi", 60}, {"blog", 30}, {"salon", 44}} {
		if err := h.talk(script.channel, script.daily); err != nil {
			return err
		}
	}
	for _, channel := range []string{"presse", "gazette"} {
		if err := h.dispatches(channel); err != nil {
			return err
		}
	}
	h.outbreak()
	h.hostile()
	slices.SortStableFunc(h.moments, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range h.moments {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		w.clock.then.Store(&m.at)
		m.happen()
	}
	w.clock.then.Store(nil)
	return nil
}

// talk is what was said at a venue, but for what is kept for later.
func (h *history) talk(channel string, daily int) error {
	v := h.venue(channel)
	once, err := readScript(channel)
	if err != nil {
		return err
	}
	again, err := readScript(channel + "-daily")
	if err != nil {
		return err
	}
	var free []line
	for _, l := range once {
		if l.label == "" {
			free = append(free, l)
			continue
		}
		h.thread(v, l, l.age)
	}
	all := newDeck(h.rng, free)
	for range len(free) - kept {
		h.thread(v, all.deal(), h.age())
	}
	routine := newDeck(h.rng, again)
	for range daily {
		h.thread(v, routine.deal(), h.age())
	}
	v.lines = newDeck(h.rng, append(all.left, again...))
	return nil
}

// age is how long ago something was said: most of it lately.
func (h *history) age() time.Duration {
	return 4*time.Minute + time.Duration(math.Pow(h.rng.Float64(), 2.4)*float64(oldest))
}

// span is a length of time from a to b.
func (w *World) span(a, b time.Duration) time.Duration {
	return a + time.Duration(w.rng.Float64()*float64(b-a))
}

// thread is a line, our answer to it, and what they said then.
func (h *history) thread(v *venue, l line, ago time.Duration) {
	who := h.people.somebody(h.rng, l)
	var root, ours string
	held := l.spam() && h.rng.IntN(3) > 0 || l.answer == "" && ago < 30*time.Hour && h.rng.IntN(3) == 0
	at := h.now.Add(-ago)
	h.add(ago, func() {
		root = h.hear(v, l, who, v.say(l, emulator.Post{Author: who, Text: l.text, Lang: l.lang, Posted: at, Held: held}))
	})
	if l.answer == "" || held {
		return
	}
	ago -= h.span(12*time.Minute, 3*time.Hour)
	answered := h.now.Add(-ago)
	h.add(ago, func() { ours = v.ours(root, who, l.answer, answered) })
	if l.then == "" || ago <= 0 {
		return
	}
	ago -= h.span(3*time.Minute, 2*time.Hour)
	back := h.now.Add(-ago)
	h.add(ago, func() {
		h.hear(v, line{lang: l.lang, mark: "+", text: l.then}, who, v.answer(ours, emulator.Post{Author: who, Text: l.then, Lang: l.lang, Posted: back}))
	})
}

// hear remembers what was said, so that what we answer can be answered.
func (w *World) hear(v *venue, l line, who emulator.Author, remote string) string {
	at := post{v.name, remote}
	w.said[at], w.authors[at] = l, who
	return remote
}

// dispatches is what a feed brought; the last are kept for later.
func (h *history) dispatches(channel string) error {
	v := h.venue(channel)
	all, err := readDispatches(channel)
	if err != nil {
		return err
	}
	var lines []line
	for _, d := range all {
		lines = append(lines, line{lang: "fr", mark: "?", title: d.title, text: d.text, label: d.author})
	}
	for i, l := range lines[:len(lines)-3] {
		ago := time.Duration(i)*14*time.Hour + h.span(time.Hour, 8*time.Hour)
		at := h.now.Add(-ago)
		h.add(ago, func() { v.publish(l, at) })
	}
	v.lines = newDeck(h.rng, lines[len(lines)-3:])
	return nil
}

// outbreak is the crisis as far as it went: few voices at first, then many.
func (h *history) outbreak() {
	v := h.venue("fedi")
	for i, l := range h.crisis[:outcry] {
		who := h.people.somebody(h.rng, l)
		ago := time.Duration((1 - math.Pow(float64(i)/outcry, 0.6)) * float64(outbreak-2*time.Minute))
		at := h.now.Add(-ago - time.Minute)
		h.add(ago+time.Minute, func() {
			h.hear(v, l, who, v.say(l, emulator.Post{Author: who, Text: l.text, Lang: l.lang, Posted: at}))
		})
	}
	h.crisis = h.crisis[outcry:]
	ago := 20 * time.Minute
	h.add(ago, func() {
		presse := h.venue("presse")
		presse.publish(line{lang: "fr", title: "À Nantes, les vélos sonnent tout seuls", label: "Ouest-Pédale",
			text: "Depuis ce matin des Éclipse de Vélo Lune font concert dans la ville. La marque n'a pas encore réagi ; un voisin, si."}, h.now.Add(-ago))
	})
}

// publish is a feed that brings a dispatch; its line's label is who signs it.
func (v *venue) publish(l line, at time.Time) {
	v.say(l, emulator.Post{Author: emulator.Author{Name: l.label}, Text: l.text, Lang: l.lang, Posted: at})
}
