package console

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// heard notes what others did in the thread while a text is being written for it.
func (c *composer) heard(m *model, n desk.Notice) {
	if n.Lost {
		c.news = append(c.news, m.lang.Say("more happened than could be followed; look at the thread"))
	}
	for _, a := range n.Applied {
		row := &c.on.row
		itself := a.Number == row.Number
		near := a.Item.Thread != "" && a.Item.Thread == row.Thread && a.Item.Channel == row.Channel
		if !c.on.one() || !itself && !near {
			continue
		}
		if itself && a.Item.Version >= row.Version {
			row.Item = a.Item
			c.on.targets[0].Version = a.Item.Version
		}
		if !a.Item.Ours {
			c.sawPost(a.Number)
		}
		own := a.Change.By == m.desk.Person().Name
		if words := m.newsOf(a); words != "" && !(own && !isReply(a)) {
			c.news = append(c.news, words)
		}
	}
}

// sees notes what of a thread is on the screen: the desk refuses an answer past anything else.
func (c *composer) sees(th desk.Thread) {
	if th.Row.Number == c.on.row.Number {
		c.sawPost(th.Seen().Newest)
	}
}

func (c *composer) sawPost(number uint64) {
	if c.on.one() {
		c.on.targets[0].Newest = max(c.on.targets[0].Newest, number)
	}
}

// newsOf says what a change did to a thread; "" for what doesn't concern who answers in it.
func (m *model) newsOf(a inbox.Applied) string {
	switch e := a.Change.Event.(type) {
	case inbox.Arrived:
		who := m.authorName(a.Item.Author)
		switch {
		case e.Post.Remote != "" && (a.Item.Remote != e.Post.Remote || a.Item.Channel != e.Channel):
			return m.lang.Say("our account answered item %d from elsewhere", a.Number)
		case a.New && a.Item.Ours:
			return m.lang.Say("%s (us) answered from elsewhere: “%s”", who, snippet(inbox.Row{Item: a.Item}, 40))
		case a.New:
			return m.lang.Say("%s wrote: “%s”", who, snippet(inbox.Row{Item: a.Item}, 40))
		}
		return m.lang.Say("%s edited item %d", who, a.Number)
	case inbox.Gone:
		return m.lang.Say("item %d was deleted at its source", a.Number)
	case inbox.Decided:
		who := m.decider(a.Change.By, a.Change.Rule)
		if e.Number != 0 && e.Number != a.Number {
			return m.lang.Say("%s answered the same post on another channel: item %d", inbox.CleanLine(who), e.Number)
		}
		entry := inbox.Entry{By: who, What: string(e.Decision.Verb), To: e.Decision.To, Patch: a.Patch}
		return inbox.CleanLine(m.sentence(entry)).String()
	case inbox.Undone:
		return m.lang.Say("%s took a decision back", a.Change.By)
	case inbox.Woke:
		return m.lang.Say("it woke from its snooze")
	}
	return ""
}

// isReply reports whether a change is an answer to the author: that concerns who answers, also where they wrote it themselves.
func isReply(a inbox.Applied) bool {
	d, decided := a.Change.Event.(inbox.Decided)
	return decided && d.Decision.Verb == inbox.VerbReply
}

// newsSince is what others did in the thread since a draft was kept last.
func (c *composer) newsSince(m *model, d inbox.Draft) []string {
	me, th := m.desk.Person().Name, m.reader.thread
	if !m.reader.loaded || m.reader.number != d.Number {
		if d.Seen != 0 && d.Seen < c.on.row.Version {
			return []string{m.lang.Say("it changed since you began this draft")}
		}
		return nil
	}
	var news []string
	for _, e := range th.History {
		if e.At.After(d.Saved) && e.By != me && (e.By != "" || e.Rule != "" || e.What == "edited" || e.What == "gone") {
			news = append(news, inbox.CleanLine(m.sentence(e)).String())
		}
	}
	for _, it := range th.Items {
		if it.Arrived.After(d.Saved) && it.Number != d.Number {
			news = append(news, m.lang.Say("%s wrote: “%s”", m.authorName(it.Author), snippet(inbox.Row{Item: it}, 40)))
		}
	}
	return news
}

type rowMsg struct{ row inbox.Row }

// rowAgain reads the row that a composer stands on again.
func (m *model) rowAgain(number uint64) tea.Cmd {
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		row, err := d.Item(ctx, number)
		if err != nil {
			return troubleMsg{err}
		}
		return rowMsg{row}
	})
}

// stands takes the row as it is now; sending is checked against that.
func (c *composer) stands(row inbox.Row) {
	if row.Number == c.on.row.Number && c.on.one() {
		c.on.row = row
		c.on.targets = []desk.Target{{Number: row.Number, Version: row.Version}}
	}
}

// changed is what the desk says that happened to an item, or in its thread, since it was seen.
func (m *model) changed(err error) (news []string) {
	e, ok := errors.AsType[*desk.ChangedError](err)
	if !ok {
		return []string{m.lang.Say("it changed since you opened it")}
	}
	for _, entry := range e.Since {
		news = append(news, inbox.CleanLine(m.sentence(entry)).String())
	}
	for _, it := range e.New {
		news = append(news, m.lang.Say("%s wrote: “%s”", m.authorName(it.Author), snippet(inbox.Row{Item: it}, 40)))
	}
	return news
}
