package console

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// ownBoard is a screen of the person's own views, in their order: to open, rename, sort and remove them, and to save what is shown.
type ownBoard struct {
	board
	gone []removed // what u puts back, the last removed last
}

// removed is a view that was taken away, and where it stood.
type removed struct {
	view inbox.View
	at   int
}

func (m *model) openOwnViews() tea.Cmd {
	m.push(&ownBoard{})
	return m.readViews()
}

// keptViewsMsg brings the person's own views as they are after a change; then goes on, or tells why they are as they were.
type keptViewsMsg struct {
	own  inbox.OwnViews
	err  error
	then func(error) tea.Cmd
}

// keepViews changes the person's own views.
func (m *model) keepViews(change func(inbox.OwnViews) (inbox.OwnViews, error), then func(error) tea.Cmd) tea.Cmd {
	d := m.desk
	return func() tea.Msg {
		own, err := d.KeepViews(change)
		return keptViewsMsg{own, err, then}
	}
}

func (m *model) keptViews(msg keptViewsMsg) tea.Cmd {
	if msg.err != nil {
		return msg.then(msg.err)
	}
	var counts tea.Cmd
	if m.placeViews(msg.own) {
		counts = m.readCounts()
	}
	return tea.Batch(counts, msg.then(nil))
}

func (b *ownBoard) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return b.press(m, key.String())
	}
	return nil
}

func (b *ownBoard) screen() string { return keys.OnOwnViews }

func (b *ownBoard) press(m *model, key string) tea.Cmd {
	b.at = max(0, min(b.at, len(m.own)-1))
	if b.moved(key, len(m.own)) {
		return nil
	}
	switch does := own(b.screen(), key); {
	case does == "save":
		return m.saveView()
	case does == "put-back":
		return b.putBack(m)
	case does == "leave":
		m.pop(b)
	case len(m.own) == 0:
	case does == "open":
		m.pop(b)
		return m.show(len(m.views) - len(m.own) + b.at)
	case does == "change":
		m.push(newViewForm(m.own[b.at], m.own[b.at].Name))
	case key == "J":
		return b.sort(m, 1)
	case key == "K":
		return b.sort(m, -1)
	case does == "remove":
		return b.remove(m)
	}
	return nil
}

// sort moves the view under the cursor down or up; the cursor goes with it.
func (b *ownBoard) sort(m *model, by int) tea.Cmd {
	name := m.own[b.at].Name
	return m.keepViews(func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.Moved(name, by) }, func(err error) tea.Cmd {
		if at, gone := m.own.Place(name); gone == nil {
			b.at = at
		}
		return m.sayIf(err)
	})
}

func (b *ownBoard) remove(m *model) tea.Cmd {
	one := removed{m.own[b.at], b.at}
	return m.keepViews(func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.Without(one.view.Name) }, func(err error) tea.Cmd {
		if err != nil {
			return m.say(failed(err))
		}
		b.gone = append(b.gone, one)
		return m.say(plain("%s is removed · u puts it back", one.view.Name))
	})
}

// putBack undoes the last removal.
func (b *ownBoard) putBack(m *model) tea.Cmd {
	if len(b.gone) == 0 {
		return m.say(plain("nothing was removed here"))
	}
	last := b.gone[len(b.gone)-1]
	return m.keepViews(func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.With(last.view, last.at) }, func(err error) tea.Cmd {
		if err != nil {
			return m.say(failed(err))
		}
		b.gone, b.at = b.gone[:len(b.gone)-1], last.at
		return m.say(good("%s is back", last.view.Name))
	})
}

// sayIf tells an error, where there is one.
func (m *model) sayIf(err error) tea.Cmd {
	if err == nil {
		return nil
	}
	return m.say(failed(err))
}

func (b *ownBoard) draw(m *model) float {
	s, l := m.styles, m.lang
	_, _, w := m.boardSize()
	head := append(indented(s.muted, l.Say("What is shown now: %s", m.viewWords(m.asView())), w), "")
	var all []entry
	for i, v := range m.own {
		all = append(all, entry{m.ownLines(v, len(m.views)-len(m.own)+i, w)})
	}
	if len(all) == 0 {
		head = append(head, "  "+s.bold.draw(l.Say("No view of your own yet."))+" "+s.muted.draw(l.Say("s saves what is shown.")))
	}
	return m.drawBoard(&b.board, l.Say("Your views"), head, all)
}

// ownLines are a view with its keys and its number, and what it shows.
func (m *model) ownLines(v inbox.View, i, w int) []string {
	s, keys := m.styles, m.keyNames(m.viewKeys(i))
	if v.Key != "" && m.views[i].key == "" {
		keys = joined(keys, m.lang.Say("%s has the letter %s", m.heldBy(v.Key), v.Key))
	}
	number := m.many(m.tallies[i])
	v.Order = m.orderOf(m.views[i])
	name := cut(v.Name, w/2)
	left := s.bold.draw(name) + "  " + s.accent.draw(cut(keys, w-width(name)-width(number)-4))
	return []string{ends(left, s.muted.draw(number), w), s.muted.draw(cut(m.viewWords(v), w)), ""}
}

// viewWords is what a view shows, in which order, of which brand.
func (m *model) viewWords(v inbox.View) string {
	words := v.Query.String()
	if words == "" {
		words = m.lang.Say("everything")
	}
	if v.Brand != "" {
		words = joined(words, m.brandTitleOf(v.Brand))
	}
	return joined(words, m.lang.Say(orderPhrase(v.Order)))
}

// asView is what is shown, as a view that has no name yet.
func (m *model) asView() inbox.View {
	q := m.query
	if m.aside != nil {
		q = m.aside.query
	}
	return inbox.View{Query: q, Order: m.order, Brand: m.brand}
}

// heldBy is what a letter of a view is pressed for already; "" where it is free.
func (m *model) heldBy(letter string) string {
	holder, held := keys.Holder(m.team, letter)
	switch {
	case !held:
		return ""
	case holder.View != "":
		return m.lang.Say("the team's view %s", holder.View)
	case holder.Pipe != "":
		return m.lang.Say("the team's command %s", holder.Pipe)
	case holder.Does != keys.ViewByLetter:
		i := slices.IndexFunc(m.keys.commands, func(c command) bool { return c.Name == holder.Does })
		return m.lang.Say(m.keys.commands[i].Title)
	}
	if i := slices.IndexFunc(m.views, func(v view) bool { return !v.own && v.key == letter }); i >= 0 {
		return m.lang.Say("the view %s", m.views[i].name)
	}
	return m.lang.Say("a view that leads have")
}

func (b *ownBoard) hints(m *model) []hint {
	return m.ownHints(b.screen(), func(o keys.Own, h *hint) bool {
		switch o.Name {
		case "put-back":
			return len(b.gone) > 0
		case "cursor":
			return false // the footer has no room for it
		case "open", "change", "sort", "remove":
			h.off = len(m.own) == 0
		}
		return true
	})
}
