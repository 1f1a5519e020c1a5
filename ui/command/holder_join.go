package command

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// lend gives the terminal to the process that holds the store, for the console that it shows there. However that ends, the
// terminal is as it was before.
func (t *conversation) lend(ctx context.Context, term *terminal, std streams) (code int, err error) {
	defer t.conn.Close()
	defer unstoppable()()
	if err := term.raw(); err != nil {
		return exitRefused, fmt.Errorf("the terminal can't be lent to the process that holds the store: %w", err)
	}
	defer func() { err = errors.Join(err, term.restore()) }()
	keys, err := uv.NewCancelReader(term.in)
	if err != nil {
		return exitRefused, fmt.Errorf("the keys of the terminal can't be read: %w", err)
	}
	l := &loan{talk: t, term: term, keys: keys, to: &frameWriter{w: t.conn}, wanted: make(chan struct{}, 1), over: make(chan struct{})}
	var all sync.WaitGroup
	defer func() {
		close(l.over)
		t.conn.Close() // it has said all
		if keys.Cancel() {
			all.Wait()
		}
		keys.Close() // nothing is lost with it
	}()
	all.Go(l.sendKeys)
	all.Go(l.sendSizes)
	defer context.AfterFunc(ctx, l.hangUp)()
	code, err = t.hear(std, l.want)
	switch {
	case err == nil:
		return code, nil
	case errors.Is(err, errCutOff):
		err = fmt.Errorf("the vigie that held this inbox (%s) is gone; what was acknowledged is kept: run `vigie` again", t.greeting)
	}
	left := term.leave()
	if ctx.Err() != nil { // it was asked to stop
		return exitDone, nil
	}
	return code, errors.Join(err, left)
}

// loan is a terminal that is lent.
type loan struct {
	talk   *conversation
	term   *terminal
	keys   io.Reader
	to     *frameWriter
	wanted chan struct{} // keys are wanted
	over   chan struct{} // closed at the end
}

// want is called by the one that hears; it never waits.
func (l *loan) want() error {
	select {
	case l.wanted <- struct{}{}:
		return nil
	default:
		return fmt.Errorf("the process that holds the store (%s) asks for keys twice", l.talk.greeting)
	}
}

// sendKeys sends keys when they are wanted, until the loan is over or the terminal is gone.
func (l *loan) sendKeys() {
	piece := make([]byte, maxFrame)
	for {
		select {
		case <-l.over:
			return
		case <-l.wanted:
		}
		n, err := l.keys.Read(piece)
		if n > 0 {
			err = l.to.send(frameInput, piece[:n])
		}
		if err != nil {
			l.hangUp()
			return
		}
	}
}

// sendSizes sends the size of the terminal whenever it changes.
func (l *loan) sendSizes() {
	resized, stop := notifyResized()
	defer stop()
	for {
		select {
		case <-l.over:
			return
		case <-resized:
		}
		w, h := l.term.size()
		size := binary.BigEndian.AppendUint32(nil, uint32(w))
		if l.to.send(frameSize, binary.BigEndian.AppendUint32(size, uint32(h))) != nil {
			return // the one that hears finds out
		}
	}
}

// hangUp lets the console end by itself, which leaves the screen as it was, or gives it up after a moment.
func (l *loan) hangUp() { // what fails here has ended
	l.talk.conn.CloseWrite()
	l.talk.conn.SetReadDeadline(time.Now().Add(2 * lastWordWithin))
}
