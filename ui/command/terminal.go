package command

import (
	"os"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// terminal is the one that this process was started on, with its keys and its screen.
type terminal struct {
	in, out *os.File
	before  *term.State // nil while the terminal is as it was
}

// terminal is what the streams are; nil where they are none.
func (e Env) terminal() *terminal {
	in, isIn := e.Stdin.(*os.File)
	out, isOut := e.Stdout.(*os.File)
	if !isIn || !isOut || !term.IsTerminal(int(in.Fd())) || !term.IsTerminal(int(out.Fd())) {
		return nil
	}
	return &terminal{in: in, out: out}
}

// raw passes every key on as it is, until restore.
func (t *terminal) raw() (err error) {
	t.before, err = term.MakeRaw(int(t.in.Fd()))
	return err
}

func (t *terminal) restore() error {
	if t.before == nil {
		return nil
	}
	before := t.before
	t.before = nil
	return term.Restore(int(t.in.Fd()), before)
}

// size is in cells; zero where the terminal doesn't know.
func (t *terminal) size() (width, height int) {
	width, height, err := term.GetSize(int(t.out.Fd()))
	if err != nil {
		return 0, 0
	}
	return width, height
}

// screenLeft is what a console says when it leaves a screen, for one that can't say it any more. It ends whatever it may have
// begun: an update, colours, reports of the mouse and of the focus, pasting in brackets, keys with more to tell; then the screen
// that was there before comes back, with its cursor.
const screenLeft = ansi.ResetModeSynchronizedOutput + ansi.ResetStyle +
	ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr + ansi.ResetModeFocusEvent +
	ansi.ResetModeBracketedPaste + ansi.ResetModifyOtherKeys + "\x1b[<1u" + ansi.ResetModeUnicodeCore +
	ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable + "\x1b[0 q"

// leave says it.
func (t *terminal) leave() error {
	_, err := t.out.WriteString(screenLeft)
	return err
}
