package console

import (
	"slices"
	"testing"
)

func TestTagsAreOfferedByUseAndThenByNameAccentsAside(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := newFake(10)
		for i := range f.items {
			f.items[i].Tags = nil
		}
		f.items[0].Tags = []string{"zone", "élan"}
		f.items[1].Tags = []string{"zone", "eau"}
		f.items[2].Tags = []string{"été"}
		return f
	}, 120, 40, func(d *driver) {
		d.press("t")
		var names []string
		for _, c := range d.m.top().(*tagPicker).all {
			names = append(names, c.id)
		}
		if want := []string{"zone", "eau", "élan", "été"}; !slices.Equal(names, want) {
			t.Errorf("the picker offers %q, want %q", names, want)
		}
	})
}
