package team

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"vigie/connectors"
)

// Renamed is the text of a team file in which a channel has another name; nothing else of it changes. Where rules, views or
// other channels would no longer fit, that is a *FileError.
func Renamed(path, from, to string, kinds connectors.Registry) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the team file can't be read: %w", err)
	}
	name := filepath.Base(path)
	before, err := Parse(name, data, kinds)
	if err != nil {
		return nil, err
	}
	if _, taken := before.Channel(to); taken {
		return nil, fmt.Errorf("a channel is called %q already", to)
	}
	line := nameLine(data, from)
	if line == 0 {
		return nil, fmt.Errorf("%s has no channel %q", name, from)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	key, value, _ := bytes.Cut(lines[line-1], []byte("="))
	value = bytes.Replace(value, []byte(from), []byte(to), 1)
	lines[line-1] = bytes.Join([][]byte{key, value}, []byte("="))
	after := bytes.Join(lines, nil)
	team, err := Parse(name, after, kinds)
	if err != nil {
		return nil, err
	}
	if _, ok := team.Channel(to); !ok {
		return nil, fmt.Errorf("%s:%d: write the new name here by hand", name, line) // its letters were escaped
	}
	return after, nil
}

// nameLine is the line that gives a channel its name; 0 where there is none.
func nameLine(data []byte, channel string) int {
	tables, _ := parse(data)
	for _, t := range tables {
		if t.name != "channel" {
			continue
		}
		for _, k := range t.keys {
			if k.name == "name" && k.text == channel {
				return k.line
			}
		}
	}
	return 0
}
