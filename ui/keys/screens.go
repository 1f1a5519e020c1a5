package keys

import (
	"slices"

	"vigie/inbox"
)

// Screen is what stands over the panes and takes keys of its own that are no text: a board, or a question.
type Screen struct {
	Name  string // of the command that opens it, where one does
	Title inbox.Phrase
	Asks  bool // it wants an answer before anything else
	Keys  []Own
}

// Own is one thing that a screen's own keys do. They stay as they are, but for those of a command.
type Own struct {
	Name  string       // of what is done, within the screen; where it is a command's, that command's name
	Hint  inbox.Phrase // its word in the footer
	Help  inbox.Phrase // a sentence, where the word doesn't say all
	Keys  []string     // as Parse gives them; none: the command's, as the team chose them
	Shown string       // how they are written together
}

// The screens.
const (
	OnOwnViews    = "own-views"
	OnEscalations = "escalations"
	OnFigures     = "figures"
	OnLog         = "log"
	OnAuthor      = "author"
	OnChannels    = "channels"
	OnRules       = "rules"
	OnDigest      = "digest"
	OnUnsent      = "unsent"
	OnSkipped     = "skipped"
	OnBrand       = "brand"
	OnDepartment  = "escalate"
	OnLinks       = "links"
	OnPrinted     = "printed"
	OnQuestion    = "question"
	OnLeaving     = "leaving"
)

// Screens are all screens, in the order of the documentation.
func Screens() []Screen {
	leave := Own{Name: "leave", Hint: "leave", Keys: []string{"esc", "q", "ctrl+c"}}
	move := Own{Name: "cursor", Hint: "move", Keys: []string{"j", "k", "down", "up"}, Shown: "j k"}
	items := Own{Name: "open", Hint: "its items", Keys: []string{"enter"}}
	return []Screen{
		{Name: OnOwnViews, Title: "Your views", Keys: []Own{
			{Name: "put-back", Hint: "put it back", Help: "The view that was removed last.", Keys: []string{"u"}},
			{Name: "save", Hint: "save", Help: "What is shown, as a view of your own.", Keys: []string{"s"}},
			{Name: "open", Hint: "show", Keys: []string{"enter"}},
			{Name: "change", Hint: "change", Help: "Its name and its letter.", Keys: []string{"e"}},
			{Name: "sort", Hint: "sort", Help: "Down or up in their order.", Keys: []string{"J", "K"}, Shown: "J K"},
			{Name: "remove", Hint: "remove", Keys: []string{"X"}}, move, leave,
		}},
		{Name: OnEscalations, Title: "Escalations", Keys: []Own{
			{Name: "open", Hint: "open it", Help: "With the whole exchange, in the reader.", Keys: []string{"enter"}},
			{Name: string(inbox.VerbMove), Hint: "move it"}, {Name: string(inbox.VerbUrge), Hint: "urge"},
			{Name: string(inbox.VerbSendBack), Hint: "send back"}, {Name: string(inbox.VerbDone), Hint: "close"},
			{Name: "next", Hint: "next department", Keys: []string{"tab", "l", "right"}},
			{Name: "previous", Hint: "department before", Keys: []string{"shift+tab", "h", "left"}},
			{Name: "list", Hint: "list them", Help: "All that the department has, as a search.", Keys: []string{"/"}},
			{Name: "undo", Hint: "undo"}, move, {Name: "leave", Hint: "leave", Keys: []string{"esc", "q", "E", "ctrl+c"}},
		}},
		{Name: OnFigures, Title: "Figures", Keys: []Own{
			items, {Name: "cursor", Hint: "move", Keys: []string{"h", "j", "k", "l"}, Shown: "h j k l"},
			{Name: "next", Hint: "next figures", Keys: []string{"tab"}}, {Name: "previous", Hint: "figures before", Keys: []string{"shift+tab"}},
			{Name: "period", Hint: "period", Help: "Seven days, today, thirty days, this month, the last one.", Keys: []string{"w", "t", "m", "c", "p"}, Shown: "w t m c p"},
			{Name: "again", Hint: "count again", Keys: []string{"ctrl+l"}}, leave,
		}},
		{Name: OnLog, Title: "Log", Keys: []Own{
			{Name: "open", Hint: "its item", Keys: []string{"enter"}},
			{Name: "take-back", Hint: "take it back", Help: "The decision under the cursor, where it is the last one about its item.", Keys: []string{"u"}},
			{Name: "filter", Hint: "filter", Help: "By person, item, what was done, when …", Keys: []string{"/"}},
			{Name: "whose", Hint: "all, mine, this item's", Keys: []string{"a", "m", "t"}, Shown: "a m t"}, move,
			{Name: "leave", Hint: "leave", Keys: []string{"esc", "q", "L", "ctrl+c"}},
		}},
		{Name: OnAuthor, Title: "The author", Keys: []Own{
			move, {Name: "note", Hint: "note about them", Keys: []string{"c"}}, {Name: "open", Hint: "that item", Keys: []string{"enter"}},
			{Name: "take-away", Hint: "take the note away", Keys: []string{"u"}}, {Name: "list", Hint: "all of theirs", Keys: []string{"/"}},
			{Name: "leave", Hint: "leave", Keys: []string{"esc", "q", "i", "ctrl+c"}},
		}},
		{Name: OnChannels, Title: "Channels", Keys: []Own{items, move, leave}},
		{Name: OnRules, Title: "Rules", Keys: []Own{
			items, move, {Name: "otherwise", Hint: "decided otherwise", Help: "The items about which people decided otherwise.", Keys: []string{"o"}},
			{Name: "let", Hint: "let it hide", Help: "After its dry run the rule may hide.", Keys: []string{"H"}}, leave,
		}},
		{Name: OnDigest, Title: "Since you left", Keys: []Own{
			items, move, {Name: "since", Hint: "since when", Help: "Since you left, today, yesterday.", Keys: []string{"l", "t", "y"}, Shown: "l t y"}, leave,
		}},
		{Name: OnUnsent, Title: "Not sent", Keys: unsent(move, leave)},
		{Name: OnSkipped, Title: "What was skipped", Keys: []Own{{Name: "open", Hint: "go to the item", Keys: []string{"enter"}}, move, leave}},
		{Name: OnBrand, Title: "Brand", Asks: true, Keys: []Own{
			{Name: "open", Hint: "show", Help: "Or the number of a brand; 0 is all of them.", Keys: []string{"enter", "l", "space"}}, move,
			{Name: "leave", Hint: "leave", Keys: []string{"esc", "q", "h", "b", "ctrl+c"}},
		}},
		{Name: OnDepartment, Title: "To which department", Asks: true, Keys: []Own{
			{Name: "its letter", Hint: "choose", Keys: []string{"its letter"}}, move, {Name: "open", Hint: "choose", Keys: []string{"enter"}}, leave,
		}},
		{Name: OnLinks, Title: "Which link", Asks: true, Keys: []Own{
			{Name: "number", Hint: "choose", Keys: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, Shown: "0 1 …"}, {Name: "open", Hint: "show", Keys: []string{"enter", "l"}}, move,
			{Name: "leave", Hint: "leave", Keys: []string{"esc", "q", "h", "ctrl+c"}},
		}},
		{Name: OnPrinted, Title: "What the command printed", Asks: true, Keys: []Own{
			{Name: "reply", Hint: "into a reply", Keys: []string{"r"}}, {Name: "note", Hint: "into a note", Keys: []string{"c"}}, move, leave,
		}},
		{Name: OnQuestion, Title: "Asked first", Asks: true, Keys: []Own{
			{Name: "yes", Hint: "do it", Help: "The key that asked doesn't answer.", Keys: []string{"y", "!"}}, {Name: "leave", Hint: "leave it", Keys: []string{"esc", "n", "q", "ctrl+c"}},
		}},
		{Name: OnLeaving, Title: "Before you leave", Asks: true, Keys: []Own{
			{Name: "send", Hint: "send now", Keys: []string{"s"}}, {Name: "keep", Hint: "keep for the next start", Keys: []string{"k"}},
			{Name: "yes", Hint: "leave", Help: "Where nothing waits to be sent.", Keys: []string{"y"}}, {Name: "leave", Hint: "stay", Keys: []string{"esc", "q", "ctrl+c"}},
		}},
	}
}

// unsent are the keys for what has not left; which of them can be used depends on how far it got.
func unsent(move, leave Own) []Own {
	return []Own{
		{Name: "send", Hint: "send it now", Help: "Or try it again; or release a trainee's.", Keys: []string{"s"}},
		{Name: "arrived", Hint: "it arrived", Help: "You looked there, and it had arrived.", Keys: []string{"y"}},
		{Name: "again", Hint: "it didn't: send it again", Keys: []string{"n"}},
		{Name: "call-off", Hint: "call it off", Keys: []string{"x"}},
		{Name: "edit", Hint: "edit and release", Keys: []string{"e"}},
		{Name: "give-back", Hint: "send it back", Help: "To the trainee, with why.", Keys: []string{"b"}},
		{Name: "mend", Hint: "mend the text", Keys: []string{"r"}},
		{Name: "open", Hint: "its item", Keys: []string{"enter"}}, move, leave,
	}
}

// ScreenOf is the screen of a name.
func ScreenOf(name string) (Screen, bool) {
	all := Screens()
	i := slices.IndexFunc(all, func(s Screen) bool { return s.Name == name })
	if i < 0 {
		return Screen{}, false
	}
	return all[i], true
}

// Does is the name of what a key of the screen's own does; "" where it has no such key.
func (s Screen) Does(key string) string {
	for _, o := range s.Keys {
		if slices.Contains(o.Keys, key) {
			return o.Name
		}
	}
	return ""
}

// Of is what the screen's own keys of a name do.
func (s Screen) Of(name string) (Own, bool) {
	i := slices.IndexFunc(s.Keys, func(o Own) bool { return o.Name == name })
	if i < 0 {
		return Own{}, false
	}
	return s.Keys[i], true
}

// WrittenOn is a screen's own keys as people write them, in English, with the commands that lend it theirs.
func WrittenOn(o Own, all []Command) string {
	if i := slices.IndexFunc(all, func(c Command) bool { return c.Name == o.Name }); len(o.Keys) == 0 && i >= 0 {
		return Written(all[i])
	}
	return Written(Command{Keys: o.Keys})
}
