package console

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// unsent is what has not left: what was refused, what nobody knows of, what waits; with what a person can say about each.
type unsent struct {
	board
	rows   []inbox.Delivery
	loaded bool
	err    error
}

type unsentMsg struct {
	rows []inbox.Delivery
	err  error
}

func (m *model) openUnsent() tea.Cmd {
	m.push(&unsent{})
	return m.readUnsent()
}

func (m *model) readUnsent() tea.Cmd {
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		rows, err := d.Deliveries(ctx, inbox.DeliveryAsk{States: inbox.Unfinished()})
		return unsentMsg{rows, err}
	})
}

func (u *unsent) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case unsentMsg:
		u.rows, u.err, u.loaded = sortUnsent(msg.rows), msg.err, true
	case noticeMsg:
		return m.readUnsent()
	case tea.KeyPressMsg:
		return u.press(m, msg.String())
	}
	return nil
}

// sortUnsent puts what needs a person first, then what needs a lead.
func sortUnsent(rows []inbox.Delivery) []inbox.Delivery {
	var sorted []inbox.Delivery
	for _, fits := range []func(inbox.Delivery) bool{
		func(d inbox.Delivery) bool { return d.State.Stuck() },
		func(d inbox.Delivery) bool { return d.State == inbox.InReview },
		func(d inbox.Delivery) bool { return !d.State.Stuck() && d.State != inbox.InReview },
	} {
		for _, d := range rows {
			if fits(d) {
				sorted = append(sorted, d)
			}
		}
	}
	return sorted
}

func (u *unsent) press(m *model, key string) tea.Cmd {
	if u.moved(key, len(u.rows)) {
		return nil
	}
	switch does := own(u.screen(), key); {
	case does == "leave":
		m.pop(u)
		return nil
	case len(u.rows) == 0:
		return nil
	default:
		return u.act(m, does, key)
	}
}

func (u *unsent) screen() string { return keys.OnUnsent }

// act does something about the delivery under the cursor, or says that it can't be done.
func (u *unsent) act(m *model, does, key string) tea.Cmd {
	d := u.rows[u.at]
	switch review := d.State == inbox.InReview; {
	case does == "open":
		m.pop(u)
		return m.goTo(d.Item)
	case does == "mend" && mayRewrite(d):
		m.pop(u)
		return m.rewrite(d)
	case does == "edit" && review && d.Verb == inbox.VerbReply && m.desk.Person().Role < inbox.Lead:
		return m.say(bad("that takes a lead"))
	case does == "edit" && review && d.Verb == inbox.VerbReply:
		m.pop(u)
		return m.editReview(d)
	case does == "give-back" && review:
		return m.sendBack(d)
	}
	if way, ok := wayOf(d.State, does); ok {
		return m.settleDelivery(d, way)
	}
	return m.say(plain("%s does nothing to what is %s", m.keyName(key), d.State))
}

// wayOut is what a person may say about a delivery.
type wayOut struct {
	name       string // in the table of keys
	word, told inbox.Phrase
	do         func(context.Context, Desk, uint64) error
}

func waysOut(s inbox.DeliveryState) []wayOut {
	release := func(ctx context.Context, d Desk, id uint64) error { return d.Release(ctx, id) }
	cancel := wayOut{"call-off", "call it off", "called off", func(ctx context.Context, d Desk, id uint64) error { return d.Cancel(ctx, id) }}
	switch s {
	case inbox.Holding:
		return []wayOut{{"send", "send it now", "on its way", release}, cancel}
	case inbox.InReview:
		return []wayOut{{"send", "release it", "released", release}, cancel}
	case inbox.Retry, inbox.Refused:
		return []wayOut{{"send", "try again now", "on its way", release}, cancel}
	case inbox.Ready:
		return []wayOut{cancel}
	case inbox.Uncertain:
		return []wayOut{
			{"arrived", "it arrived", "noted as arrived", func(ctx context.Context, d Desk, id uint64) error { return d.Resolve(ctx, id, true) }},
			{"again", "it didn't: send it again", "on its way", func(ctx context.Context, d Desk, id uint64) error { return d.Resolve(ctx, id, false) }},
			cancel,
		}
	}
	return nil
}

// wayOf is one of them by its name.
func wayOf(s inbox.DeliveryState, name string) (wayOut, bool) {
	all := waysOut(s)
	i := slices.IndexFunc(all, func(w wayOut) bool { return w.name == name })
	if i < 0 {
		return wayOut{}, false
	}
	return all[i], true
}

// mayRewrite reports whether the text of a delivery can be written anew: it was a reply, and it waits for a person.
func mayRewrite(d inbox.Delivery) bool { return d.Verb == inbox.VerbReply && d.State.Stuck() }

// rewrite calls a reply off and brings its text back into the composer.
func (m *model) rewrite(d inbox.Delivery) tea.Cmd {
	seat := m.desk
	return tea.Batch(m.goTo(d.Item), m.ask(func(ctx context.Context) tea.Msg {
		if err := seat.Cancel(ctx, d.ID); err != nil {
			return recalledMsg{err: err}
		}
		row, err := seat.Item(ctx, d.Item)
		return recalledMsg{reply: sentReply{number: d.Item, text: d.Text.String(), private: d.Private}, row: row, here: true, told: "called off; mend the text and send it again", err: err}
	}))
}

// sendBack asks why a trainee's reply isn't released, and gives it back to them with that.
func (m *model) sendBack(d inbox.Delivery) tea.Cmd {
	p := &picker{title: m.lang.Say("Send the reply back to %s", m.decider(d.By, d.Rule)), word: "send back", choose: func(m *model, c choice) tea.Cmd {
		return m.settleDelivery(d, wayOut{told: "back with its author", do: func(ctx context.Context, seat Desk, id uint64) error {
			return seat.SendBack(ctx, id, inbox.Clean(c.id))
		}})
	}}
	p.none = "write why"
	p.typed = func(text string) []choice {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return []choice{{id: text, mark: " ", name: text, also: text}}
	}
	m.pick(p, nil)
	return nil
}

func (m *model) settleDelivery(d inbox.Delivery, way wayOut) tea.Cmd {
	seat := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		return releasedMsg{err: way.do(ctx, seat, d.ID), told: m.lang.Say("%s of item %d: %s", d.Verb, d.Item, way.told)}
	})
}

// releasedMsg is the desk's answer to what a person said about a delivery.
type releasedMsg struct {
	err  error
	told string
}

func (m *model) released(msg releasedMsg) tea.Cmd {
	st := good("%s", msg.told)
	if msg.err != nil {
		st = failed(msg.err)
	}
	m.reader.fresh = false
	return tea.Batch(m.say(st), m.readUnsent(), m.reread(), m.readCounts())
}

func plainNumber(n uint64) string { return strconv.FormatUint(n, 10) }

func (u *unsent) draw(m *model) float {
	_, _, w := m.boardSize()
	var all []entry
	for _, d := range u.rows {
		all = append(all, entry{m.unsentLines(d, w)})
	}
	var head []string
	switch {
	case u.err != nil:
		head = []string{m.styles.danger.draw(cut(m.lang.Error(u.err), w))}
	case u.loaded && len(u.rows) == 0:
		head = []string{"", "  " + m.styles.bold.draw(m.lang.Say("Everything that was decided has left."))}
	}
	return m.drawBoard(&u.board, m.lang.Say("Not sent"), head, all)
}

// unsentLines are a delivery: what and where, how far it got, and the platform's words.
func (m *model) unsentLines(d inbox.Delivery, w int) []string {
	s := m.styles
	state, p := deliveryWord(d, m)
	head := s.bold.draw(m.lang.Word(d.Verb)) + s.muted.draw(" "+m.lang.Say("of item %d · %s · %s, %s ago", d.Item, cut(d.Channel, 20), m.decider(d.By, d.Rule), m.lang.Span(m.now.Sub(d.Decided))))
	lines := []string{ends(head, p.draw(state), w)}
	if text := d.Text.Line(); text != "" {
		lines = append(lines, s.text.draw(cut(text, w)))
	}
	if words := m.lang.Retell(d.Words.Line()); words != "" {
		for _, l := range wrap(words, w) {
			lines = append(lines, p.draw(l))
		}
	}
	return append(lines, "")
}

// deliveryWord is how far a delivery got, in a few words.
func deliveryWord(d inbox.Delivery, m *model) (string, pen) {
	s := m.styles
	switch d.State {
	case inbox.Holding:
		if d.At.IsZero() {
			return m.lang.Say("held until you release it"), s.late
		}
		return m.lang.Say("leaves in %s", m.lang.Span(max(d.At.Sub(m.now), 0))), s.late
	case inbox.InReview:
		c, _ := m.team.Channel(d.Channel)
		leads := strings.Join(m.team.Leads(c.Brand), " "+m.lang.Say("or")+" ")
		return m.lang.Say("waits for %s", cmp.Or(leads, m.lang.Say("a lead"))), s.late
	case inbox.Ready:
		return m.lang.Say("about to leave"), s.late
	case inbox.Sending:
		return m.lang.Say("being sent"), s.late
	case inbox.Retry:
		return m.lang.Count(d.Attempts, "tried %d time, again in %s", "tried %d times, again in %s", m.lang.Span(max(d.At.Sub(m.now), 0))), s.late
	case inbox.Refused:
		return m.lang.Say("✗ refused"), s.danger
	case inbox.Uncertain:
		return m.lang.Say("✗ did it arrive?"), s.danger
	}
	return m.lang.Word(d.State), s.muted
}

func (u *unsent) hints(m *model) []hint {
	return m.ownHints(u.screen(), func(o keys.Own, h *hint) bool {
		if o.Name == "leave" || len(u.rows) == 0 {
			return o.Name == "leave"
		}
		d := u.rows[min(u.at, len(u.rows)-1)]
		way, settles := wayOf(d.State, o.Name)
		switch o.Name {
		case "open", "cursor":
			return true
		case "edit", "give-back":
			return d.State == inbox.InReview
		case "mend":
			return mayRewrite(d)
		}
		h.word = way.word
		return settles
	})
}
