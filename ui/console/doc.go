// Package console is the inbox on a terminal, for one person: a Bubble Tea program that speaks to the desk and to nothing
// else, through the interface [Desk].
//
// # How it is built
//
// There is one model. Update is the only place that changes it, in four steps: the message is handled; the panes are arranged
// for the size and the focus; what follows from where the cursor now stands is asked for (rows near the ends of the window,
// the thread of another item); the thread is drawn for its width. Whatever may wait (the desk, the disk, a program) runs in a
// command made by model.ask, and its answer is a message. A late answer is told by its number and dropped.
//
// View draws the whole screen as text. The library reads the keys and switches the terminal's modes, but doesn't draw: a painter
// puts onto the terminal what changed (paint.go, canvas.go), and the library sleeps while nothing happens (rest.go). Only a plain
// screen is the library's own. A guard (guard.go) ends a console that panics, and that console alone.
//
// The list is a window: some screens of rows around the cursor, read again around it whenever something changed or an end
// comes near. The row under the cursor keeps its line of the screen, so what comes and goes never moves it.
//
// Everything that keys can do stands in one table of commands (commands.go), and what decides about items comes from the
// domain's own table of actions. Keys, footer, help and palette are made from it. A verb that needs to be told more (to which
// department, which tags, what text) gets its way in wayTo: a function that pushes a layer.
//
// # How a floating layer is made
//
// Composer, pickers, questions, palette and help are layers: values with three methods.
//
//	type picker struct{ … }
//
//	func (m *model) pickTag() tea.Cmd { m.push(&picker{…}); return nil }
//
//	func (p *picker) update(m *model, msg tea.Msg) tea.Cmd   // has every key while it is on top; ends with m.pop(p)
//	func (p *picker) draw(m *model) float                    // its lines and place; m.frame draws a box, m.centred a place
//	func (p *picker) hints(m *model) []hint                  // its keys, for the footer
//
// A layer whose keys are no text is [keyed] besides: its keys stand in the table of screens (ui/keys), from which its footer, the
// help that ? opens over it, the palette and the documentation are made. One that has work to give up is a [leaver].
//
// A layer is a pointer, so that pop finds it. What it decides goes through m.decide, which takes the selection or the item
// under the cursor, moves on, shows the row as pending and tells the outcome; a layer that was opened for certain items keeps
// their desk.Targets and calls m.send with them. What it asks of the desk goes through m.ask; the answer reaches the update of
// every layer, which knows its own by type. Text is typed into a field; its caret is float.cursor. What strangers wrote passes
// fit, cut or wrap before it is drawn, never raw.
package console
