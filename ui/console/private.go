package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// narrow reports whether a reply goes to its author alone: because the item is private, or by choice.
func (c *composer) narrow() bool { return c.private || c.on.row.Private }

// togglePrivate makes a public reply private, where the channel can, or public again.
func (c *composer) togglePrivate(m *model) tea.Cmd {
	switch {
	case c.verb != inbox.VerbReply || c.review != nil:
		return nil // that was decided with the reply
	case c.on.row.Private:
		return m.say(plain("the item is private, and so is the reply"))
	}
	if err := m.desk.MayPrivately(c.on.row.Item); err != nil {
		return m.say(failed(err))
	}
	c.private = !c.private
	told := plain("public again: everybody sees it")
	if c.private {
		told = plain("private: only the author sees it, and whom else the text mentions")
	}
	return tea.Batch(m.say(told), c.changed(m))
}

// otherWidth is what the key of togglePrivate makes of the reply.
func (c *composer) otherWidth() inbox.Phrase {
	if c.narrow() {
		return "publicly"
	}
	return "privately"
}
