package command

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/ui/team"
)

// askAll asks for what no flag told. Where nobody can be asked, what is missing and can't be guessed is an error.
func (n *newChannel) askAll(t inbox.Team) (connectors.Kind, error) {
	kinds := registry()
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	if err := n.ask(&n.kind, "--kind", "Which kind of channel ("+strings.Join(names, ", ")+")", "", func(s string) error {
		_, err := kinds.Kind(s)
		return err
	}); err != nil {
		return connectors.Kind{}, err
	}
	kind, err := kinds.Kind(n.kind)
	if err != nil {
		return kind, usageError{err}
	}
	guess := ""
	if len(t.Brands) == 1 {
		guess = t.Brands[0].Name
	}
	if err := n.ask(&n.brand, "--brand", "For which brand", guess, team.CheckName); err != nil {
		return kind, err
	}
	if err := n.ask(&n.name, "--name", "How is it called here", kind.Name, func(s string) error { return free(t, s) }); err != nil {
		return kind, err
	}
	if err := free(t, n.name); err != nil {
		return kind, err
	}
	return kind, errors.Join(n.askOptions(kind), n.askSecret(kind), n.askSince())
}

// free says why a new channel can't have a name.
func free(t inbox.Team, name string) error {
	if err := team.CheckName(name); err != nil {
		return err
	}
	if _, taken := t.Channel(name); taken {
		return fmt.Errorf("a channel is called %q already: give this one another name", inbox.CleanLine(name))
	}
	return nil
}

func (n *newChannel) askOptions(kind connectors.Kind) error {
	for _, o := range kind.Options {
		if _, told := n.given[o.Name]; told || o.Secret || !n.env.asks() {
			continue
		}
		hint := "such as " + o.Example
		if o.List {
			hint += ", with commas between several"
		}
		if !o.Required {
			hint += "; or nothing"
		}
		question := upper(o.Help) + " (" + hint + ")"
		answer, err := n.question(question, "", func(s string) error { return n.fits(o, s) })
		if err != nil {
			return err
		}
		if answer != "" {
			n.given[o.Name] = answer
		}
	}
	return nil
}

// fits checks an answer as the team file's value would be checked.
func (n *newChannel) fits(o connectors.Option, answer string) error {
	if answer == "" && o.Required {
		return errors.New("this one is needed")
	}
	values := []string{answer}
	if o.List {
		values = splitList(answer)
	}
	for _, v := range values {
		if v != "" && o.Check != nil {
			if err := o.Check(v); err != nil {
				return err
			}
		}
	}
	return nil
}

// askSecret reads the secret where it is not named by a reference.
func (n *newChannel) askSecret(kind connectors.Kind) error {
	o, ok := secretOption(kind)
	switch {
	case !ok && n.secret != "":
		return misuse("a %s channel has no secret", kind.Name)
	case n.secret == "-":
		b, err := io.ReadAll(io.LimitReader(n.env.Stdin, maxSecret))
		n.secret, n.clear = "", strings.TrimRight(string(b), "\r\n")
		if err == nil && n.clear == "" {
			err = errors.New("standard input holds no secret")
		}
		return err
	case n.secret != "" && !team.IsReference(n.secret):
		n.secret = ""
		return misuse("--secret-from names where the secret is, it isn't the secret: write env:NAME, file:PATH, keyring:NAME or -")
	case n.secret != "" || !ok || n.env.Password == nil:
		return nil
	}
	fmt.Fprintf(n.env.Stderr, "%s (nothing is shown; or nothing): ", upper(o.Help))
	secret, err := n.env.Password()
	fmt.Fprintln(n.env.Stderr)
	n.clear = strings.TrimSpace(secret)
	return err
}

const maxSecret = 64 << 10

func (n *newChannel) askSince() error {
	if !n.env.asks() || n.since != "" {
		return nil
	}
	week := n.env.Now().In(n.env.Zone).AddDate(0, 0, -7).Format(time.DateOnly)
	answer, err := n.question("From which day on to read; what is older arrives done", week, func(s string) error {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return fmt.Errorf("write a day, like %s", week)
		}
		return nil
	})
	n.since = answer
	return err
}

// ask fills in what no flag told. A guess is taken where nobody can be asked.
func (n *newChannel) ask(value *string, flag, question, guess string, fits func(string) error) (err error) {
	switch {
	case *value != "":
		return nil
	case n.env.asks():
		*value, err = n.question(question, guess, fits)
	default:
		*value = guess
	}
	if err == nil && *value == "" {
		err = misuse("%s is missing: %s?", flag, question)
	}
	return err
}

// question asks one thing on the terminal, again until the answer fits; an empty answer takes the guess.
func (a *app) question(question, guess string, fits func(string) error) (string, error) {
	if guess != "" {
		question += " [" + guess + "]"
	}
	for {
		fmt.Fprintf(a.env.Stderr, "%s: ", question)
		answer, err := a.answer()
		if err != nil {
			return "", err
		}
		answer = cmp.Or(answer, guess)
		wrong := fits(answer)
		if wrong == nil {
			return answer, nil
		}
		fmt.Fprintln(a.env.Stderr, printable(wrong))
	}
}

// answer reads a line of standard input, and nothing beyond it.
func (a *app) answer() (string, error) {
	var line []byte
	for b := []byte{0}; ; {
		n, err := a.env.Stdin.Read(b)
		switch {
		case n == 1 && b[0] == '\n', errors.Is(err, io.EOF) && len(line) > 0:
			return strings.TrimSpace(string(line)), nil
		case n == 1 && len(line) < maxSecret:
			line = append(line, b[0])
		case err != nil:
			return "", fmt.Errorf("nobody answers: %w", err)
		}
	}
}

func upper(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
