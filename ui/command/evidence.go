package command

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/remote"
)

func (a *app) evidence() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "evidence ID",
		Short: "Check what was kept of an item as evidence, list it, and with --out write it.",
		Long:  "A department with evidence = true in the team file has it kept. docs/security.md tells what it is.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			number, err := readID(args[0])
			if err != nil {
				return err
			}
			switch out {
			case "":
				return a.listEvidence(cmd.Context(), number)
			case "-":
				return a.packEvidence(cmd.Context(), number)
			}
			return a.evidenceInto(cmd, number, a.absolute(out))
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "write the files into this folder, or with - as a tar to the output: `DIR`")
	return cmd
}

// listEvidence tells each file, read and compared with what was kept.
func (a *app) listEvidence(ctx context.Context, number uint64) error {
	return a.sit(ctx, short, func(seat *desk.Seat) error {
		all, err := seat.Evidence(ctx, number)
		if err != nil {
			return err
		}
		var b strings.Builder
		var wrong error
		for _, ev := range all {
			fmt.Fprintf(&b, "evidence %d, %s, before %s of %s\n", ev.ID, a.clock(ev.At), ev.Verb, ev.By)
			t := newTable(0)
			for i, f := range ev.Files {
				state := "given up: " + f.Why.Line()
				if ev.Wanted && i > 0 {
					state = "still to be fetched"
				}
				if f.Kept() {
					state = "sha256 " + f.SHA256
					if _, err := seat.EvidenceFile(ctx, ev, i); err != nil {
						state, wrong = "DAMAGED", errors.Join(wrong, err)
					}
				}
				t.row("  "+f.What, a.clock(f.At), statusWords(f.Status), plural(int(f.Size), "byte"), f.Type, state, f.URL.Line())
			}
			if err := t.print(&b); err != nil {
				return err
			}
		}
		if len(all) == 0 {
			fmt.Fprintf(&b, "Nothing was kept of item %d.\n", number)
		}
		_, err = io.WriteString(a.env.Stdout, b.String())
		return errors.Join(err, wrong)
	})
}

func statusWords(status int) string {
	if status == 0 {
		return "-"
	}
	return fmt.Sprint(status)
}

// packEvidence writes the files as a tar, with their sums as sha256sum reads them. It is an export.
func (a *app) packEvidence(ctx context.Context, number uint64) error {
	return a.in(ctx, long, func(h *house) error {
		seat, err := a.seat(h)
		if err != nil {
			return err
		}
		all, err := seat.Evidence(ctx, number)
		switch {
		case err != nil:
			return err
		case len(all) == 0:
			return fmt.Errorf("nothing was kept of item %d", number)
		}
		v := a.env.Visitor
		if v == nil {
			v = &remote.Visitor{Person: seat.Person().Name}
		}
		sign(ctx, a, h, v, inbox.TookCopy, fmt.Sprintf("evidence of item %d", number))
		w := tar.NewWriter(a.env.Stdout)
		for _, ev := range all {
			if err := packOne(ctx, seat, w, ev); err != nil {
				return err
			}
		}
		return w.Close()
	})
}

func packOne(ctx context.Context, seat *desk.Seat, w *tar.Writer, ev inbox.Evidence) error {
	folder := fmt.Sprintf("item-%d-evidence-%d/", ev.Number, ev.ID)
	var sums, told strings.Builder
	for i, f := range ev.Files {
		fmt.Fprintf(&told, "%s\t%d\t%s\n", f.At.Format(time.RFC3339), f.Status, f.Line())
		if !f.Kept() {
			continue
		}
		body, err := seat.EvidenceFile(ctx, ev, i)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%02d%s", i, extension(f.Type))
		fmt.Fprintf(&sums, "%s  %s\n", f.SHA256, name)
		if err := packFile(w, folder+name, ev.At, body); err != nil {
			return err
		}
	}
	return errors.Join(packFile(w, folder+"SHA256SUMS", ev.At, []byte(sums.String())), packFile(w, folder+"FILES.txt", ev.At, []byte(told.String())))
}

func packFile(w *tar.Writer, name string, at time.Time, body []byte) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(body)), ModTime: at}); err != nil {
		return err
	}
	_, err := w.Write(body)
	return err
}

// extension is what the name of a file ends in: only pictures, sounds and films may open by themselves.
func extension(kind string) string {
	base, _, _ := strings.Cut(kind, ";")
	switch base {
	case "application/json":
		return ".json"
	case "image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "audio/mpeg":
		return "." + base[strings.Index(base, "/")+1:]
	}
	return ".bin"
}

// evidenceInto writes the files into a folder. They are this process's, whoever holds the store.
func (a *app) evidenceInto(cmd *cobra.Command, number uint64, dir string) error {
	if err := cmd.Flags().Set("out", "-"); err != nil {
		return err
	}
	var packed bytes.Buffer
	out := a.env.Stdout
	a.env.Stdout = &packed
	a.instead(cmd, fmt.Sprint(number))
	err := a.packEvidence(cmd.Context(), number)
	a.env.Stdout = out
	if err != nil {
		return err
	}
	files := 0
	for r := tar.NewReader(&packed); ; files++ {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			a.say("%s written into %s", plural(files, "file"), dir)
			return nil
		}
		if err != nil {
			return err
		}
		if err := unpackFile(r, dir, head.Name); err != nil {
			return err
		}
	}
}

// unpackFile writes a file that isn't there yet.
func unpackFile(r io.Reader, dir, name string) error {
	if !filepath.IsLocal(name) {
		return fmt.Errorf("%q leads out of the folder", name)
	}
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
