package store

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/inbox"
)

func TestReadersNeverSeeAHalf(t *testing.T) {
	b := newBench(t)
	for i := range 20 {
		b.arrive(fmt.Sprint(i), "bonjour")
	}
	ctx, cancel := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for ctx.Err() == nil {
				report, err := b.Check(context.Background())
				if err != nil || len(report.Problems) > 0 {
					t.Errorf("a reader finds %q, %v", report.Problems, err)
					return
				}
				if _, err := b.Page(context.Background(), inbox.Ask{Query: parse(t, "bonjour tag:t* is:open")}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for i := range 40 {
				d := inbox.Decision{Verb: inbox.VerbTag, Add: []string{fmt.Sprintf("t%d-%d", w, i)}}
				c := inbox.Change{Key: fmt.Sprintf("%d-%d", w, i), At: monday, By: "nadia", Event: inbox.Decided{Number: uint64(1 + i%20), Decision: d}}
				if applied, err := b.Apply(context.Background(), []inbox.Change{c}); err != nil || applied[0].Err != nil {
					t.Error(applied, err)
					return
				}
			}
		})
	}
	writers.Wait()
	cancel()
	readers.Wait()
}

func TestAPersonsDecisionOvertakesIntake(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "bonjour")
	release, held := make(chan struct{}), make(chan struct{})
	go b.write(context.Background(), patient, func(*txn) error {
		close(held)
		<-release
		return nil
	})
	<-held
	var mu sync.Mutex
	var order []string
	var all sync.WaitGroup
	queued := make(chan struct{}, 2)
	enter := func(name string, l lane) {
		all.Go(func() {
			queued <- struct{}{}
			err := b.write(context.Background(), l, func(*txn) error {
				mu.Lock()
				defer mu.Unlock()
				order = append(order, name)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-queued
	}
	for range 5 {
		enter("intake", patient)
	}
	for range 5 {
		enter("person", urgent)
	}
	for end := time.Now().Add(time.Minute); blockedInSubmit() < 11; time.Sleep(time.Millisecond) { // the one that holds the writer, and the ten
		if time.Now().After(end) {
			t.Errorf("only %d wait in a queue", blockedInSubmit())
			break
		}
	}
	close(release)
	all.Wait()
	for i, name := range order {
		if want := map[bool]string{true: "person", false: "intake"}[i < 5]; name != want {
			t.Fatalf("they came in the order %v", order)
		}
	}
}

// blockedInSubmit counts the goroutines that stand in a queue of a writer; one that is on its way there doesn't yet.
func blockedInSubmit() (n int) {
	stacks := make([]byte, 1<<20)
	for stack := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		state, calls, _ := strings.Cut(stack, "\n") // "goroutine 7 [select]:"
		if strings.Contains(calls, ".(*Store).submit(") && (strings.Contains(state, "[select") || strings.Contains(state, "[chan receive")) {
			n++
		}
	}
	return n
}

func TestWhoLeavesTheQueueChangesNothing(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "bonjour")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Apply(ctx, []inbox.Change{b.change("nadia", inbox.Decided{Number: it.Number, Decision: inbox.Decision{Verb: inbox.VerbDone}})}); err == nil {
		t.Error("it should be told that it left")
	}
	if got := b.item(it.Number).Status; got != inbox.Open {
		t.Errorf("the item is %s", got)
	}
}
