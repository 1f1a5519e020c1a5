package console

import (
	"fmt"
	"image"
	"testing"

	"pgregory.net/rapid"
)

func TestTheScreenHasThreeWidthsAndALeastSize(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want mode
	}{
		{160, 48, wide}, {120, 40, wide}, {119, 40, medium}, {80, 24, medium}, {80, 16, medium}, {80, 15, narrow},
		{79, 24, narrow}, {60, 18, narrow}, {40, 10, narrow}, {39, 10, tiny}, {40, 9, tiny}, {0, 0, tiny},
	} {
		if got := layout(c.w, c.h, onList, false).mode; got != c.want {
			t.Errorf("%d×%d is %d, want %d", c.w, c.h, got, c.want)
		}
	}
}

func TestAWideScreenPutsViewsListAndReaderSideBySide(t *testing.T) {
	p := layout(120, 40, onList, false)
	if p.views != image.Rect(0, 2, 17, 38) || p.list != image.Rect(18, 2, 64, 38) || p.reader != image.Rect(65, 2, 120, 38) {
		t.Errorf("views %v, list %v, reader %v", p.views, p.list, p.reader)
	}
}

func TestAMediumScreenPutsTheReaderBelowTheList(t *testing.T) {
	p := layout(80, 24, onList, false)
	if p.list != image.Rect(0, 2, 80, 11) || p.reader != image.Rect(0, 12, 80, 22) || !p.views.Empty() {
		t.Errorf("views %v, list %v, reader %v", p.views, p.list, p.reader)
	}
}

func TestWithNothingToReadTheListOfAMediumScreenGetsItAll(t *testing.T) {
	if p := layout(80, 24, onList, true); p.list != image.Rect(0, 2, 80, 22) || !p.reader.Empty() {
		t.Errorf("list %v, reader %v", p.list, p.reader)
	}
}

func TestANarrowScreenShowsThePaneThatHasTheKeys(t *testing.T) {
	for focus, pick := range map[pane]func(panes) image.Rectangle{
		onList:   func(p panes) image.Rectangle { return p.list },
		onReader: func(p panes) image.Rectangle { return p.reader },
		onViews:  func(p panes) image.Rectangle { return p.views },
	} {
		if got := pick(layout(60, 18, focus, false)); got != image.Rect(0, 2, 60, 16) {
			t.Errorf("focus %d: %v", focus, got)
		}
	}
}

func TestPanesNeverOverlapNorLeaveTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 500).Draw(t, "w"), rapid.IntRange(0, 200).Draw(t, "h")
		p := layout(w, h, pane(rapid.IntRange(0, 2).Draw(t, "focus")), rapid.Bool().Draw(t, "empty"))
		all := []image.Rectangle{p.header, p.top, p.views, p.list, p.middle, p.reader, p.bottom, p.footer}
		for i, a := range all {
			if !a.In(image.Rect(0, 0, w, h)) {
				t.Fatal(fmt.Sprintf("pane %d %v is off the screen", i, a))
			}
			for j, b := range all[:i] {
				if a.Overlaps(b) {
					t.Fatal(fmt.Sprintf("panes %d %v and %d %v overlap", i, a, j, b))
				}
			}
		}
	})
}

func TestTheWayOutOfALayerIsToldOnANarrowScreenToo(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 40, 12, func(d *driver) {
		d.press("e").see("esc leave").press("s").see("low normal [high] urgent", "esc another department").press("esc esc t").see("esc leave")
	})
}
