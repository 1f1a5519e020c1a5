package console

import (
	"slices"
	"testing"
)

func TestTheEditorInheritsWhatItMayAndNoMore(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(1) }, 80, 24, func(d *driver) {
		d.m.opt.Environ = []string{"EDITOR=true --wait", "FEDI_TOKEN=hush"}
		d.m.opt.Inherited = func() []string { return []string{"EDITOR=true --wait"} }
		program := d.m.editor("draft.txt")
		if !slices.Equal(program.Args, []string{"true", "--wait", "draft.txt"}) || !slices.Equal(program.Env, []string{"EDITOR=true --wait"}) {
			t.Errorf("it is started as %q with %q", program.Args, program.Env)
		}
	})
}
