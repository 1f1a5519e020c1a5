package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"vigie/inbox/desk"
	"vigie/store"
)

func (a *app) store() *cobra.Command {
	return family("store check|backup|restore|compact|stats", "Look after the file that the inbox is kept in.",
		a.storeCheck(), a.storeBackup(), a.storeRestore(), a.storeCompact(), a.storeStats())
}

func (a *app) storeCheck() *cobra.Command {
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Read the whole store and say whether all of it fits together.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), long, func(h *house) error {
				r, err := h.store.Check(cmd.Context())
				if err != nil {
					return err
				}
				if len(r.Problems) > 0 && r.Rebuild && rebuild {
					a.say("%s; making indexes, counters and search anew", plural(len(r.Problems), "problem"))
					if err := h.store.Rebuild(cmd.Context()); err != nil {
						return err
					}
					if r, err = h.store.Check(cmd.Context()); err != nil {
						return err
					}
				}
				return a.report(r)
			})
		},
	}
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "make indexes, counters and search anew where they don't fit the items")
	return cmd
}

func (a *app) report(r store.Report) error {
	a.say("%s, %s, %s of the log", plural(r.Items, "item"), plural(r.Deliveries, "delivery"), plural(r.Entries, "line"))
	if len(r.Problems) == 0 {
		a.say("all of it fits together")
		return nil
	}
	for _, p := range r.Problems {
		fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(errors.New(p)))
	}
	if r.Rebuild {
		return fmt.Errorf("%s: `vigie store check --rebuild` mends what is made from the items", plural(len(r.Problems), "problem"))
	}
	return fmt.Errorf("%s: `vigie store restore` puts a backup in place", plural(len(r.Problems), "problem"))
}

func (a *app) storeBackup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE|-",
		Short: "Write a whole copy of the store, while others go on working.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == "-" {
				return a.backup(cmd.Context())
			}
			return a.intoFile(cmd, a.absolute(args[0]))
		},
	}
}

func (a *app) backup(ctx context.Context) error {
	return a.in(ctx, long, func(h *house) error { return h.store.Backup(a.env.Stdout) })
}

// intoFile makes a backup in a file, which is there whole or not at all. The file is this process's, whoever holds the store.
func (a *app) intoFile(cmd *cobra.Command, path string) (err error) {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s is there already: name another file", path)
	}
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the backup can't be written: %w", err)
	}
	defer os.Remove(part) // gone already where all went well
	out := a.env.Stdout
	a.env.Stdout = f
	a.instead(cmd, "-")
	err = a.backup(cmd.Context())
	a.env.Stdout = out
	if err = errors.Join(err, f.Sync()); err != nil {
		return errors.Join(err, f.Close())
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	a.say("backup of %s bytes: %s", grouped(int(info.Size())), path)
	return nil
}

func (a *app) storeRestore() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE|-",
		Short: "Put a backup in the store's place; what was there is kept beside it.",
		Long:  "Everything that the backup holds to be sent waits until you release it: it may have been sent since.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := a.paths()
			if err != nil {
				return err
			}
			from := a.env.Stdin
			if args[0] != "-" {
				f, err := os.Open(a.absolute(args[0]))
				if err != nil {
					return fmt.Errorf("there is no backup: %w", err)
				}
				defer f.Close()
				from = f
			}
			if err := store.Restore(cmd.Context(), from, p.store); err != nil {
				return err
			}
			a.say("restored %s; `vigie outbox` shows what waits for you to release it", p.store)
			return nil
		},
	}
}

func (a *app) storeCompact() *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "Write the store anew without its free pages.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var p paths
			var before int64
			err := a.own(cmd.Context(), long, func(h *house) error {
				p = h.paths
				if err := os.Remove(compacted(p)); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
				st, err := h.store.Stats()
				if err != nil {
					return err
				}
				before = st.Bytes
				return h.store.Compact(cmd.Context(), compacted(p))
			})
			if err != nil {
				return err
			}
			return a.swap(p, before)
		},
	}
}

func compacted(p paths) string { return p.store + ".compact" }

// swap puts a compacted store in the place of the closed one. The mark beside it counts the transactions of the old file, and
// would take the new one for an older copy.
func (a *app) swap(p paths, before int64) error {
	info, err := os.Stat(compacted(p))
	if err != nil {
		return err
	}
	if err := os.Remove(p.store + ".mark"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(compacted(p), p.store); err != nil {
		return err
	}
	a.say("compacted from %s to %s bytes", grouped(int(before)), grouped(int(info.Size())))
	return nil
}

func (a *app) storeStats() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Print the figures of the store.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), short, func(h *house) error {
				st, err := h.store.Stats()
				if err != nil {
					return err
				}
				aged, err := h.desk.Aged(cmd.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return jsonLines(a.env.Stdout).Encode(statsJSON{
						h.paths.store, st.Schema, st.Bytes, st.Free, st.Items, st.Entries, st.Deliveries, st.Unposted, st.Copied, newAgedJSON(aged),
					})
				}
				t := newTable(a.env.Width)
				t.row("file", h.paths.store)
				t.row("layout", fmt.Sprintf("version %d", st.Schema))
				t.row("size", fmt.Sprintf("%s bytes, %s of them free", grouped(int(st.Bytes)), grouped(int(st.Free))))
				t.row("items", grouped(int(st.Items)))
				t.row("log", plural(int(st.Entries), "line"))
				t.row("deliveries", grouped(int(st.Deliveries)))
				t.row("search", fmt.Sprintf("%s in memory", plural(int(st.Unposted), "text")))
				for _, brand := range aged {
					t.row("to forget", toForget(brand))
				}
				if st.Copied {
					t.row("a copy", "what it holds to be sent waits until you release it: `vigie outbox`")
				}
				if st.PostError != nil {
					t.row("search can't be saved", printable(st.PostError))
				}
				return t.print(a.env.Stdout)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print an object")
	return cmd
}

// statsJSON is the figures of a store as they are printed.
type statsJSON struct {
	File       string `json:"file"`
	Schema     int    `json:"schema"`
	Bytes      int64  `json:"bytes"`
	Free       int64  `json:"free"`
	Items      uint64 `json:"items"` // numbers given so far
	Entries    uint64 `json:"entries"`
	Deliveries uint64 `json:"deliveries"`
	Unposted   uint64 `json:"unposted"`
	Copied     bool   `json:"copied"`

	Forget []agedJSON `json:"forget"` // of each brand that doesn't keep for ever
}

// agedJSON is how much of a brand is older than it is kept.
type agedJSON struct {
	Brand string         `json:"brand"`
	Days  float64        `json:"days"` // that are kept
	Due   int            `json:"due"`  // to be forgotten
	Held  map[string]int `json:"held"` // kept all the same, by hold
}

func newAgedJSON(aged []desk.Aged) []agedJSON {
	list := []agedJSON{}
	for _, a := range aged {
		j := agedJSON{Brand: a.Brand, Days: a.Keep.Hours() / 24, Due: a.Due, Held: map[string]int{}}
		for _, h := range a.Held {
			j.Held[h.Hold.Name] = h.Items
		}
		list = append(list, j)
	}
	return list
}

// toForget tells how much of a brand is older than it is kept, and what keeps some of it all the same.
func toForget(a desk.Aged) string {
	s := fmt.Sprintf("%s of %s older than %g days", plural(a.Due, "item"), a.Brand, a.Keep.Hours()/24)
	for _, h := range a.Held {
		s += fmt.Sprintf("; the hold %q of %s keeps %d more", h.Hold.Name, h.Hold.By, h.Items)
	}
	return s
}
