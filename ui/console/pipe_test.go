package console

import (
	"context"
	"errors"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// echoing runs no command: it tells which one it would, with what.
func echoing(ctx context.Context, command string, rows []inbox.Row) (string, error) {
	switch command {
	case "fail":
		return "", errors.New("no such client")
	case "hang":
		<-ctx.Done()
		return "", ctx.Err()
	}
	return fmt.Sprintf("%s got %d\x1b[31m\u202e", command, len(rows)), nil
}

func TestSelectedItemsAreGivenTogether(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press("x j x |").see("Give 2 items to a command").write("wc").press("enter").see("wc got 2").press("esc")
		d.press("* |").see("all that match is too much for a command")
	})
}

func TestACommandIsStoppedByEscAndItsFailureTold(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press("|").write("fail").press("enter").see("no such client").press("esc")
		d.press("|").write("hang").press("enter").see("running …", "stop it").press("esc").miss("running …")
	})
}

func TestAConsoleThatIsElsewhereRunsNothing(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("|").see("commands run on your own machine only")
		if len(d.m.layers) != 0 {
			t.Error("it asks for a command")
		}
	})
}

// withPipes is a desk whose team gives items to commands.
func withPipes() *fakeDesk {
	f := writing()
	f.team.Pipes = []inbox.Pipe{
		{Name: "crm", Key: "alt+c", Command: "crm look-up"},
		{Name: "summary", Command: "llm -s summary", Into: inbox.VerbNote},
		{Name: "polish", Key: "f5", Command: "llm -s answer", Into: inbox.VerbReply},
	}
	return f
}

func TestTheTeamsCommandsStandInTheListThePaletteAndHelp(t *testing.T) {
	drive(t, withPipes, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press("|").see("crm", "crm look-up", "summary").write("crm").press("enter").see("| crm", "crm look-up got 1").press("esc")
		d.press(":").write("give it to crm").see("alt-c", "crm look-up").press("enter").see("crm look-up got 1").press("esc")
		d.press("?").write("crm").see("Commands of the team", "alt-c", "crm look-up")
	})
}

func TestACommandOfTheTeamWritesIntoANoteOrAReply(t *testing.T) {
	drive(t, withPipes, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press(":").write("give it to summary").press("enter").see("Internal note", "llm -s summary got 1").press("esc j")
		d.send(tea.KeyPressMsg{Code: tea.KeyF5})
		d.see("Public reply to", "llm -s answer got 1").press("esc j j")
		d.press("x j x")
		d.send(tea.KeyPressMsg{Code: tea.KeyF5})
		d.see("llm -s answer got 2", "it goes to one item at a time")
	})
}

func TestTheTextsOfAComposerComeFromTheTeamsCommandsToo(t *testing.T) {
	drive(t, withPipes, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press("r").write("A ").press("ctrl+t").see("polish").miss("summary").write("polish").press("enter")
		d.see("Public reply to", "A llm -s answer got 1").press("esc")
		d.press("c ctrl+t").see("summary").miss("polish")
	})
}

func TestAConsoleThatIsElsewhereSaysWhyItRunsNoCommandAndShowsNone(t *testing.T) {
	drive(t, withPipes, 160, 48, func(d *driver) {
		d.send(tea.KeyPressMsg{Code: tea.KeyF5})
		d.see("polish: commands run on your own machine only")
		d.press(":").write("give it to crm").see("commands run on your own machine only").miss("look-up").press("enter").miss("got").press("esc")
		d.press("?").write("crm").see("commands run on").miss("look-up").press("esc")
		d.press("r ctrl+t").write("polish").see("commands run on your own machine only").press("enter").miss("got")
	})
}
