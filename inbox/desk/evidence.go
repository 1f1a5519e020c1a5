package desk

import (
	"context"
	"errors"
	"net/http"
	"net/url"
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
	evidenceBatch = 16               // items that are looked up at a time
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

// takeEvidence fetches all that is wanted now, the items of different channels beside each other.
func (d *Desk) takeEvidence(ctx context.Context) error {
	for {
		wanted, err := d.store.WantedEvidence(0, evidenceBatch)
		if err != nil || len(wanted) == 0 {
			return err
		}
		of := map[string][]inbox.Evidence{}
		for _, ev := range wanted {
			row, err := d.store.Item(ev.Number, "")
			if err != nil {
				return err
			}
			of[row.Channel] = append(of[row.Channel], ev)
		}
		var all sync.WaitGroup
		var mu sync.Mutex
		for channel, evs := range of {
			all.Go(func() {
				for _, ev := range evs {
					if e := d.capture(ctx, channel, ev); e != nil {
						mu.Lock()
						err = errors.Join(err, e)
						mu.Unlock()
						return
					}
				}
			})
		}
		all.Wait()
		if err != nil {
			return err
		}
	}
}

// capture fetches what is wanted of one item. What can't be had is given up, with the reason; where the desk ends in the middle
// of it, all of it is fetched again.
func (d *Desk) capture(ctx context.Context, channel string, ev inbox.Evidence) error {
	client, err := connectors.NewClient(d.evidenceClient(channel))
	if err != nil {
		return err
	}
	defer client.Close()
	bounded, cancel := context.WithTimeout(ctx, evidenceTime)
	defer cancel()
	var files []inbox.EvidenceFile
	left := int64(evidenceTotal)
	for _, f := range ev.Files[1:] {
		f = d.fetch(bounded, client, f)
		if f.Size > left {
			f = failed(f, errTooMuch)
		}
		left -= f.Size
		files = append(files, f)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	applied, err := d.apply(ctx, d.change("", inbox.Captured{Number: ev.Number, ID: ev.ID, Files: files}))
	if err != nil {
		return err
	}
	d.trackAll(channel)
	return applied[0].Err
}

// evidenceClient calls public addresses alone, and the host that the operator wrote for the channel. It has no credentials.
func (d *Desk) evidenceClient(channel string) connectors.Options {
	o := d.opts.Client
	o.Guard, o.MaxBody, o.Timeout = true, evidenceSize, evidenceOne
	o.Base, o.Auth, o.Secrets, o.Limit = "", nil, nil, nil
	if c, ok := d.channel(channel); ok {
		for _, name := range []string{"url", "server"} {
			if u, err := url.Parse(c.conf.Settings[name]); err == nil && u.Hostname() != "" {
				o.Trusted = append(o.Trusted[:len(o.Trusted):len(o.Trusted)], u.Hostname())
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
