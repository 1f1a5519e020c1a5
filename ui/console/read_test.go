package console

import (
	"testing"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestTheFirstChangeIsReadAtOnceAndThoseThatFollowAreGathered(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		change := func(times int) (readings uint64) {
			before := d.m.refresh.request
			for range times {
				d.send(noticeMsg{notice: desk.Notice{Applied: []inbox.Applied{{Change: inbox.Change{By: "léa"}, Number: 3, Item: item(3, 0)}}}})
			}
			return d.m.refresh.request - before
		}
		if n := change(1); n != 1 {
			t.Errorf("the first is read %d times", n)
		}
		before := d.m.refresh.request
		if n := change(5); n != 0 {
			t.Errorf("those that follow are read %d times before they are gathered", n)
		}
		d.wait(2 * noticed)
		if n := d.m.refresh.request - before; n != 1 {
			t.Errorf("those that follow are read %d times", n)
		}
		if n := change(1); n != 1 {
			t.Errorf("a while later the first is read %d times", n)
		}
	})
}
