package command

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestAConsoleFollowsItsTeamFile(t *testing.T) {
	h, y := newHome(t), openTTY(t, 160, 24)
	file := filepath.Join(h.dir, "vigie.toml")
	write := func(text string) { // at once, or half of it may be read
		t.Helper()
		if err := errors.Join(writeFile(file+".new", text), os.Rename(file+".new", file)); err != nil {
			t.Fatal(err)
		}
	}
	write("[[person]]\nname = \"nadia\"\nrole = \"owner\"\n")
	h.on(y, nil, "--team", file)
	y.sees("karim")
	write("[[person]]\nname = \"nadia\"\nrole = \"owner\"\n[keys]\ndone = \"f5\"\n")
	y.sees("the team file was read again")
	y.forget()
	write("[[person]]\nname = \"nadia\"\nrole = \"owner\"\n[keys]\ndone = \"f6\"\nbloc = \"f7\"\n")
	y.sees(`the team stays as it was: vigie.toml:6: there is no command "bloc"`)
	y.press("\x1b[15~") // f5, as the last good file has it
	soon(t, "the key of the good file does it", func() bool { return h.says("--team", file, "count", "is:done") == "1\n" })
}
