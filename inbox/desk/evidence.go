package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// What is fetched for evidence is bounded, since strangers chose the addresses.
const (
	evidenceTime  = 45 * time.Second // for one item in all
	evidenceOne   = 15 * time.Second // for one address
	evidenceSize  = 8 << 20          // bytes of one file
	evidenceTotal = 32 << 20         // of one item
	evidenceBatch = 4                // items that are fetched beside each other
	evidenceSeen  = 10_000           // … that are looked at to find which are wanted most
)

var errTooMuch error = inbox.Reason("this item's files are too large together")

// keepEvidence fetches what is wanted as evidence, until the context ends.
func (d *Desk) keepEvidence(ctx context.Context) {
	for {
		wait := time.Hour
		if err := d.takeEvidence(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("evidence could not be kept", "err", plain(err))
			wait = d.opts.Backoff(1)
		}
		if !pause(ctx, wait, d.wanted) {
			return
		}
	}
}

// takeEvidence fetches all that is wanted now, what is wanted most first.
func (d *Desk) takeEvidence(ctx context.Context) error {
	for {
		wanted, err := d.store.WantedEvidence(0, evidenceSeen)
		if err != nil || len(wanted) == 0 {
			return err
		}
		byNeed(wanted)
		if err := d.captureAll(ctx, wanted[:min(len(wanted), evidenceBatch)]); err != nil {
			return err
		}
	}
}

// byNeed sorts what is wanted: what is to be taken out of sight waits for all of its evidence, and so does whoever decided.
func byNeed(wanted []inbox.Evidence) {
	leisure := map[uint64]int{}
	for _, ev := range wanted {
		n := 1
		if ev.Verb != inbox.VerbHide && ev.Verb != inbox.VerbDelete {
			n++
		}
		if ev.By == "" {
			n += 2
		}
		if least := leisure[ev.Number]; least == 0 || n < least {
			leisure[ev.Number] = n
		}
	}
	slices.SortStableFunc(wanted, func(a, b inbox.Evidence) int { return cmp.Compare(leisure[a.Number], leisure[b.Number]) })
}

// captureAll fetches what is wanted of some items, beside each other.
func (d *Desk) captureAll(ctx context.Context, wanted []inbox.Evidence) error {
	var all sync.WaitGroup
	errs := make([]error, len(wanted))
	for i, ev := range wanted {
		all.Go(func() { errs[i] = d.capture(ctx, ev) })
	}
	all.Wait()
	return errors.Join(errs...)
}

// capture fetches what is wanted of one item. What can't be had is given up, with the reason; where the desk ends in the middle
// of it, all of it is fetched again.
func (d *Desk) capture(ctx context.Context, ev inbox.Evidence) error {
	row, err := d.store.Item(ev.Number, "")
	if err != nil {
		return err
	}
	client, err := connectors.NewClient(d.evidenceClient(row.Channel))
	if err != nil {
		return err
	}
	defer client.Close()
	bounded, cancel := context.WithTimeout(ctx, evidenceTime)
	defer cancel()
	of := roomOf(row.Channel, ev)
	room, left := d.rooms.left(of, d.now()), int64(evidenceTotal)
	var files []inbox.EvidenceFile
	for _, f := range ev.Files[1:] {
		f = d.fetch(bounded, client, f)
		switch {
		case f.Size > left:
			f = failed(f, errTooMuch)
		case f.Size > room:
			f = failed(f, errNoRoom)
		}
		left, room = left-f.Size, room-f.Size
		files = append(files, f)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	d.rooms.take(of, files, d.now())
	applied, err := d.apply(ctx, d.change("", inbox.Captured{Number: ev.Number, ID: ev.ID, Files: files}))
	if err != nil {
		return err
	}
	d.trackAll(row.Channel)
	return applied[0].Err
}

// evidenceClient calls public addresses alone, and the server that the operator wrote for the channel, which is no other one on the
// same machine. It has no credentials.
func (d *Desk) evidenceClient(channel string) connectors.Options {
	o := d.opts.Client
	o.Guard, o.MaxBody, o.Timeout = true, evidenceSize, evidenceOne
	o.Base, o.Auth, o.Secrets, o.Limit = "", nil, nil, nil
	if c, ok := d.channel(channel); ok {
		for _, name := range []string{"url", "server"} {
			if u, err := url.Parse(c.conf.Settings[name]); err == nil && u.Hostname() != "" {
				o.Trusted = slices.Concat(o.Trusted, connectors.Trust(u))
			}
		}
	}
	return o
}

// fetch asks an address for its bytes, twice where it may be better the second time.
func (d *Desk) fetch(ctx context.Context, client *connectors.Client, f inbox.EvidenceFile) inbox.EvidenceFile {
	var resp *connectors.Response
	var err error
	for range 2 {
		resp, err = client.Do(ctx, &connectors.Request{Path: f.URL.String()})
		if !errors.Is(err, connectors.ErrTemporary) || ctx.Err() != nil || !pause(ctx, time.Second, nil) {
			break
		}
	}
	f.At = d.now()
	if resp != nil {
		f.Status = resp.Status
	}
	if err != nil {
		return failed(f, err)
	}
	f.Type = http.DetectContentType(resp.Body)
	return f.Keep(resp.Body)
}

// failed is a file that is not kept, and why.
func failed(f inbox.EvidenceFile, err error) inbox.EvidenceFile {
	return inbox.EvidenceFile{What: f.What, URL: f.URL, At: f.At, Status: f.Status, Why: inbox.CleanLine(plain(err))}
}

// awaitsEvidence reports whether a delivery has to wait since what it takes out of sight is still being kept.
func (d *Desk) awaitsEvidence(dl inbox.Delivery) (bool, error) {
	if dl.Verb != inbox.VerbHide && dl.Verb != inbox.VerbDelete {
		return false, nil
	}
	wanted, err := d.store.WantedEvidence(dl.Item, 1)
	if len(wanted) > 0 {
		nudge(d.wanted)
	}
	return len(wanted) > 0, err
}

// Evidence is what was kept of an item.
func (s *Seat) Evidence(_ context.Context, number uint64) ([]inbox.Evidence, error) {
	if _, err := s.row(number); err != nil {
		return nil, err
	}
	return s.desk.store.Evidence(number)
}

// EvidenceFile are the bytes of a file that was kept. They are what was kept, or there is an error.
func (s *Seat) EvidenceFile(_ context.Context, ev inbox.Evidence, place int) ([]byte, error) {
	if _, err := s.row(ev.Number); err != nil {
		return nil, err
	}
	body, err := s.desk.store.EvidenceFile(ev, place)
	if err != nil {
		return nil, err
	}
	if is := inbox.Fingerprint(body); is != ev.Files[place].SHA256 {
		return nil, inbox.Errorf("file %d of the evidence %d isn't what was kept: its sha256 is %s", place, ev.ID, is)
	}
	return body, nil
}
