package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"testing"
)

func TestACheckSurvivesAPageThatLeadsOutOfTheFile(t *testing.T) {
	b := newBench(t)
	for i := range 300 {
		b.arrive(fmt.Sprint(i), "Bonjour à tous, où est mon colis ?")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	data := []byte(readFile(t, b.path))
	const page, branch = 4096, 1
	for at := 2 * page; at+page <= len(data); at += page { // header: id 8 bytes, flags 2, count 2, overflow 4; element: position 4, size 4, page 8
		if binary.LittleEndian.Uint16(data[at+8:]) == branch {
			count := int(binary.LittleEndian.Uint16(data[at+10:]))
			binary.LittleEndian.PutUint64(data[at+16*count+8:], 1<<40)
		}
	}
	if err := os.WriteFile(b.path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(b.path, Options{Machine: "here"})
	if err == nil {
		defer s.Close()
		_, err = s.Check(t.Context())
	}
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestAMarkThatCantBeWrittenLeavesTheWorkDone(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	if err := os.Mkdir(b.path+".mark", 0o700); err != nil { // nothing can be renamed to it
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Errorf("the work looks refused: %v", err)
	}
	b.open()
	b.item(1)
}
