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

// askHolder sends a command to the process that holds the store. The error wraps errNoHolder where none answers in time.
func askHolder(ctx context.Context, socket string, req request) (*conversation, error) {
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
		err = writeJSON(talk.conn, frameRequest, req)
	}
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
	return talk, nil
}

// follow passes the streams through until the command has ended, and gives its exit code. When the context ends, so does the
// command.
func (t *conversation) follow(ctx context.Context, std streams) (code int, err error) {
	defer t.conn.Close()
	stop := context.AfterFunc(ctx, func() { t.conn.Close() })
	defer stop()
	for {
		f, err := readFrame(t.conn)
		switch {
		case ctx.Err() != nil:
			return exitRefused, context.Cause(ctx)
		case err != nil:
			return exitRefused, fmt.Errorf("the process that holds the store (%d, %s) ended before the command did: run it again", t.greeting.Process, t.greeting.Command)
		case f.kind == frameOutput:
			_, err = std.out.Write(f.payload)
		case f.kind == frameError:
			_, err = std.err.Write(f.payload)
		case f.kind == frameNeed:
			err = t.feed(std.in)
		case f.kind == frameExit && len(f.payload) == 1:
			return int(f.payload[0]), nil
		default:
			err = fmt.Errorf("the process that holds the store (%d) speaks another language: is it another version?", t.greeting.Process)
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
