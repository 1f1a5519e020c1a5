package team

import (
	"strings"

	"vigie/inbox"
	"vigie/ui/keys"
)

// pipes are what can become of what a command prints.
var pipes = map[string]inbox.Verb{"show": "", "reply": inbox.VerbReply, "note": inbox.VerbNote}

func (r *reader) pipe(t table) {
	var p inbox.Pipe
	line := t.line
	r.read(t, setters{
		"name": func(k key) { p.Name = r.str(k) },
		"key": func(k key) {
			var err error
			if p.Key, err = keys.Parse(r.str(k)); err != nil {
				r.problem(k.line, "%s: %v", k.name, err)
			}
			line = k.line
		},
		"command": func(k key) { p.Command = strings.TrimSpace(r.str(k)) },
		"into": func(k key) {
			var known bool
			if p.Into, known = pipes[r.str(k)]; !known {
				r.problem(k.line, "%s is what becomes of what the command prints; write %s = \"show\", \"reply\" or \"note\"", k.name, k.name)
			}
		},
	})
	r.declare("pipe", p.Name, t.line)
	r.lines[keyOfPipe+p.Name] = line
	if p.Command == "" {
		r.problem(t.line, "this pipe has no command; write command = \"trans -brief :en\"")
	}
	r.team.Pipes = append(r.team.Pipes, p)
}
