package command

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

// The process that holds a store and one that asks it to run a command talk in frames: a byte that says which, the length in
// four bytes, the payload. The asking process is greeted, sends a request, and then gets what the command prints until its exit
// code comes; it is asked for standard input a piece at a time, so that nothing is read that the command doesn't want. A
// connection that closes ends the command. A console is a command whose input are keys; the size of its terminal comes whenever
// it changes.
//
// Greeting, request, error and exit code stay as they are in every protocol, so that two versions can tell who is the older.
type frameKind byte

const (
	frameGreeting frameKind = 'g' // ← who holds the store, as JSON
	frameRequest  frameKind = 'r' // → a request, as JSON
	frameNeed     frameKind = 'n' // ← the command wants input
	frameInput    frameKind = 'i' // → a piece of input
	frameEnd      frameKind = 'e' // → the input is over
	frameSize     frameKind = 'w' // → the size of the terminal: columns and lines, four bytes each
	frameOutput   frameKind = 'o' // ← standard output
	frameError    frameKind = 'x' // ← standard error
	frameExit     frameKind = 'q' // ← the exit code, a byte: the last frame
)

// protocol is raised where either end could misunderstand the other; 0 and 1 had the request before the greeting.
const protocol = 2

const (
	maxFrame   = 64 << 10
	maxRequest = 4 << 20 // more than the arguments that Linux lets a process have
)

func (k frameKind) limit() int {
	switch k {
	case frameRequest:
		return maxRequest
	case frameGreeting, frameInput, frameOutput, frameError:
		return maxFrame
	case frameSize:
		return 8
	case frameExit:
		return 1
	}
	return 0
}

func (k frameKind) known() bool {
	switch k {
	case frameRequest, frameGreeting, frameNeed, frameInput, frameEnd, frameSize, frameOutput, frameError, frameExit:
		return true
	}
	return false
}

// frame is one message.
type frame struct {
	kind    frameKind
	payload []byte
}

// writeTo writes the frame in one call.
func (f frame) writeTo(w io.Writer) error {
	if len(f.payload) > f.kind.limit() {
		return fmt.Errorf("a message of %d bytes is too long", len(f.payload))
	}
	b := make([]byte, 0, 5+len(f.payload))
	b = append(b, byte(f.kind))
	b = binary.BigEndian.AppendUint32(b, uint32(len(f.payload)))
	_, err := w.Write(append(b, f.payload...))
	return err
}

// readFrame reads one message. A length that its kind doesn't allow is refused before anything is kept for it.
func readFrame(r io.Reader) (frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	f := frame{kind: frameKind(head[0])}
	length := binary.BigEndian.Uint32(head[1:])
	if !f.kind.known() || int64(length) > int64(f.kind.limit()) {
		return frame{}, fmt.Errorf("a message of kind %q and %d bytes is none of ours", head[0], length)
	}
	f.payload = make([]byte, length)
	if _, err := io.ReadFull(r, f.payload); err != nil {
		return frame{}, fmt.Errorf("a message was cut off: %w", err)
	}
	return f, nil
}

// request is what a command is run with for another process.
type request struct {
	Protocol  int               `json:"protocol"`
	Version   string            `json:"version"` // of whoever asks, for people
	Args      []string          `json:"args"`
	Variables map[string]string `json:"variables"`
	Team      string            `json:"team"` // the team file that was named; "" = whichever the holder uses
	Dir       string            `json:"dir"`
	Keys      bool              `json:"keys"`
	Width     int               `json:"width"`
	Progress  bool              `json:"progress"`
	Screen    *screenAsk        `json:"screen,omitempty"` // the terminal is lent for a console
}

// screenAsk is what a console has to know of the terminal besides its width.
type screenAsk struct {
	Environ []string `json:"environ"`
	Height  int      `json:"height"`
}

// carried are the variables that a command reads besides those of the paths.
func carried() []string { return []string{"VIGIE_PERSON", "USER", "TZ"} }

// greeting says who holds the store.
type greeting struct {
	Process  int    `json:"process"`
	Command  string `json:"command"`
	Consoles bool   `json:"consoles"` // others may join with a console
	Protocol int    `json:"protocol"`
	Version  string `json:"version"` // for people
}

func (g greeting) String() string { return fmt.Sprintf("process %d, %s", g.Process, g.Command) }

func writeJSON(w io.Writer, kind frameKind, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return frame{kind, b}.writeTo(w)
}

// readJSON reads a message that must be of a kind.
func readJSON(r io.Reader, kind frameKind, v any) error {
	f, err := readFrame(r)
	if err != nil {
		return err
	}
	if f.kind != kind {
		return fmt.Errorf("a message of kind %q came instead of %q", f.kind, kind)
	}
	return json.Unmarshal(f.payload, v)
}
