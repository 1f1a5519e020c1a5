package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// errNoHolder says that nobody answers for the store.
var errNoHolder = errors.New("nobody answers for the store")

// conversation is with the process that holds the store, which runs our command.
type conversation struct {
	conn     *net.UnixConn
	greeting greeting
}

// askHolder begins to talk with the process that holds the store. The error wraps errNoHolder where none answers in time, and is
// a versionsError where it is another version.
func askHolder(ctx context.Context, socket string) (*conversation, error) {
	var dialer net.Dialer
	ctx, cancel := context.WithTimeout(ctx, greetWithin)
	defer cancel()
	c, err := dialer.DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoHolder, err)
	}
	talk := &conversation{conn: c.(*net.UnixConn)}
	deadline, _ := ctx.Deadline()
	err = errors.Join(checkPeer(talk.conn), talk.conn.SetDeadline(deadline))
	if err == nil {
		err = readJSON(talk.conn, frameGreeting, &talk.greeting)
	}
	if err == nil {
		err = talk.conn.SetDeadline(time.Time{})
	}
	if err != nil {
		talk.conn.Close()
		return nil, fmt.Errorf("%w: %w", errNoHolder, err)
	}
	if talk.greeting.Protocol != protocol {
		talk.conn.Close()
		return nil, versionsError{talk.greeting}
	}
	return talk, nil
}

// send sends what is to be run.
func (t *conversation) send(req request) error {
	req.Protocol, req.Version = protocol, versionOf()
	if err := writeJSON(t.conn, frameRequest, req); err != nil {
		return errors.Join(fmt.Errorf("the process that holds the store (%s) doesn't listen: %w", t.greeting, err), t.conn.Close())
	}
	return nil
}

// follow passes the streams through until the command has ended, and gives its exit code. When the context ends, so does the
// command.
func (t *conversation) follow(ctx context.Context, std streams) (code int, err error) {
	defer t.conn.Close()
	defer context.AfterFunc(ctx, func() { t.conn.Close() })()
	code, err = t.hear(std, func() error { return t.feed(std.in) })
	switch {
	case err != nil && ctx.Err() != nil:
		return exitRefused, context.Cause(ctx)
	case errors.Is(err, errCutOff):
		err = fmt.Errorf("the process that holds the store (%s) ended before the command did: run it again", t.greeting)
	}
	return code, err
}

// errCutOff says that the other end has gone without a word.
var errCutOff = errors.New("the line was cut off")

// hear takes what the process that holds the store sends, until the exit code. need is called when it wants input.
func (t *conversation) hear(std streams, need func() error) (code int, err error) {
	for {
		f, err := readFrame(t.conn)
		switch {
		case err != nil:
			return exitRefused, fmt.Errorf("%w: %w", errCutOff, err)
		case f.kind == frameOutput:
			_, err = std.out.Write(f.payload)
		case f.kind == frameError:
			_, err = std.err.Write(f.payload)
		case f.kind == frameNeed:
			err = need()
		case f.kind == frameExit && len(f.payload) == 1:
			return int(f.payload[0]), nil
		default:
			err = fmt.Errorf("the process that holds the store (%s) says what isn't understood here", t.greeting)
		}
		if err != nil {
			return exitRefused, err
		}
	}
}

// feed sends the next piece of input, or that it is over.
func (t *conversation) feed(in io.Reader) error {
	piece := make([]byte, maxFrame)
	for {
		n, err := in.Read(piece)
		switch {
		case n > 0:
			return frame{frameInput, piece[:n]}.writeTo(t.conn)
		case errors.Is(err, io.EOF):
			return frame{frameEnd, nil}.writeTo(t.conn)
		case err != nil:
			return fmt.Errorf("the input can't be read: %w", err)
		}
	}
}
