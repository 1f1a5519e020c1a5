package console

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/language"
)

// pane names one of the places that can have the keys.
type pane uint8

const (
	onList pane = iota
	onReader
	onViews
)

// model is the whole console. Only Update changes it, and nothing in Update or View waits: what the desk has to be asked for
// is asked in a command, and its answer is a message that carries the number of the question.
type model struct {
	ctx  context.Context
	desk Desk
	feed Feed
	opt  Options

	asGiven Options      // as they were given: what the person wants isn't in them yet
	wish    inbox.Screen // what the person wants, as it was followed last
	ground  *bool        // whether the terminal said that it is dark; nil = it didn't say yet

	now    time.Time  // as of the message that is being handled
	team   inbox.Team // as of then
	access access     // as the screen shows it
	w, h   int
	focus  pane
	at     panes
	styles styles
	lang   language.Language

	views   []view
	own     inbox.OwnViews // those of them that are the person's
	view    int            // the view that is shown; -1 while a search of the person's own is
	brand   string         // that is shown; "" = all that the person may see
	picked  string         // the brand that the person picked: a view of another one doesn't change it
	query   inbox.Query
	words   string // the query as it is written
	doubt   doubt  // about the last search
	order   inbox.Order
	orders  map[string]string // that the person chose for views, by their searches
	compact bool              // one line a row
	apart   bool              // what says nearly the same has a row each
	aside   *aside            // what is shown again after a group of these

	list     list
	rows     map[rowLook][]string // as they are drawn
	minute   time.Time            // when the ages in them are of
	reader   reader
	seek     int // which way a search goes on in the next thread
	chosen   selection
	pending  map[uint64]inbox.Verb // decided here, not yet acknowledged
	last     inbox.Decision        // for "again"
	trail    []step                // where the latest decisions about one row were made, for undo
	takings  takings
	undoable bool // there may be something to undo
	counts   inbox.Counts
	tallies  []tally // of the views
	writing  text    // as it was last remembered
	spot     spot    // likewise
	spotting bool    // it is remembered in a moment
	resume   spot    // where the person was, until they press a key
	memory   *memory
	counting counting
	health   []desk.Health
	others   map[uint64][]desk.Presence // who else is at which item
	told     status
	deaf     deafness
	calls    attention
	wheel    wheel
	recent   recent
	keeper   *keeper
	present  presence
	sent     outbound
	bulk     *bulk   // that is being made; nil = none
	skipped  skipped // by the last one
	layers   []layer
	opened   *escalations // the board whose card the reader shows; nil = none
	prefix   string       // the first key of two
	ticking  bool         // a countdown is on the screen
	refresh  refresher
	keys     keymap
	drawn    string // the last frame, while nothing has changed since
	cursor   *tea.Cursor
	stale    bool
	quitting bool
	painter  *painter
	rests    *resting // the output
}

func newModel(ctx context.Context, opt Options) *model {
	given := opt
	opt, odd := opt.settled()
	m := &model{
		ctx: ctx, desk: opt.Desk, feed: opt.Feed, opt: opt, asGiven: given, wish: opt.Desk.Person().Screen,
		now:     opt.Desk.Now(),
		team:    opt.Desk.Team(),
		styles:  newStyles(opt.look(opt.dark())),
		lang:    language.Choose(opt.Desk.Person().Language, opt.Environ),
		pending: map[uint64]inbox.Verb{},
		rows:    map[rowLook][]string{},
		orders:  map[string]string{},
		recent:  recent{},
		keeper:  newKeeper(opt.Desk),
		memory:  &memory{desk: opt.Desk},
		stale:   true,
		painter: newPainter(opt),
	}
	m.rests = newResting(ctx, m.painter, opt.frame())
	if opt.plain {
		m.rests.Writer = opt.output()
	}
	m.access = accessOf(opt.Desk.Person())
	m.present.active = m.now
	m.chosen.clear()
	m.refresh.own = map[string]bool{}
	m.views = standardViews(m.lang, m.team, opt.Desk.Person().Role)
	m.tallies = make([]tally, len(m.views))
	m.view = firstView(opt.Desk.Person().Role)
	m.query, m.words = m.views[m.view].query, m.views[m.view].words
	m.bind()
	if odd != "" {
		m.told = bad("there is no theme %s: write dark, light, terminal, contrast or none", odd)
		m.told.ends = m.now.Add(staysBad)
	}
	return m
}

// Init asks for the first screen before anything else; the terminal's background colour comes when it comes.
func (m *model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.recallPlace(), m.readLeft(), m.readUndoable(), m.watch(), m.readOthers(), m.nextMinute(), m.awaitTeam()}
	if m.opt.Dark == nil {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// brands are the walls of what is shown: nil is every brand that the person may see.
func (m *model) brands() []string {
	if m.brand == "" {
		return nil
	}
	return []string{m.brand}
}

func (m *model) zone() *time.Location {
	if m.opt.Zone != nil {
		return m.opt.Zone
	}
	return time.Local
}

func (m *model) scene() inbox.Scene {
	return inbox.Scene{Now: m.now, Person: m.desk.Person().Name, Zone: m.zone()}
}

// current is the item that is worked on: what a text is being written for, else the card or the row under the cursor.
func (m *model) current() (inbox.Row, bool) {
	if c := m.composing(); c != nil {
		return c.on.row, true
	}
	if e := m.owing(); e != nil {
		return e.card()
	}
	return m.list.current()
}
