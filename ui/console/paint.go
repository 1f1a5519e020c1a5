package console

import (
	"bytes"
	"context"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// painter puts the console's screens onto its terminal. A screen leaves at once, but a frame after the one before at the earliest,
// and what is kept of it are its lines: the library's own renderer reads a whole screen into cells at each frame, which was half
// of the processor time of a change that hundreds see, and two thirds of a session's memory. The rest stays the library's: raw
// mode, the alternate screen and the other modes. Its own screen is a blank, and what it writes passes through here.
type painter struct {
	out   io.Writer
	frame time.Duration
	size  tea.WindowSizeMsg // at first
	news  chan struct{}     // there is another screen

	mu   sync.Mutex
	next screenful

	writing sync.Mutex // what follows is of whoever writes
	shown   []string   // the lines that the terminal shows; nil = who knows
	title   string     // that the terminal has; "" = who knows
	cursor  bool       // is shown
	held    bool       // the alternate screen isn't entered, or was left
	synced  bool       // the terminal takes a frame as one
	canvas  canvas
}

// screenful is what a terminal is to show.
type screenful struct {
	content string
	title   string // of the window
	cursor  *tea.Cursor
	w, h    int
}

func newPainter(opt Options) *painter {
	return &painter{
		out: opt.output(), frame: opt.frame(), size: tea.WindowSizeMsg{Width: opt.Width, Height: opt.Height}, news: make(chan struct{}, 1), held: true,
		canvas: canvas{profile: opt.Profile, pens: map[string]string{}, method: ansi.WcWidth},
	}
}

// show is called with every screen. It waits for nobody.
func (p *painter) show(s screenful) {
	p.mu.Lock()
	news := s != p.next
	p.next = s
	p.mu.Unlock()
	if news {
		p.wake()
	}
}

func (p *painter) wake() {
	select {
	case p.news <- struct{}{}:
	default:
	}
}

// run paints until the context ends or the terminal is gone.
func (p *painter) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.news:
		}
		if p.paint() != nil {
			return // whoever reads the keys finds out too
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(p.frame):
		}
	}
}

// paint brings the terminal to the newest screen.
func (p *painter) paint() error {
	p.writing.Lock()
	defer p.writing.Unlock()
	p.mu.Lock()
	s := p.next
	p.mu.Unlock()
	if p.held || s.w == 0 {
		return nil
	}
	lines := slices.Grow(strings.Split(s.content, "\n"), s.h)
	for len(lines) < s.h {
		lines = append(lines, "")
	}
	lines = lines[:s.h]
	c := &p.canvas
	if len(p.shown) != s.h || c.wide != s.w {
		c.clear(s.w)
		p.shown = make([]string, s.h)
	}
	c.scroll(p.shown, lines)
	for y, line := range lines {
		if line != p.shown[y] {
			c.line(y, p.shown[y], line)
		}
	}
	p.shown = lines
	return p.send(c.taken(), s.title, s.cursor)
}

// send writes changes and the title in one piece. The cursor doesn't show while they are made.
func (p *painter) send(changes, title string, cursor *tea.Cursor) error {
	before, after := "", ""
	if p.cursor && (cursor == nil || changes != "") {
		before = ansi.ResetModeTextCursorEnable
	}
	switch {
	case cursor != nil:
		after = ansi.CursorPosition(cursor.X+1, cursor.Y+1)
		if !p.cursor {
			after += ansi.SetCursorStyle(steadyBlock)
		}
		after += ansi.SetModeTextCursorEnable
	case p.cursor:
		after = ansi.SetCursorStyle(usualCursor)
	}
	p.cursor = cursor != nil
	if title != p.title {
		p.title = title
		before = ansi.SetWindowTitle(title) + before
	}
	if p.synced && changes != "" {
		before, after = ansi.SetModeSynchronizedOutput+before, after+ansi.ResetModeSynchronizedOutput
	}
	if before+changes+after == "" {
		return nil
	}
	_, err := io.WriteString(p.out, before+changes+after)
	return err
}

// The styles of the terminal's cursor (DECSCUSR): as a text is typed at, and the person's own.
const (
	steadyBlock = 2
	usualCursor = 0
)

// Write is the library's. Where it enters the alternate screen or erases it, the whole screen is painted again; once it has left,
// nothing is.
func (p *painter) Write(b []byte) (int, error) {
	p.writing.Lock()
	defer p.writing.Unlock()
	enters, leaves := bytes.LastIndex(b, []byte(ansi.SetModeAltScreenSaveCursor)), bytes.LastIndex(b, []byte(ansi.ResetModeAltScreenSaveCursor))
	if enters >= 0 || leaves >= 0 {
		p.held = leaves > enters
	}
	if enters >= 0 {
		p.title = "" // it has the library's
	}
	if enters >= 0 || bytes.Contains(b, []byte(ansi.EraseEntireScreen)) {
		p.shown = nil
		p.wake()
	}
	if p.held && p.cursor {
		p.cursor = false
		if _, err := io.WriteString(p.out, ansi.SetCursorStyle(usualCursor)); err != nil {
			return 0, err
		}
	}
	return p.out.Write(b)
}

// hear learns what the terminal is, before the library does. Of its size the library doesn't hear: it would erase the screen.
func (p *painter) hear(msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg == (tea.WindowSizeMsg{Width: oneCell, Height: oneCell}) {
			msg = p.size
		}
		return sizeMsg(msg)
	case tea.ModeReportMsg:
		p.writing.Lock()
		defer p.writing.Unlock()
		switch msg.Mode {
		case ansi.ModeSynchronizedOutput:
			p.synced = msg.Value == ansi.ModeReset // it can, and doesn't yet
		case ansi.ModeUnicodeCore:
			if msg.Value.IsSet() || msg.Value == ansi.ModeReset { // the library sets it
				p.canvas.method = ansi.GraphemeWidth
			}
		}
	}
	return msg
}

// forLibrary reports whether the library may have to write something because of a message, where it draws no screens.
func forLibrary(msg tea.Msg) bool {
	switch msg.(type) {
	case nil, tea.KeyMsg, tea.MouseMsg, tea.BatchMsg:
		return false
	}
	return reflect.TypeOf(msg).PkgPath() != reflect.TypeFor[model]().PkgPath() // what the console tells itself
}

// painted is the console with a blank for the library's screen.
type painted struct{ *model }

// oneCell is the width and height that the library has where it isn't the one that asks the terminal.
const oneCell = 1

// sizeMsg is the size of the terminal.
type sizeMsg tea.WindowSizeMsg

func (p painted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(sizeMsg); ok {
		msg = tea.WindowSizeMsg(size)
	}
	_, cmd := p.model.Update(msg)
	return p, cmd
}

// View gives the library a title only for it to take that back at the end: one that counts is painted, as a part of the screen.
func (p painted) View() tea.View {
	v := p.model.View()
	p.painter.show(screenful{v.Content, v.WindowTitle, v.Cursor, p.w, p.h})
	v.Content, v.WindowTitle, v.Cursor = " ", bareTitle, nil
	return v
}
