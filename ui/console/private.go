package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// narrow reports whether a reply goes to its author alone: because the item is private, or by choice.
func (c *composer) narrow() bool { return c.private || c.on.row.Private }

// opens is what the channel puts at the beginning.
func (c *composer) opens(m *model) string {
	return inbox.Clean(m.desk.Opening(c.on.row.Item, c.private)).String()
}

// togglePrivate makes a public reply private, where the channel can, or public again. Whom else the item mentions, which its author
// chose, isn't told of a private one unless the text says so.
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
	before := c.opening
	c.private = !c.private
	c.opening = c.opens(m)
	if rest, stands := strings.CutPrefix(c.text.Value(), before); stands {
		setText(&c.text, c.opening+rest, max(caretOf(&c.text)+len([]rune(c.opening))-len([]rune(before)), 0))
	}
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
