// Package keys is the one table of what the console can do: what each command is called, what it does, and its keys. The key
// bindings, the footer, help, the palette, the team file's [keys], the README and the manual are made from it, so that none of
// them can be wrong about another. How a command is done is the console's own.
package keys

import "vigie/inbox"

// The groups of commands, in the order of help.
const (
	Decide   inbox.Phrase = "Decide"
	TakeBack inbox.Phrase = "Take back"
	Go       inbox.Phrase = "Go"
	Views    inbox.Phrase = "Views"
	Move     inbox.Phrase = "Move"
	Select   inbox.Phrase = "Select"
	Write    inbox.Phrase = "While writing"
)

// Groups are all groups, in the order of help.
func Groups() []inbox.Phrase {
	return []inbox.Phrase{Decide, TakeBack, Go, Views, Move, Select, Write}
}

// Command is one thing that the console can do.
type Command struct {
	Name  string // what the team file and the palette call it
	Verb  inbox.Verb
	Title inbox.Phrase
	Help  inbox.Phrase // one sentence
	Hint  inbox.Phrase // its word in the footer; "" = not there
	Keys  []string     // as Parse gives them; "g o" is two, one after the other; the first is the one that is shown
	Shown string       // how its keys are written together, where they are too many to name
	Rare  bool         // the footer has it only while it can be done, and then before the others
	Group inbox.Phrase
	Fixed bool // its keys stay as they are: a text field's, while somebody writes

	Anywhere bool // it is about no item or list, so that it can be done from any screen
}

// The commands of the views, which have a key for each.
const (
	ViewByNumber = "view-number" // the n-th of its keys opens the n-th view; the tenth is the first again
	ViewByLetter = "view-letter" // its key, then the letter of a view
)

// Quit is the command that can't be without a key.
const Quit = "quit"

// Numbered is how many views have a key of their own.
const Numbered = 9

// Letters are those of the views that every console has: open, mine, escalated, returned, snoozed, done, mentions, and a lead's review.
const Letters = "omerzdaw"

// All is every command, in the order of the footer and of help.
func All() []Command {
	all := actions()
	for _, part := range [][]Command{takingBack(), going(), viewing(), moving(), selecting(), writing()} {
		all = append(all, part...)
	}
	return all
}

// actions are made from the domain's table of actions.
func actions() []Command {
	var all []Command
	for _, a := range inbox.Actions {
		c := Command{Name: string(a.Verb), Verb: a.Verb, Title: a.Title, Help: a.Help, Hint: hint(a.Verb), Rare: a.Verb == inbox.VerbReturn, Group: Decide}
		if a.Key != "" {
			c.Keys = []string{a.Key}
		}
		all = append(all, c)
	}
	return append(all, Command{Name: "done-thread", Title: "Done with the thread", Help: "Nothing more to do in the whole thread.", Keys: []string{"D"}, Group: Decide})
}

// hint is what the footer calls the verbs that it shows.
func hint(v inbox.Verb) inbox.Phrase {
	switch v {
	case inbox.VerbReply:
		return "reply"
	case inbox.VerbEscalate:
		return "escalate"
	case inbox.VerbReturn:
		return "return it"
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

func takingBack() []Command {
	return in(TakeBack, []Command{
		{Name: "undo", Title: "Undo", Help: "Take the last decision back, also one that waits to leave.", Keys: []string{"u"}, Hint: "undo"},
		{Name: "redo", Title: "Redo", Help: "Make the decision that was taken back again.", Keys: []string{"ctrl+r"}},
		{Name: "recall", Title: "Recall the last message", Help: "Take the reply that was sent last back into the composer while its undo window runs.", Keys: []string{"U"}},
		{Name: "again", Title: "Again", Help: "The last decision again, on this item.", Keys: []string{"."}},
	})
}

func going() []Command {
	return in(Go, []Command{
		{Name: "search", Title: "Search", Help: "Find items by words, state, channel, tag, author, date …", Keys: []string{"/"}, Hint: "search"},
		{Name: "everything", Title: "Everything", Help: "Find anything that can be done, by name or by key.", Keys: []string{":"}, Anywhere: true, Hint: "everything"},
		{Name: "help", Title: "Help", Help: "Every key, searchable.", Keys: []string{"?"}, Anywhere: true, Hint: "help"},
		{Name: "brand", Title: "Brand", Help: "Show one brand, or all.", Keys: []string{"b"}},
		{Name: "open", Title: "Open the item", Help: "Give the reader the keys.", Keys: []string{"enter", "l", "right"}},
		{Name: "back", Title: "Back", Help: "From the reader to the list.", Keys: []string{"esc", "h", "left"}},
		{Name: "pane", Title: "Next pane", Help: "Give the next pane the keys.", Keys: []string{"tab"}},
		{Name: "rows", Title: "One line or two", Help: "Rows of one line, or of two with their tags.", Keys: []string{"="}},
		{Name: "alike", Title: "What says the same", Help: "Show each of the items that a row with × stands for.", Keys: []string{"F"}},
		{Name: "apart", Title: "Near-duplicates apart", Help: "A row for each item, or one for those that say nearly the same.", Keys: []string{";"}},
		{Name: "order", Title: "Another order", Help: "The newest first, the oldest, the most urgent or the most followed authors; each view keeps its own.", Keys: []string{","}},
		{Name: "own-views", Title: "Your views", Help: "Save the search that is shown as a view of your own; rename, sort and remove them. They follow you wherever you sign in.", Keys: []string{"V"}, Anywhere: true},
		{Name: "save-view", Title: "Save this search", Help: "Keep what is shown as a view of your own, with a name and a letter."},
		{Name: "browser", Title: "Open in the browser", Help: "Open the item where it was written, or show its link.", Keys: []string{"o"}},
		{Name: "copy", Title: "Copy the link", Help: "Copy the item's link with the terminal's clipboard.", Keys: []string{"y"}},
		{Name: "copy-text", Title: "Copy as text", Help: "Copy the selected items with their threads as plain text, without internal notes, for people who don't use Vigie.", Keys: []string{"Y"}},
		{Name: "pipe", Title: "Give it to a command", Help: "Give the selected items to a command of this machine as JSON Lines, and read what it prints.", Keys: []string{"|", "!"}},
		{Name: "author", Title: "The author", Help: "Who the author is to us: account, blocks, their past, our answers, and the notes about them.", Keys: []string{"i"}},
		{Name: "unsent", Title: "Not sent", Help: "What has not left: the platform's words, and what to do about it.", Keys: []string{"g n"}, Anywhere: true},
		{Name: "review", Title: "Edit and release", Help: "Edit a trainee's reply that waits for a lead, and release it.", Keys: []string{"w"}, Hint: "edit and release", Rare: true},
		{Name: "channels", Title: "Channels", Help: "How each channel is doing: since when, why, and what mends it.", Keys: []string{"g c"}, Anywhere: true},
		{Name: "rules", Title: "Rules", Help: "What each rule would have done to what came, and where people decided otherwise.", Keys: []string{"g R"}, Anywhere: true},
		{Name: "escalations", Title: "Escalations", Help: "What departments have, since when, and what is late.", Keys: []string{"E"}, Anywhere: true},
		{Name: "figures", Title: "Figures", Help: "What came, when, where and about what, how long it took and what waits; each figure opens its items.", Keys: []string{"%"}, Anywhere: true},
		{Name: "digest", Title: "Since you left", Help: "What happened while you were away, each line with its items.", Keys: []string{"g s"}, Anywhere: true},
		{Name: "log", Title: "Log", Help: "What was decided, by whom, and what came of it.", Keys: []string{"L"}, Anywhere: true},
		{Name: "reload", Title: "Read again", Help: "Read everything on the screen again.", Keys: []string{"ctrl+l"}, Anywhere: true},
		{Name: "theme", Title: "Theme", Help: "The colours of this screen, until you leave it.", Anywhere: true},
		{Name: "suspend", Title: "Suspend", Help: "Back to the shell that started the console, until its fg; also while you write.", Keys: []string{"ctrl+z"}, Anywhere: true},
		{Name: Quit, Title: "Quit", Help: "Leave; nothing that waits is lost.", Keys: []string{"q", "ctrl+c"}},
	})
}

// viewing has the digits, and what the same keys give without shift on a French keyboard.
func viewing() []Command {
	return in(Views, []Command{
		{Name: ViewByNumber, Title: "The views, in their order", Help: "On a French keyboard the same keys without shift.", Shown: "1 … 9",
			Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "&", "é", "\"", "'", "(", "-", "è", "_", "ç"}},
		{Name: ViewByLetter, Title: "A view by its letter", Help: "o open, m mine, e escalated, r returned, z snoozed, d done, a mentions, and the team's and your own by theirs.", Keys: []string{"g"}},
	})
}

func moving() []Command {
	return in(Move, []Command{
		{Name: "down", Title: "Down", Help: "The next item, or line.", Keys: []string{"j", "down"}},
		{Name: "up", Title: "Up", Help: "The item, or line, before.", Keys: []string{"k", "up"}},
		{Name: "half-down", Title: "Half a page down", Help: "Half a page down.", Keys: []string{"ctrl+d", "pgdown"}},
		{Name: "half-up", Title: "Half a page up", Help: "Half a page up.", Keys: []string{"ctrl+u", "pgup"}},
		{Name: "first", Title: "First", Help: "The first item.", Keys: []string{"g g", "home"}},
		{Name: "last", Title: "Last", Help: "The last item.", Keys: []string{"G", "end"}},
		{Name: "scroll-down", Title: "Scroll the reader", Help: "Scroll the reader, from the list.", Keys: []string{"J"}},
		{Name: "scroll-up", Title: "Scroll the reader back", Help: "Scroll the reader back, from the list.", Keys: []string{"K"}},
		{Name: "page", Title: "Read on", Help: "Page the reader, then go to the next unseen item.", Keys: []string{"space"}},
		{Name: "take-next", Title: "Take the next", Help: "Make yours the oldest open item that is nobody's and that nobody answers, and go there.", Keys: []string{"g u"}},
		{Name: "next-unseen", Title: "Next unseen or match", Help: "The next item that you didn't see; while the reader shows what a search found, the next match.", Keys: []string{"n"}},
		{Name: "previous-unseen", Title: "Previous unseen or match", Help: "The item before that you didn't see; while the reader shows what a search found, the match before.", Keys: []string{"N"}},
	})
}

func selecting() []Command {
	return in(Select, []Command{
		{Name: "select", Title: "Select", Help: "Select the item, or no longer.", Keys: []string{"x"}},
		{Name: "select-range", Title: "Select a range", Help: "Select from here on while the cursor moves.", Keys: []string{"v"}},
		{Name: "select-all", Title: "Select all", Help: "Select all that match, also beyond the screen.", Keys: []string{"*"}},
		{Name: "skipped", Title: "What was skipped", Help: "The items that the last decision about several left as they are, each with why.", Keys: []string{"g k"}, Anywhere: true},
	})
}

// writing are the keys beside the text field's own.
func writing() []Command {
	all := in(Write, []Command{
		{Title: "Send and move on", Help: "Asks first where the thread changed meanwhile.", Keys: []string{"ctrl+s"}},
		{Title: "Leave", Help: "The text is kept as a draft.", Keys: []string{"esc"}},
		{Title: "Canned texts", Help: "The brand's, or what a command of the team writes.", Keys: []string{"ctrl+t"}},
		{Title: "Keep the item open", Help: "Sending doesn't make it done; once more, it does.", Keys: []string{"tab"}},
		{Title: "Answer privately", Help: "Only the author sees the reply, where the channel can do that; once more, everybody does.", Keys: []string{"shift+tab"}},
		{Title: "Scroll the thread", Help: "Read on above the text.", Keys: []string{"shift+up", "shift+down"}},
		{Title: "Your editor", Help: "Write in $VISUAL or $EDITOR, on your own machine.", Keys: []string{"ctrl+o"}},
	})
	for i := range all {
		all[i].Fixed = true
	}
	return all
}

func in(g inbox.Phrase, all []Command) []Command {
	for i := range all {
		all[i].Group = g
	}
	return all
}
