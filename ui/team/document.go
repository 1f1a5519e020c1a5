package team

import (
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// table is a [[name]] or [name] of the file, or its top (name ""), with the line where it begins.
type table struct {
	name string
	line int
	keys []key
}

// key is a `name = value` of a table.
type key struct {
	name   string
	line   int
	kind   unstable.Kind
	text   string   // of a string, a number, a date or a boolean, as written
	list   []string // of an array of strings
	listed bool     // it is an array of strings
}

// parse reads the file as tables in their order, each key with its line, which decoding into structs would lose.
func parse(data []byte) ([]table, *Problem) {
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil { // finds every fault of syntax, and keys that stand twice
		return nil, syntaxProblem(err)
	}
	tables := []table{{}}
	p := unstable.Parser{}
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			name, line := nameOf(&p, e)
			tables = append(tables, table{name: name, line: line})
		case unstable.KeyValue:
			t := &tables[len(tables)-1]
			t.keys = append(t.keys, keyOf(&p, e))
		}
	}
	if err := p.Error(); err != nil {
		return nil, syntaxProblem(err)
	}
	return tables, nil
}

func syntaxProblem(err error) *Problem {
	var at *toml.DecodeError
	if errors.As(err, &at) {
		line, _ := at.Position()
		return &Problem{line, strings.TrimPrefix(at.Error(), "toml: ") + "; a value is written name = \"text\""}
	}
	return &Problem{0, err.Error()}
}

func nameOf(p *unstable.Parser, e *unstable.Node) (name string, line int) {
	var parts []string
	for it := e.Key(); it.Next(); {
		parts = append(parts, string(it.Node().Data))
		if line == 0 {
			line = p.Shape(it.Node().Raw).Start.Line
		}
	}
	return strings.Join(parts, "."), line
}

func keyOf(p *unstable.Parser, e *unstable.Node) key {
	var k key
	k.name, k.line = nameOf(p, e)
	v := e.Value()
	k.kind, k.text = v.Kind, string(v.Data)
	if v.Kind == unstable.Array {
		k.listed = true
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.Comment {
				continue
			}
			k.listed = k.listed && it.Node().Kind == unstable.String
			k.list = append(k.list, string(it.Node().Data))
		}
	}
	return k
}

// key is the key of a table by its name.
func (t table) key(name string) (key, bool) {
	for _, k := range t.keys {
		if k.name == name {
			return k, true
		}
	}
	return key{}, false
}
