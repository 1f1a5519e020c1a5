package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (a *app) importing() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE|-",
		Short: "Take in items from JSON Lines, one item a line.",
		Long: `Each line is an object like
  {"channel":"blog","id":"17","author":{"handle":"anna"},"text":"Hello","posted":"2026-11-21T14:00:00Z"}
channel, id, text and posted are required. A channel need not be in the team file. An item that is known already is
brought up to date; how it was triaged here stays. docs/import.md tells every key.
A line that can't be taken in is told with its number and the reason, and the others are kept.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] != "-" {
				f, err := os.Open(a.absolute(args[0]))
				if err != nil {
					return fmt.Errorf("there is nothing to import: %w", err)
				}
				defer f.Close()
				a.env.Stdin = f
				a.instead(cmd, "-")
			}
			return a.sit(cmd.Context(), long, func(seat *desk.Seat) error {
				i := importer{app: a, brands: brandsOf(seat.Team()), started: a.env.Now()}
				return i.run(cmd.Context(), seat)
			})
		},
	}
}

func brandsOf(t inbox.Team) map[string]string {
	brands := map[string]string{}
	for _, c := range t.Channels {
		brands[c.Name] = c.Brand
	}
	return brands
}

// importer reads lines and counts what became of them.
type importer struct {
	*app
	brands                         map[string]string // of the team's channels
	started, told                  time.Time
	lines                          int
	added, updated, same, refusals int
}

func (i *importer) run(ctx context.Context, seat *desk.Seat) error {
	err := seat.Import(ctx, i.changes(ctx), i.took)
	if errors.Is(err, desk.ErrRole) { // nothing was begun
		return err
	}
	i.progress(true)
	summary := fmt.Sprintf("%d new, %d updated, %d refused", i.added, i.updated, i.refusals)
	if i.same > 0 {
		summary += fmt.Sprintf(", %d known already", i.same)
	}
	i.say("%s", summary)
	switch {
	case err != nil:
		return fmt.Errorf("the import ended at line %d; what was counted is kept, and importing the file again takes in the rest: %w", i.lines, err)
	case i.refusals > 0:
		return toldError{exitRefused}
	}
	return nil
}

// reading is a line that was read, or what ended the reading.
type reading struct {
	number int
	event  inbox.Arrived
	refuse error // the line is passed over
	end    error // nothing more comes
}

// ahead is how many lines are read while the store writes those before them.
const ahead = 2048

// changes are the arrivals that the lines tell. A line that can't be read is refused and passed over. Lines are read ahead, so
// that reading and writing go on at the same time; the reading ends with the context, or with its input.
func (i *importer) changes(ctx context.Context) iter.Seq2[inbox.Change, error] {
	return func(yield func(inbox.Change, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		lines := make(chan reading, ahead)
		go i.readAll(ctx, lines)
		for {
			select {
			case <-ctx.Done():
				yield(inbox.Change{}, context.Cause(ctx))
				return
			case l, more := <-lines:
				if !more && ctx.Err() != nil {
					continue // they ended because of that
				}
				if !more || !i.pass(l, yield) {
					return
				}
			}
		}
	}
}

// pass hands on what a line told.
func (i *importer) pass(l reading, yield func(inbox.Change, error) bool) bool {
	if l.end != nil {
		return yield(inbox.Change{}, l.end)
	}
	i.lines = l.number
	if l.refuse != nil {
		i.refuse(l.number, l.refuse)
		return true
	}
	return yield(inbox.Change{Key: keyOfLine(i.started, l.number), At: i.started, Event: l.event}, nil)
}

// readAll reads lines until they end or the context does.
func (i *importer) readAll(ctx context.Context, lines chan<- reading) {
	defer close(lines)
	number := 0
	for b, err := range linesOf(i.env.Stdin) {
		number++
		l := reading{number: number}
		switch {
		case errors.Is(err, errTooLong):
			l.refuse = err
		case err != nil:
			l.end = fmt.Errorf("the input can't be read: %w", err)
		case len(b) == 0:
			continue
		default:
			l.event, l.refuse = i.read(b)
		}
		select {
		case lines <- l:
		case <-ctx.Done():
			return
		}
	}
}

func (i *importer) read(b []byte) (inbox.Arrived, error) {
	l, err := decodeLine(b)
	if err != nil {
		return inbox.Arrived{}, err
	}
	a, err := l.arrival(i.started)
	if brand, known := i.brands[a.Channel]; known {
		a.Brand = brand
	}
	return a, err
}

// keyOfLine makes a line's change the same one, and tells the line again.
func keyOfLine(started time.Time, line int) string {
	return fmt.Sprintf("import/%d/%d", started.UnixNano(), line)
}

func lineOfKey(key string) int {
	n, err := strconv.Atoi(key[strings.LastIndexByte(key, '/')+1:])
	if err != nil {
		return 0
	}
	return n
}

// took counts what became of some changes.
func (i *importer) took(applied []inbox.Applied) {
	for _, a := range applied {
		e, ok := a.Change.Event.(inbox.Arrived)
		switch {
		case a.Err != nil:
			i.refuse(lineOfKey(a.Change.Key), a.Err)
		case a.Nothing:
			i.same++
		case !ok || a.Item.Remote != e.Post.Remote: // another item that it moved
		case a.New:
			i.added++
		default:
			i.updated++
		}
	}
	i.progress(false)
}

func (i *importer) refuse(line int, why error) {
	i.refusals++
	i.clearProgress()
	fmt.Fprintf(i.env.Stderr, "line %d: %s\n", line, printable(why))
}

// progress tells how far the import is: on a terminal in one line that is written over, else in a line now and then.
func (i *importer) progress(over bool) {
	now := i.env.Now()
	every := 10 * time.Second
	if i.env.Progress {
		every = 200 * time.Millisecond
	}
	if i.told.IsZero() {
		i.told = i.started
	}
	switch {
	case over:
		i.clearProgress()
	case now.Sub(i.told) < every:
	case i.env.Progress:
		i.told = now
		fmt.Fprintf(i.env.Stderr, "\r%s lines", grouped(i.lines))
	default:
		i.told = now
		fmt.Fprintf(i.env.Stderr, "%s lines so far\n", grouped(i.lines))
	}
}

func (i *importer) clearProgress() {
	if i.env.Progress {
		fmt.Fprint(i.env.Stderr, "\r\x1b[K")
	}
}

// maxLine is the longest line that is read, in bytes: a post of ten megabytes is one to be cut, not to be lost.
const maxLine = 16 << 20

// linesOf are the lines of a file, without their ends and what stands around them. A line that is too long gives errTooLong and
// is passed over; nothing of it is kept.
func linesOf(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(r, 1<<20)
		var pieces []byte // of a line that is longer than that
		for first := true; ; first = false {
			b, err := in.ReadSlice('\n')
			long := false
			if errors.Is(err, bufio.ErrBufferFull) {
				b, long, err = longLine(in, append(pieces[:0], b...))
				pieces = b
			}
			ended := errors.Is(err, io.EOF)
			switch {
			case err != nil && !ended:
				yield(nil, err)
				return
			case long:
				if !yield(nil, errTooLong) {
					return
				}
			case len(b) > 0:
				if !yield(trimLine(b, first), nil) {
					return
				}
			}
			if ended {
				return
			}
		}
	}
}

// longLine reads the rest of a line that began with some bytes, or passes it over.
func longLine(in *bufio.Reader, line []byte) (_ []byte, tooLong bool, err error) {
	for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
		var piece []byte
		piece, err = in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(piece) > maxLine; !tooLong {
			line = append(line, piece...)
		}
	}
	return line, tooLong, err
}

var errTooLong = errors.New("it is longer than 16 MiB")

// trimLine cuts the white space around a line, and the mark that some editors begin a file with.
func trimLine(b []byte, first bool) []byte {
	if first {
		b = bytes.TrimPrefix(b, []byte("\ufeff"))
	}
	return bytes.TrimSpace(b)
}
