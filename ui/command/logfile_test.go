package command

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestAFullLogIsPutAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "vigie.log")
	l := &logFile{path: path}
	record := append(bytes.Repeat([]byte("x"), 64<<10), '\n')
	for range 2*maxLog/len(record) + 10 {
		if n, err := l.Write(record); n != len(record) || err != nil {
			t.Fatal(n, err)
		}
	}
	for _, name := range []string{path, path + ".1"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 || info.Size() > maxLog+int64(len(record)) {
			t.Errorf("%s: mode %v, %d bytes", name, info.Mode(), info.Size())
		}
	}
	if all, _ := filepath.Glob(path + "*"); len(all) != 2 {
		t.Errorf("there are %v", all)
	}
}

func TestALogIsMadeByItsFirstLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vigie.log")
	l := &logFile{path: path}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("a log without a line is there")
	}
	if _, err := l.Write([]byte("one\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := (&logFile{path: path}).Write([]byte("two\n")); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "one\ntwo\n" {
		t.Errorf("it says %q", b)
	}
}
