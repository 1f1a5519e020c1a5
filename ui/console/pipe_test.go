package console

import (
	"context"
	"errors"
	"fmt"
	"testing"

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

func TestAnItemIsGivenToACommandAndWhatItPrintsGoesIntoAReply(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press("|").see("Give 1 item to a command").write("translate").press("enter").see("| translate", "translate got 1").miss("\u202e")
		d.press("r").see("Public reply to Karim B.", "@karim_b@social.example translate got 1").press("esc")
		d.press("!").see("translate").press("enter").see("translate got 1").press("c").see("Internal note", "translate got 1")
	})
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
