package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// command is one thing that the console can do, with its keys. The one table of them makes the key bindings, the footer, the
// help and the palette, so none of these can be wrong about another.
type command struct {
	name  string // what the team file and the palette call it
	title inbox.Phrase
	help  inbox.Phrase // one sentence
	keys  []string     // as Bubble Tea names them; "g o" is two keys; the first is the one that is shown
	hint  inbox.Phrase // its word in the footer; "" = not there
	verb  inbox.Verb
	may   func(*model) error // why it can't be done now; nil = it always can
	do    func(*model) tea.Cmd
}

// why says why a command can't be done now, or nil.
func (c command) why(m *model) error {
	if c.may == nil {
		return nil
	}
	return c.may(m)
}

// commandTable is every command, in the order of the footer and of help.
func commandTable() []command {
	table := decisionCommands()
	table = append(table, undoCommands()...)
	table = append(table, placeCommands()...)
	table = append(table, moveCommands()...)
	return append(table, selectCommands()...)
}

// decisionCommands are made from the domain's table of actions.
func decisionCommands() []command {
	var table []command
	for _, a := range inbox.Actions {
		table = append(table, command{
			name: string(a.Verb), title: a.Title, help: a.Help, keys: actionKeys(a), hint: footerWord(a.Verb), verb: a.Verb,
			may: func(m *model) error { return m.may(a.Verb) },
			do:  wayTo(a),
		})
	}
	return append(table, command{
		name: "done-thread", title: "Done with the thread", help: "Nothing more to do in the whole thread.", keys: []string{"D"},
		may: func(m *model) error { return m.may(inbox.VerbDone) },
		do:  (*model).doneThread,
	})
}

// actionKeys are the keys of an action; some are only found by name.
func actionKeys(a inbox.Action) []string {
	if a.Key == "" {
		return nil
	}
	return []string{a.Key}
}

// footerWord is what the footer calls the verbs that it shows.
func footerWord(v inbox.Verb) inbox.Phrase {
	switch v {
	case inbox.VerbReply:
		return "reply"
	case inbox.VerbEscalate:
		return "escalate"
	case inbox.VerbTag:
		return "tag"
	case inbox.VerbAssign:
		return "assign"
	case inbox.VerbDone:
		return "done"
	case inbox.VerbSnooze:
		return "snooze"
	}
	return ""
}

// wayTo is how a verb is asked for: at once, or by a layer that asks for what it needs.
func wayTo(a inbox.Action) func(*model) tea.Cmd {
	switch a.Verb {
	case inbox.VerbReply:
		return (*model).reply
	case inbox.VerbNote:
		return (*model).writeNote
	case inbox.VerbReturn:
		return (*model).giveBack
	case inbox.VerbEscalate:
		return (*model).escalate
	case inbox.VerbMove:
		return func(m *model) tea.Cmd { return m.handOver(a.Verb) }
	case inbox.VerbUrge, inbox.VerbSendBack:
		return func(m *model) tea.Cmd { return m.askWhy(a) }
	case inbox.VerbTag:
		return (*model).pickTags
	case inbox.VerbAssign:
		return (*model).pickAssignee
	case inbox.VerbPriority:
		return (*model).pickPriority
	case inbox.VerbSnooze:
		return (*model).pickSnooze
	}
	return func(m *model) tea.Cmd { return m.decideOrAsk(a) }
}

func undoCommands() []command {
	return []command{
		{name: "undo", title: "Undo", help: "Take the last decision back, also one that waits to leave.", keys: []string{"u"}, hint: "undo", do: (*model).undo},
		{name: "redo", title: "Redo", help: "Make the decision that was taken back again.", keys: []string{"ctrl+r"}, do: (*model).redo},
		{name: "recall", title: "Recall the last message", help: "Take the reply that was sent last back into the composer while its undo window runs.", keys: []string{"U"}, may: (*model).mayRecall, do: (*model).recall},
		{name: "again", title: "Again", help: "The last decision again, on this item.", keys: []string{"."}, may: (*model).mayRepeat, do: (*model).repeat},
	}
}

func placeCommands() []command {
	table := []command{
		{name: "search", title: "Search", help: "Find items by words, state, channel, tag, author, date …", keys: []string{"/"}, hint: "search", do: (*model).search},
		{name: "everything", title: "Everything", help: "Find anything that can be done, by name or by key.", keys: []string{":"}, hint: "everything", do: (*model).openPalette},
		{name: "help", title: "Help", help: "Every key, searchable.", keys: []string{"?"}, hint: "help", do: (*model).openHelp},
		{name: "brand", title: "Brand", help: "Show one brand, or all.", keys: []string{"b"}, may: (*model).mayBrand, do: (*model).pickBrand},
		{name: "open", title: "Open the item", help: "Give the reader the keys.", keys: []string{"enter", "l", "right"}, do: (*model).forward},
		{name: "back", title: "Back", help: "From the reader to the list.", keys: []string{"esc", "h", "left"}, do: (*model).back},
		{name: "pane", title: "Next pane", help: "Give the next pane the keys.", keys: []string{"tab"}, do: (*model).nextPane},
		{name: "rows", title: "One line or two", help: "Rows of one line, or of two with their tags.", keys: []string{"="}, do: (*model).toggleRows},
		{name: "order", title: "Oldest first", help: "Turn the order of the list round.", keys: []string{","}, do: (*model).turnOrder},
		{name: "browser", title: "Open in the browser", help: "Open the item where it was written, or show its link.", keys: []string{"o"}, do: (*model).browse},
		{name: "copy", title: "Copy the link", help: "Copy the item's link with the terminal's clipboard.", keys: []string{"y"}, do: (*model).copyLink},
		{name: "author", title: "The author", help: "Who the author is to us: their items, our answers, their tags.", keys: []string{"i"}, may: (*model).mayLook, do: (*model).openCard},
		{name: "unsent", title: "Not sent", help: "What has not left: the platform's words, and what to do about it.", keys: []string{"g n"}, do: (*model).openUnsent},
		{name: "review", title: "Edit and release", help: "Edit a trainee's reply that waits for a lead, and release it.", keys: []string{"w"}, may: (*model).mayReview, do: (*model).reviewHere},
		{name: "channels", title: "Channels", help: "How each channel is doing: since when, why, and what mends it.", keys: []string{"g c"}, do: (*model).openChannels},
		{name: "rules", title: "Rules", help: "What each rule would have done to what came, and where people decided otherwise.", keys: []string{"g R"}, do: (*model).openRules},
		{name: "escalations", title: "Escalations", help: "What departments have, since when, and what is late.", keys: []string{"E"}, do: (*model).openEscalations},
		{name: "digest", title: "Since you left", help: "What happened while you were away, each line with its items.", keys: []string{"g s"}, do: (*model).openDigest},
		{name: "log", title: "Log", help: "What was decided, by whom, and what came of it.", keys: []string{"L"}, do: (*model).openLog},
		{name: "reload", title: "Read again", help: "Read everything on the screen again.", keys: []string{"ctrl+l"}, do: (*model).reload},
		{name: "quit", title: "Quit", help: "Leave; nothing that waits is lost.", keys: []string{"q", "ctrl+c"}, do: (*model).quit},
	}
	return table
}

func moveCommands() []command {
	step := func(by int) func(*model) tea.Cmd { return func(m *model) tea.Cmd { return m.move(by) } }
	scroll := func(by int) func(*model) tea.Cmd { return func(m *model) tea.Cmd { return m.scrollReader(by) } }
	return []command{
		{name: "down", title: "Down", help: "The next item, or line.", keys: []string{"j", "down"}, do: step(1)},
		{name: "up", title: "Up", help: "The item, or line, before.", keys: []string{"k", "up"}, do: step(-1)},
		{name: "half-down", title: "Half a page down", help: "Half a page down.", keys: []string{"ctrl+d", "pgdown"}, do: func(m *model) tea.Cmd { return m.halfPage(1) }},
		{name: "half-up", title: "Half a page up", help: "Half a page up.", keys: []string{"ctrl+u", "pgup"}, do: func(m *model) tea.Cmd { return m.halfPage(-1) }},
		{name: "first", title: "First", help: "The first item.", keys: []string{"g g", "home"}, do: (*model).toFirst},
		{name: "last", title: "Last", help: "The last item.", keys: []string{"G", "end"}, do: (*model).toLast},
		{name: "scroll-down", title: "Scroll the reader", help: "Scroll the reader, from the list.", keys: []string{"J"}, do: scroll(1)},
		{name: "scroll-up", title: "Scroll the reader back", help: "Scroll the reader back, from the list.", keys: []string{"K"}, do: scroll(-1)},
		{name: "page", title: "Read on", help: "Page the reader, then go to the next unseen item.", keys: []string{"space"}, do: (*model).readOn},
		{name: "take-next", title: "Take the next", help: "Make yours the oldest open item that is nobody's and that nobody answers, and go there.", keys: []string{"g u"}, do: (*model).takeNext},
		{name: "next-unseen", title: "Next unseen", help: "The next item that you didn't see.", keys: []string{"n"}, do: func(m *model) tea.Cmd { return m.toUnseen(1) }},
		{name: "previous-unseen", title: "Previous unseen", help: "The item before that you didn't see.", keys: []string{"N"}, do: func(m *model) tea.Cmd { return m.toUnseen(-1) }},
	}
}

func selectCommands() []command {
	return []command{
		{name: "select", title: "Select", help: "Select the item, or no longer.", keys: []string{"x"}, do: (*model).toggleChosen},
		{name: "select-range", title: "Select a range", help: "Select from here on while the cursor moves.", keys: []string{"v"}, do: (*model).toggleRange},
		{name: "select-all", title: "Select all", help: "Select all that match, also beyond the screen.", keys: []string{"*"}, do: (*model).chooseAll},
	}
}
