package console

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// digestBoard tells what happened while the person was away; each line opens its items.
type digestBoard struct {
	board
	from    digestFrom
	digest  desk.Digest
	loaded  bool
	err     error
	request uint64
}

// digestFrom is when a digest begins.
type digestFrom uint8

const (
	sinceLeft digestFrom = iota
	sinceToday
	sinceYesterday
)

// Somebody who was away for so long is told by itself what happened; of somebody who was never here, a day is told.
const (
	longAway = 30 * time.Minute
	neverWas = 24 * time.Hour
)

// presence is when the person was last at work: before this console was opened, and at it.
type presence struct {
	left   time.Time // zero: never
	active time.Time // the last key
	kept   time.Time // as it was last remembered
}

type digestMsg struct {
	request uint64
	digest  desk.Digest
	err     error
}

// awayMsg tells when the person was last here, and what happened since where that is long ago.
type awayMsg struct {
	left   time.Time
	digest desk.Digest
	long   bool
}

// readLeft asks when the person was last here.
func (m *model) readLeft() tea.Cmd {
	d, now := m.desk, m.now
	return m.ask(func(ctx context.Context) tea.Msg {
		left, known, err := d.LastHere()
		if err != nil || !known {
			return nil
		}
		msg := awayMsg{left: left}
		if now.Sub(left) >= longAway {
			msg.digest, err = d.Digest(ctx, left)
			msg.long = err == nil
		}
		return msg
	})
}

// wasAway shows what happened, where something did and nothing else has the keys.
func (m *model) wasAway(msg awayMsg) tea.Cmd {
	m.present.left = msg.left
	if msg.long && m.top() == nil && len(msg.digest.Lines)+len(msg.digest.Outages) > 0 {
		m.push(&digestBoard{digest: msg.digest, loaded: true})
	}
	return nil
}

// rememberHere keeps when the person last pressed a key, so that another console knows it.
func (m *model) rememberHere() tea.Cmd {
	if !m.present.active.After(m.present.kept) {
		return nil
	}
	at, d := m.present.active, m.desk
	m.present.kept = at
	return func() tea.Msg {
		if err := d.WasHere(at); err != nil {
			return troubleMsg{err}
		}
		return nil
	}
}

func (m *model) openDigest() tea.Cmd {
	b := &digestBoard{}
	m.push(b)
	return b.read(m)
}

// since is when the digest begins.
func (b *digestBoard) since(m *model) time.Time {
	today := m.now.In(m.zone())
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, today.Location())
	switch {
	case b.from == sinceToday:
		return today
	case b.from == sinceYesterday:
		return today.AddDate(0, 0, -1)
	case m.present.left.IsZero():
		return m.now.Add(-neverWas)
	}
	return m.present.left
}

func (b *digestBoard) read(m *model) tea.Cmd {
	b.request++
	d, request, since := m.desk, b.request, b.since(m)
	return m.ask(func(ctx context.Context) tea.Msg {
		digest, err := d.Digest(ctx, since)
		return digestMsg{request, digest, err}
	})
}

func (b *digestBoard) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case digestMsg:
		if msg.request == b.request {
			b.digest, b.err, b.loaded = msg.digest, msg.err, true
		}
	case tea.KeyPressMsg:
		return b.press(m, msg.String())
	}
	return nil
}

func (b *digestBoard) screen() string { return keys.OnDigest }

func (b *digestBoard) press(m *model, key string) tea.Cmd {
	if b.moved(key, len(b.digest.Lines)+len(b.digest.Outages)) {
		return nil
	}
	switch own(b.screen(), key) {
	case "since":
		b.from = map[string]digestFrom{"l": sinceLeft, "t": sinceToday, "y": sinceYesterday}[key]
		return b.read(m)
	case "open":
		m.pop(b)
		switch n := len(b.digest.Lines); {
		case b.at < n:
			return m.find(b.digest.Lines[b.at].Query)
		case b.at < n+len(b.digest.Outages):
			return m.openChannels()
		}
	case "leave":
		m.pop(b)
	}
	return nil
}

func (b *digestBoard) draw(m *model) float {
	_, _, w := m.boardSize()
	var all []entry
	for _, l := range b.digest.Lines {
		all = append(all, entry{[]string{m.digestLine(l, w)}})
	}
	for _, o := range b.digest.Outages {
		all = append(all, entry{[]string{m.outageLine(o, w)}})
	}
	return m.drawBoard(&b.board, m.lang.Say("Since you left"), b.head(m, w), all)
}

func (b *digestBoard) head(m *model, w int) []string {
	s := m.styles
	lines := []string{"  " + m.oneOf([]inbox.Phrase{"l since you left", "t today", "y since yesterday"}, int(b.from))}
	switch {
	case b.err != nil:
		lines = append(lines, "  "+s.danger.draw(cut(m.lang.Error(b.err), w)))
	case b.loaded:
		since := b.digest.Since
		words := m.lang.Say("since %s, %s ago", m.on(since), m.lang.Span(m.now.Sub(since)))
		if len(b.digest.Lines)+len(b.digest.Outages) == 0 {
			words += " · " + m.lang.Say("nothing happened")
		}
		lines = append(lines, "  "+s.muted.draw(cut(words, w)))
	default:
		lines = append(lines, "")
	}
	return append(lines, s.rule.draw(rule(w+2)))
}

// digestWide is the column of the numbers.
const digestWide = 5

func (m *model) digestLine(l desk.DigestLine, w int) string {
	s := m.styles
	n := m.lang.Number(l.Count)
	if l.More {
		n += "+"
	}
	p := s.text
	switch l.What {
	case desk.NamesYou, desk.MadeYours, desk.CameBack:
		p = s.strong
	case desk.IsLate, desk.CameUrgent, desk.YoursUnknown:
		p = s.late
	case desk.YoursRefused:
		p = s.danger
	case desk.YouSent:
		p = s.sent
	}
	return s.bold.draw(fitRight(n, digestWide)) + "  " + p.draw(cut(m.digestWords(l), w-digestWide-2))
}

// digestWords say what a line counts, after its number.
func (m *model) digestWords(l desk.DigestLine) string {
	switch l.What {
	case desk.CameIn:
		if l.Count == 1 {
			return m.lang.Say("new item on %s", l.Name)
		}
		return m.lang.Say("new items on %s", l.Name)
	case desk.WorkedOn:
		words := make([]string, len(l.Did))
		for i, d := range l.Did {
			words[i] = m.lang.Word(d.Verb) + " " + m.lang.Number(d.Count)
		}
		return m.lang.Say("by %s: %s", l.Name, strings.Join(words, ", "))
	}
	one, many := saysHappening(l.What)
	if l.Count == 1 {
		return m.lang.Say(one)
	}
	return m.lang.Say(many)
}

// saysHappening is what is said after 1, and after more.
func saysHappening(h desk.Happening) (one, many inbox.Phrase) {
	switch h {
	case desk.NamesYou:
		return "names you in a note that you have not read", "name you in notes that you have not read"
	case desk.MadeYours:
		return "was made yours", "were made yours"
	case desk.CameBack:
		return "came back from a department", "came back from departments"
	case desk.IsLate:
		return "is overdue with a department", "are overdue with departments"
	case desk.CameUrgent:
		return "is new and urgent", "are new and urgent"
	case desk.WentOut:
		return "went to a department", "went to departments"
	case desk.YouSent:
		return "message of yours arrived", "messages of yours arrived"
	case desk.YoursRefused:
		return "message of yours was refused", "messages of yours were refused"
	}
	return "message of yours is uncertain: look whether it arrived", "messages of yours are uncertain: look whether they arrived"
}

func (m *model) outageLine(o desk.ChannelOutage, w int) string {
	s := m.styles
	words := m.lang.Say("%s has not been heard since %s: %s", o.Channel, m.on(o.Since), m.troubleWords(o.Why, o.Trouble))
	p := s.danger
	if !o.Until.IsZero() {
		p, words = s.late, m.lang.Say("%s was not heard from %s to %s: %s", o.Channel, m.on(o.Since), m.on(o.Until), m.troubleWords(o.Why, o.Trouble))
	}
	return p.draw(fitRight("▲", digestWide)) + "  " + p.draw(cut(words, w-digestWide-2))
}

func (b *digestBoard) hints(m *model) []hint {
	return m.ownHints(b.screen(), func(o keys.Own, _ *hint) bool {
		return len(b.digest.Lines) > 0 || o.Name != "open" && o.Name != "cursor"
	})
}
