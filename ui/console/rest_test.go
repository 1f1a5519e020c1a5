package console

import (
	"bytes"
	"context"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// atRest runs a test with an output whose renderer has just been asked to rest.
func atRest(t *testing.T, f func(t *testing.T, r *resting, written *bytes.Buffer, rested <-chan time.Duration, end func())) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var written bytes.Buffer
		asked := make(chan tea.Msg, 10)
		r := newResting(ctx, &written, time.Second/30)
		defer r.begin(func(msg tea.Msg) { asked <- msg })()
		for range 2 { // the first lets the last screen go out
			if r.hear(<-asked) == nil {
				t.Fatal("it isn't heard that there was no message for a frame")
			}
			if written.Len() == 0 {
				r.Write([]byte("first" + restWord))
			}
		}
		written.Reset()
		rested := make(chan time.Duration, 1)
		go func() {
			begun := time.Now()
			if n, err := r.Write([]byte("a" + restWord + "b")); n != len(restWord)+2 || err != nil {
				t.Errorf("wrote %d bytes, %v", n, err)
			}
			rested <- time.Since(begun)
		}()
		synctest.Wait()
		f(t, r, &written, rested, cancel)
	})
}

func TestAScreenAtRestIsWokenByWhatHappens(t *testing.T) {
	atRest(t, func(t *testing.T, r *resting, written *bytes.Buffer, rested <-chan time.Duration, _ func()) {
		time.Sleep(5 * time.Second)
		r.hear(noticeMsg{})
		if slept := <-rested; slept != 5*time.Second {
			t.Errorf("it slept %s", slept)
		}
		if written.String() != "ab" {
			t.Errorf("the terminal was sent %q", written)
		}
	})
}

func TestAKeyWakesTheScreenOnceItIsDrawn(t *testing.T) {
	atRest(t, func(t *testing.T, r *resting, _ *bytes.Buffer, rested <-chan time.Duration, _ func()) {
		r.hear(keyPress("j"))
		synctest.Wait()
		if len(rested) > 0 {
			t.Error("the frame before the key is written again")
		}
		r.wake() // as View does
		<-rested
	})
}

func TestAScreenGoesOutBeforeItRests(t *testing.T) {
	atRest(t, func(t *testing.T, r *resting, _ *bytes.Buffer, rested <-chan time.Duration, _ func()) {
		for range 2 {
			r.hear(noticeMsg{})
			r.hear(tea.RawMsg{Msg: restWord})
			if _, err := r.Write([]byte(restWord)); err != nil { // and the screen comes next
				t.Fatal(err)
			}
		}
		<-rested
	})
}

func TestARestIsNotAskedForDuringAnother(t *testing.T) {
	atRest(t, func(t *testing.T, r *resting, _ *bytes.Buffer, _ <-chan time.Duration, _ func()) {
		if r.hear(tea.RawMsg{Msg: restWord}) != nil {
			t.Error("the program would wait for its renderer, and that for the program")
		}
		r.wake()
		if r.hear(tea.RawMsg{Msg: restWord}) == nil {
			t.Error("the next rest is left out")
		}
		r.wake()
	})
}

func TestARestEndsWithTheConsoleAndInTimeByItself(t *testing.T) {
	atRest(t, func(t *testing.T, _ *resting, _ *bytes.Buffer, rested <-chan time.Duration, end func()) {
		end()
		<-rested
	})
	atRest(t, func(t *testing.T, _ *resting, _ *bytes.Buffer, rested <-chan time.Duration, _ func()) {
		if slept := <-rested; slept != longestRest {
			t.Errorf("it slept %s", slept)
		}
	})
}

func TestNobodyAtADistanceStopsTheProcess(t *testing.T) {
	for _, local := range []bool{true, false} {
		m := newModel(t.Context(), Options{Desk: newFake(1), Output: &bytes.Buffer{}, Suspends: local})
		defer m.rests.begin(func(tea.Msg) {})()
		if got := m.filter(nil, tea.SuspendMsg{}); (got != nil) != local {
			t.Errorf("local %t: %v", local, got)
		}
	}
}
