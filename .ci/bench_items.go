package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// team is the team file of the measurements.
const team = `
[[brand]]
name = "acme"
[[person]]
name = "nadia"
role = "owner"
`

// views are saved searches that take the whole store to count.
const views = team + `
[[view]]
name = "Refunds"
query = 'is:open remboursement'
[[view]]
name = "Late"
query = 'retard livraison is:open'
[[view]]
name = "Tea"
query = 'tea cup -is:done tag:tag-7 channel:channel-2'
[[view]]
name = "Hardly"
query = 'wheel -la -the channel:channel-3'
[[view]]
name = "Phrase"
query = '"screen menu tea" lang:fr'
`

// fill imports the items into a store, if that wasn't done before, and then some more of them.
func (b bench) fill(data string) error {
	if _, err := os.Stat(filepath.Join(data, "complete")); err == nil {
		b.tell(rowImport, "%s: made by an earlier run; remove it to do it again", data)
		return nil
	}
	if err := errors.Join(os.RemoveAll(data), os.MkdirAll(data, 0o700)); err != nil {
		return err
	}
	for name, text := range map[string]string{"vigie.toml": team, "views.toml": views} {
		if err := os.WriteFile(filepath.Join(data, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	if _, _, err := b.imported(data, 0, b.items); err != nil {
		return err
	}
	b.tell(rowSize, "%d bytes an item, search included", used(data)/int64(b.items))
	more := max(b.items/20, 1)
	took, peak, err := b.imported(data, b.items, more)
	if err != nil {
		return err
	}
	b.tell(rowImport, "%.0f items/s (%d in %s), at most %d MiB of memory", float64(more)/took.Seconds(), more, took.Round(time.Second/10), peak)
	return os.WriteFile(filepath.Join(data, "complete"), nil, 0o600)
}

// imported takes in n items from a file that was written before, and says how long that took and how much memory.
func (b bench) imported(data string, from, n int) (took time.Duration, peak int64, err error) {
	name := filepath.Join(data, "items.jsonl")
	if err := write(name, from, n); err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	cmd := b.command(data, "import", name)
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("import: %w\n%s", err, out)
	}
	took = time.Since(begun)
	// its own memory and the pages of the file that it maps
	return took, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024, os.Remove(name)
}

func used(data string) int64 {
	info, err := os.Stat(filepath.Join(data, "vigie.db"))
	if err != nil {
		return 0
	}
	return info.Size()
}

func write(name string, from, n int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(lines(f, from, n), f.Close())
}

// lines writes items of realistic length: about 220 bytes of text, 8 channels, 60 tags, 80 % done, three years of dates, and
// every twentieth with an original that cleaning changed.
func lines(w io.Writer, from, items int) error {
	words := strings.Fields(`la livraison a trois semaines de retard et personne ne répond au téléphone merci pour votre aide
		the update broke my saved places is it compatible with last year's model great service would buy again when will the shop
		open on sunday je voudrais savoir si la garantie couvre ce problème colis abîmé remboursement facture couleur bleu wheel
		brake light charger battery screen menu tea cup morning église été hôtel naïve façade où déjà`)
	r := rand.New(rand.NewPCG(1, uint64(from)))
	out := bufio.NewWriterSize(w, 1<<20)
	encode := json.NewEncoder(out)
	begin := time.Date(2023, 11, 1, 0, 0, 0, 0, time.UTC)
	step := 3 * 365 * 24 * time.Hour / time.Duration(max(from, items))
	for i := from; i < from+items; i++ {
		var text strings.Builder
		for size := 120 + r.IntN(200); text.Len() < size; {
			text.WriteString(words[r.IntN(len(words))])
			text.WriteByte(' ')
		}
		person := r.IntN(items/8 + 1)
		item := map[string]any{
			"channel": fmt.Sprintf("channel-%d", r.IntN(8)), "id": fmt.Sprintf("1151031%011d", i), "kind": "comment",
			"author": map[string]any{"handle": fmt.Sprintf("person_%d@social.example", person), "name": fmt.Sprintf("Person %d", person), "followers": r.IntN(5000)},
			"text":   text.String(), "lang": "fr", "url": fmt.Sprintf("https://social.example/@person_%d/%d", person, i),
			"posted": begin.Add(time.Duration(i) * step).Format(time.RFC3339),
		}
		if i%20 == 0 {
			item["text"] = text.String() + "\u200b"
		}
		if r.IntN(10) < 8 {
			item["status"] = "done"
		}
		if r.IntN(3) == 0 {
			item["tags"] = []string{fmt.Sprintf("tag-%d", r.IntN(60))}
		}
		if err := encode.Encode(item); err != nil {
			return err
		}
	}
	return out.Flush()
}
