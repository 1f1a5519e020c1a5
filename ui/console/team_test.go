package console

import (
	"errors"
	"testing"
)

func TestWhatBecameOfTheTeamFileIsTold(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		read := make(chan error)
		d.m.opt.TeamRead = read
		d.start(d.m.awaitTeam())
		read <- errors.New("vigie.toml:12: there is no table \"pip\"\nvigie.toml:14: and more")
		d.settle()
		d.see("the team stays as it was: vigie.toml:12: there is no table \"pip\" · and 1 more")
		read <- nil
		d.settle()
		d.see("the team file was read again")
	})
}
