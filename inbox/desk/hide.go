package desk

import (
	"slices"
	"strings"
	"sync"
	"time"

	"vigie/inbox"
)

// This file is the gate of the one thing that a rule may do outside: hide. It takes the brand's word, a dry run of that very
// rule, and room under the brand's cap. Above the cap the rule only flags: the hide waits until a lead releases it.

// capSpan is the time in which the cap counts.
const capSpan = time.Hour

// hides remembers what rules hid lately, by brand.
type hides struct {
	mu sync.Mutex
	at map[string][]time.Time // within capSpan; no entry: not read from the log yet
}

// gate lets a rule hide an item, later flag it, or not at all.
func (d *Desk) gate(rule inbox.Rule, it inbox.Item, r *inbox.Ruled) bool {
	brand, _ := d.Team().Brand(it.Brand)
	if d.mayNotHide(rule, brand) != "" || !d.canHide(it.Channel) {
		return false
	}
	if !d.takeHide(brand) {
		r.Decision.Review = true
		d.log.Warn("a rule hides no more: the brand's cap is reached", "rule", rule.Name, "brand", brand.Name)
		return true
	}
	r.Hold = d.hold()
	return true
}

// mayNotHide says why a rule hides nothing of a brand; "" where it may.
func (d *Desk) mayNotHide(rule inbox.Rule, brand inbox.Brand) string {
	if !brand.RulesMayHide {
		return "the brand " + brand.Name + " doesn't let rules hide: it takes rules_may_hide = true"
	}
	if _, done, err := d.store.Recall("", dryRunKey(rule, brand.Name)); err != nil || !done {
		return "it waits for a dry run: vigie rules test " + rule.Name
	}
	return ""
}

func (d *Desk) canHide(name string) bool {
	c, ok := d.channel(name)
	return ok && c.conn != nil && c.can()[inbox.VerbHide]
}

// dryRunKey is under what the store remembers a dry run, of nobody in particular.
func dryRunKey(rule inbox.Rule, brand string) string { return "dry run " + brand + " " + rule.Digest() }

// noteDryRun remembers who tried a rule, so that it may hide from now on.
func (s *Seat) noteDryRun(rule inbox.Rule) error {
	for _, b := range s.Team().Brands {
		value := s.Now().Format(time.RFC3339) + " " + s.name
		if err := s.desk.store.Remember("", dryRunKey(rule, b.Name), []byte(value)); err != nil {
			return inbox.Errorf("the dry run of %s can't be remembered: %w", rule.Name, err)
		}
	}
	return nil
}

// hidePerHour is the cap of a brand.
func hidePerHour(b inbox.Brand) int {
	if b.HidePerHour > 0 {
		return b.HidePerHour
	}
	return inbox.DefaultHidePerHour
}

// takeHide takes one from what rules may hide of a brand; false where there is nothing left.
func (d *Desk) takeHide(b inbox.Brand) bool {
	d.hides.mu.Lock()
	defer d.hides.mu.Unlock()
	at := d.hiddenLately(b.Name)
	if len(at) >= hidePerHour(b) {
		return false
	}
	d.hides.at[b.Name] = append(at, d.now())
	return true
}

// usedHides is how many items of a brand rules hid within the last hour.
func (d *Desk) usedHides(brand string) int {
	d.hides.mu.Lock()
	defer d.hides.mu.Unlock()
	return len(d.hiddenLately(brand))
}

// hiddenLately is when rules hid something of a brand, within capSpan. The caller holds the lock.
func (d *Desk) hiddenLately(brand string) []time.Time {
	at, read := d.hides.at[brand]
	if !read {
		at = d.hiddenInLog(brand)
	}
	since := d.now().Add(-capSpan)
	at = slices.DeleteFunc(at, func(t time.Time) bool { return !t.After(since) })
	if d.hides.at == nil {
		d.hides.at = map[string][]time.Time{}
	}
	d.hides.at[brand] = at
	return at
}

// hiddenInLog reads what rules hid before the desk was opened.
func (d *Desk) hiddenInLog(brand string) (at []time.Time) {
	since := d.now().Add(-capSpan)
	ask := inbox.LogAsk{Brands: []string{brand}, Limit: 1000}
	for {
		entries, err := d.store.Log(ask)
		if err != nil {
			d.log.Error("what rules hid can't be read", "brand", brand, "err", err)
			return at
		}
		for _, e := range entries {
			if e.Rule == inbox.ImportRule {
				continue // of any time
			}
			if e.At.Before(since) {
				return at
			}
			if e.Rule != "" && e.What == string(inbox.VerbHide) && !d.flagged(e.Delivery) {
				at = append(at, e.At)
			}
		}
		if len(entries) < ask.Limit {
			return at
		}
		ask.Before = entries[len(entries)-1].Seq
	}
}

// flagged reports whether a hide waits for a lead.
func (d *Desk) flagged(delivery uint64) bool {
	dl, err := d.store.Delivery(delivery)
	return err == nil && dl.Review
}

// RuleState is a rule as it stands in the team file, and whether it may hide.
type RuleState struct {
	Rule   inbox.Rule
	Place  int // in the order, from 1
	Hiding []Hiding
}

// Hiding is whether a rule may hide items of a brand.
type Hiding struct {
	Brand  string
	Let    bool   // the brand lets rules hide
	Why    string // it may not; "" where it may
	By     string // who made its dry run
	At     time.Time
	Used   int // by all rules, within the last hour
	Most   int
	Capped bool // the cap is reached: it only flags
}

// Rules are the team's rules in their order, as far as the person may know them. What rules hid of a brand is told to those who
// see all of it.
func (s *Seat) Rules() []RuleState {
	team, seen := s.desk.Team(), s.Team()
	var all []RuleState
	for i, r := range team.Rules {
		if _, known := seen.Rule(r.Name); !known {
			continue
		}
		state := RuleState{Rule: r, Place: i + 1}
		if r.Hide && !s.walled() {
			for _, b := range seen.Brands {
				state.Hiding = append(state.Hiding, s.desk.hiding(r, b))
			}
		}
		all = append(all, state)
	}
	return all
}

func (d *Desk) hiding(r inbox.Rule, b inbox.Brand) Hiding {
	h := Hiding{Brand: b.Name, Let: b.RulesMayHide, Why: d.mayNotHide(r, b), Used: d.usedHides(b.Name), Most: hidePerHour(b)}
	h.Capped = h.Used >= h.Most
	if value, done, err := d.store.Recall("", dryRunKey(r, b.Name)); err == nil && done {
		at, by, _ := strings.Cut(string(value), " ")
		h.By = by
		h.At, _ = time.Parse(time.RFC3339, at) // its own writing
	}
	return h
}
