package emulator

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fault is a way for requests to go wrong. Of the modes Hang, Endless, Cut and Lost the first that is set counts;
// without one the answer is Status (200 if 0), Header and Body instead of the true one, and no work is done.
type Fault struct {
	Match string // method and path prefix, "POST /api/v1/statuses", or a path prefix alone; "" = every request
	Times int    // how many requests; 0 = until Heal

	Status int // the answer given instead
	Header http.Header
	Body   string

	Hang    bool // never answers, until the client leaves or the platform is closed; no work is done
	Endless bool // a body that never ends: Body, or spaces, again and again; no work is done
	Cut     bool // does the work and answers half of the true body, then closes; not for streams
	Lost    bool // does the work, then closes the connection without an answer; not for streams
}

// maxBody bounds what a faulty request's body may hold before its fault begins.
const maxBody = 64 << 20

// Faults is middleware that lets a platform's requests go wrong on demand, and counts them.
// Emulators embed it: it is the Fault, Heal, Requests, Close and ServeHTTP of a Platform.
type Faults struct {
	next http.Handler
	done chan struct{}
	once sync.Once

	mu     sync.Mutex
	armed  []Fault
	counts map[string]int // by "METHOD /path"
}

// NewFaults returns middleware around next without any fault.
func NewFaults(next http.Handler) *Faults {
	return &Faults{next: next, done: make(chan struct{}), counts: map[string]int{}}
}

// Fault adds a fault. Of several that match a request the oldest is used.
func (f *Faults) Fault(fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed = append(f.armed, fault)
}

// Heal takes all faults away. A request that already hangs goes on hanging.
func (f *Faults) Heal() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed = nil
}

// Requests is how many requests arrived so far that match: a method and path prefix, a path prefix, or "" for all.
// Those that went wrong count too.
func (f *Faults) Requests(match string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for request, count := range f.counts {
		if matches(match, request) {
			n += count
		}
	}
	return n
}

// Close ends every handler that hangs or listens to Done. It may be called more than once.
func (f *Faults) Close() { f.once.Do(func() { close(f.done) }) }

// Done is closed by Close. Handlers that stream end with it.
func (f *Faults) Done() <-chan struct{} { return f.done }

// ServeHTTP counts the request and answers it truly, or as the fault says that matches it.
func (f *Faults) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fault, wrong := f.take(r.Method + " " + r.URL.Path)
	if !wrong {
		f.next.ServeHTTP(w, r)
		return
	}
	switch {
	case fault.Hang:
		f.hang(r)
	case fault.Endless:
		f.endless(w, r, fault)
	case fault.Cut:
		answer := f.work(r)
		answer.writeHalf(w)
	case fault.Lost:
		f.work(r)
		panic(http.ErrAbortHandler) // net/http's own way to close a connection without an answer
	default:
		maps.Copy(w.Header(), fault.Header)
		w.WriteHeader(orOK(fault.Status))
		_, _ = io.WriteString(w, fault.Body)
	}
}

// take counts the request and uses up one turn of the first fault that matches it.
func (f *Faults) take(request string) (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.counts[request]++
	for i, fault := range f.armed {
		if !matches(fault.Match, request) {
			continue
		}
		if fault.Times == 1 {
			f.armed = append(f.armed[:i:i], f.armed[i+1:]...)
		} else if fault.Times > 1 {
			f.armed[i].Times--
		}
		return fault, true
	}
	return Fault{}, false
}

func matches(match, request string) bool {
	if strings.HasPrefix(match, "/") {
		_, request, _ = strings.Cut(request, " ")
	}
	return strings.HasPrefix(request, match)
}

// hang waits for the client to leave. The body is read first: net/http notices a client that leaves only after that.
func (f *Faults) hang(r *http.Request) {
	_, _ = io.Copy(io.Discard, io.LimitReader(r.Body, maxBody))
	select {
	case <-r.Context().Done():
	case <-f.done:
	}
	panic(http.ErrAbortHandler)
}

// endless writes until the client leaves or the platform is closed. Close also frees a write that waits for a client
// that doesn't read.
func (f *Faults) endless(w http.ResponseWriter, r *http.Request, fault Fault) {
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-f.done:
			_ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0)) // unsupported: then nothing waits either
		case <-ended:
		}
	}()
	chunk := []byte(fault.Body)
	if len(chunk) == 0 {
		chunk = bytes.Repeat([]byte(" "), 32<<10)
	}
	maps.Copy(w.Header(), fault.Header)
	w.WriteHeader(orOK(fault.Status))
	if r.Method == http.MethodHead { // has no body that could be endless
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case <-f.done:
			panic(http.ErrAbortHandler)
		default:
		}
		if _, err := w.Write(chunk); err != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

// work lets the platform answer truly, into memory.
func (f *Faults) work(r *http.Request) *answer {
	a := &answer{header: http.Header{}}
	f.next.ServeHTTP(a, r)
	return a
}

// answer is a response kept in memory.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }

// writeHalf declares the whole body but writes half of it: net/http then closes the connection.
func (a *answer) writeHalf(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.Header().Set("Content-Length", strconv.Itoa(max(a.body.Len(), 1)))
	w.WriteHeader(orOK(a.status))
	_, _ = w.Write(a.body.Bytes()[:a.body.Len()/2])
}

func orOK(status int) int {
	if status == 0 {
		return http.StatusOK
	}
	return status
}
