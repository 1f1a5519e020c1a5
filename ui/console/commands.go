package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// command is one thing that the console can do: what the table of keys says of it, and how it is done here.
type command struct {
	keys.Command
	deed
}

// deed is how a command is done.
type deed struct {
	may func(*model) error // why it can't be done now; nil = it always can
	do  func(*model) tea.Cmd
}

// why says why a command can't be done now, or nil.
func (c command) why(m *model) error {
	if c.may == nil {
		return nil
	}
	return c.may(m)
}

// commandTable is every command that is done at a key of its own, in the order of the footer and of help, with the keys that the
// team chose.
func commandTable(own map[string][]string) []command {
	how := deeds()
	var table []command
	for _, c := range keys.Bind(own) {
		if d, ok := how[c.Name]; ok {
			table = append(table, command{c, d})
		}
	}
	return table
}

// deeds are how the commands of the table are done, by their names.
func deeds() map[string]deed {
	step := func(by int) func(*model) tea.Cmd { return func(m *model) tea.Cmd { return m.move(by) } }
	scroll := func(by int) func(*model) tea.Cmd { return func(m *model) tea.Cmd { return m.scrollReader(by) } }
	all := map[string]deed{
		"undo":            {may: (*model).mayUndo, do: (*model).undo},
		"redo":            {do: (*model).redo},
		"recall":          {may: (*model).mayRecall, do: (*model).recall},
		"again":           {may: (*model).mayRepeat, do: (*model).repeat},
		"search":          {do: (*model).search},
		"everything":      {do: (*model).openPalette},
		"help":            {do: (*model).openHelp},
		"brand":           {may: (*model).mayBrand, do: (*model).pickBrand},
		"open":            {do: (*model).forward},
		"back":            {do: (*model).back},
		"pane":            {do: (*model).nextPane},
		"rows":            {do: (*model).toggleRows},
		"alike":           {may: (*model).mayAlike, do: (*model).showAlike},
		"apart":           {do: (*model).toggleApart},
		"order":           {do: (*model).turnOrder},
		"own-views":       {do: (*model).openOwnViews},
		"save-view":       {do: (*model).saveView},
		"browser":         {do: (*model).browse},
		"copy":            {do: (*model).copyLink},
		"copy-text":       {may: (*model).mayCopyText, do: (*model).copyText},
		"pipe":            {may: (*model).mayPipe, do: (*model).openPipe},
		"author":          {may: (*model).mayLook, do: (*model).openCard},
		"unsent":          {do: (*model).openUnsent},
		"review":          {may: (*model).mayReview, do: (*model).reviewHere},
		"channels":        {do: (*model).openChannels},
		"rules":           {do: (*model).openRules},
		"escalations":     {do: (*model).openEscalations},
		"digest":          {do: (*model).openDigest},
		"figures":         {do: (*model).openFigures},
		"log":             {do: (*model).openLog},
		"reload":          {do: (*model).reload},
		"theme":           {do: (*model).pickTheme},
		"suspend":         {may: (*model).maySuspend, do: (*model).suspend},
		"quit":            {do: (*model).quit},
		"down":            {do: step(1)},
		"up":              {do: step(-1)},
		"half-down":       {do: func(m *model) tea.Cmd { return m.halfPage(1) }},
		"half-up":         {do: func(m *model) tea.Cmd { return m.halfPage(-1) }},
		"first":           {do: (*model).toFirst},
		"last":            {do: (*model).toLast},
		"scroll-down":     {do: scroll(1)},
		"scroll-up":       {do: scroll(-1)},
		"page":            {do: (*model).readOn},
		"take-next":       {do: (*model).takeNext},
		"next-unseen":     {do: func(m *model) tea.Cmd { return m.toNext(1) }},
		"previous-unseen": {do: func(m *model) tea.Cmd { return m.toNext(-1) }},
		"skipped":         {may: (*model).maySkipped, do: (*model).openSkipped},
		"select":          {do: (*model).toggleChosen},
		"select-range":    {do: (*model).toggleRange},
		"select-all":      {do: (*model).chooseAll},
	}
	all["done-thread"] = deed{may: func(m *model) error { return m.may(inbox.VerbDone) }, do: (*model).doneThread}
	for _, a := range inbox.Actions {
		may := (*model).may
		if a.Verb == inbox.VerbAmend || a.Verb == inbox.VerbRetract {
			may = (*model).mayOwn
		}
		all[string(a.Verb)] = deed{may: func(m *model) error { return may(m, a.Verb) }, do: wayTo(a)}
	}
	return all
}

// wayTo is how a verb is asked for: at once, or by a layer that asks for what it needs.
func wayTo(a inbox.Action) func(*model) tea.Cmd {
	switch a.Verb {
	case inbox.VerbReply:
		return (*model).reply
	case inbox.VerbAmend:
		return (*model).amend
	case inbox.VerbRetract:
		return (*model).retract
	case inbox.VerbNote, inbox.VerbAbout:
		return func(m *model) tea.Cmd { return m.write(a.Verb) }
	case inbox.VerbReturn:
		return (*model).giveBack
	case inbox.VerbEscalate:
		return (*model).escalate
	case inbox.VerbMove:
		return func(m *model) tea.Cmd { return m.handOver(a.Verb) }
	case inbox.VerbUrge, inbox.VerbSendBack, inbox.VerbReport:
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
