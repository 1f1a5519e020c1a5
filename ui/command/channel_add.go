package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/ui/team"
)

func (a *app) channelAdd() *cobra.Command {
	var n newChannel
	var set []string
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Connect a channel: what isn't told is asked.",
		Long: `The channel is checked against its platform before anything is written. A secret that is typed or piped in goes to a
file that only you can read; the team file refers to it. What stands in the team file already is left as it is.

` + kindsHelp(registry()),
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := a.paths()
			if err != nil {
				return err
			}
			n.app, n.paths = a, p
			if err := n.settings(set); err != nil {
				return err
			}
			return n.add(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&n.kind, "kind", "", "the kind of channel: `KIND`")
	f.StringVar(&n.name, "name", "", "how it is called here: `NAME`")
	f.StringVar(&n.brand, "brand", "", "the brand that it belongs to: `NAME`")
	f.StringVar(&n.since, "since", "", "the day from which on to read; 7 days back unless told: `DAY`")
	f.StringArrayVar(&set, "set", nil, "a key of the kind; several values of a list have commas between them: `KEY=VALUE`")
	f.StringVar(&n.secret, "secret-from", "", "where the secret is; - reads it from standard input: `env:NAME|file:PATH|keyring:NAME|-`")
	f.BoolVar(&n.unchecked, "unchecked", false, "write it without asking the platform")
	return cmd
}

// kindsHelp lists the kinds and their keys.
func kindsHelp(r connectors.Registry) string {
	var b strings.Builder
	b.WriteString("Kinds and their keys:")
	for _, k := range r {
		fmt.Fprintf(&b, "\n  %s: %s", k.Name, k.Help)
		for _, o := range k.Options {
			need := ""
			if o.Required {
				need = ", required"
			}
			fmt.Fprintf(&b, "\n    %s: %s%s", o.Name, o.Help, need)
		}
	}
	return b.String()
}

// newChannel is a channel that is being added.
type newChannel struct {
	*app
	paths                            paths
	kind, name, brand, since, secret string
	unchecked                        bool
	given                            map[string]string // the kind's keys
	clear                            string            // the secret itself, where it was typed or piped in
}

func (n *newChannel) settings(set []string) error {
	n.given = map[string]string{}
	for _, s := range set {
		key, value, ok := strings.Cut(s, "=")
		if !ok {
			return misuse("--set is written key=value, as in --set url=https://blog.example")
		}
		n.given[key] = value
	}
	return nil
}

// add asks for what is missing, checks, and writes.
func (n *newChannel) add(ctx context.Context) error {
	t, err := n.readTeam(n.paths)
	if n.paths.told && errors.Is(err, os.ErrNotExist) {
		t, err = inbox.Team{}, nil // it is made
	}
	if err != nil {
		return err
	}
	kind, err := n.askAll(t)
	if err != nil {
		return err
	}
	channel, err := n.channel(kind)
	if err != nil {
		return err
	}
	account, can, err := n.check(ctx, kind, channel)
	if err != nil {
		return fmt.Errorf("nothing was written, since the channel doesn't work: %w; --unchecked writes it all the same", err)
	}
	if err := n.write(t, kind, channel); err != nil {
		return err
	}
	if n.unchecked {
		n.say("%s: written to %s, not checked", n.name, n.paths.team)
	} else {
		n.say("%s: %s", n.name, works(account, can))
	}
	if n.reload(ctx) {
		return nil
	}
	n.say("`vigie sync` brings the first items, `vigie` shows them")
	return nil
}

// channel is the entry as the team will have it, its secret by reference where it has one already.
func (n *newChannel) channel(kind connectors.Kind) (inbox.Channel, error) {
	c := inbox.Channel{Name: n.name, Kind: kind.Name, Brand: n.brand, Settings: map[string]string{}, Lists: map[string][]string{}}
	if n.since != "" {
		day, err := time.Parse(time.DateOnly, n.since)
		if err != nil {
			return c, misuse("--since is a day, like %s", n.env.Now().In(n.env.Zone).AddDate(0, 0, -7).Format(time.DateOnly))
		}
		c.Since = day
	}
	for key, value := range n.given {
		o, ok := kind.Option(key)
		switch {
		case !ok:
			return c, misuse("a %s channel has no key %q; `vigie channel add --help` lists them", kind.Name, inbox.CleanLine(key))
		case o.Secret:
			return c, misuse("%s is a secret: name it with --secret-from, so that it is in no history of commands", key)
		case o.List:
			c.Lists[key] = splitList(value)
		default:
			c.Settings[key] = value
		}
		for _, v := range append(c.Lists[key], c.Settings[key]) {
			if o.Check != nil && v != "" {
				if err := o.Check(v); err != nil {
					return c, fmt.Errorf("%s: %w", key, err)
				}
			}
		}
	}
	for _, o := range kind.Options {
		if o.Required && !o.Secret && c.Settings[o.Name] == "" && len(c.Lists[o.Name]) == 0 {
			return c, misuse("%s is missing (%s): add --set %s=%s", o.Name, o.Help, o.Name, o.Example)
		}
	}
	return c, nil
}

func splitList(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// secretOption is the kind's key that holds a secret.
func secretOption(kind connectors.Kind) (connectors.Option, bool) {
	for _, o := range kind.Options {
		if o.Secret {
			return o, true
		}
	}
	return connectors.Option{}, false
}

// checkWithin is how long a platform may take to say who we are.
const checkWithin = 30 * time.Second

// check makes the connector as the desk would, and asks the platform.
func (n *newChannel) check(ctx context.Context, kind connectors.Kind, c inbox.Channel) (account connectors.Account, can inbox.Verbs, err error) {
	if n.unchecked {
		return account, nil, nil
	}
	secrets := map[string]string{}
	if o, ok := secretOption(kind); ok {
		secret := n.clear
		if n.secret != "" {
			if secret, err = team.Secret(filepath.Dir(n.paths.team), n.secret); err != nil {
				return account, nil, err
			}
		}
		if secret != "" {
			secrets[o.Name], c.Settings[o.Name] = secret, cmp.Or(n.secret, "file:secrets/"+n.name)
		}
	}
	conn, err := kind.New(connectors.Config{Channel: c, Secrets: secrets, Client: n.client()})
	if err != nil {
		return account, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	account, err = conn.Check(ctx)
	can = connectors.Capabilities(conn)
	if account.ReadOnly {
		can = nil
	}
	return account, can, err
}

// write puts the secret in its file and the channel at the end of the team file, with its brand where that is new.
func (n *newChannel) write(t inbox.Team, kind connectors.Kind, c inbox.Channel) (err error) {
	o, hasSecret := secretOption(kind)
	delete(c.Settings, o.Name)
	if hasSecret && n.clear != "" {
		folder := filepath.Dir(n.paths.team)
		if n.secret, err = team.WriteSecret(folder, n.name, n.clear); err != nil {
			return err
		}
		defer func() {
			if err != nil {
				err = errors.Join(err, os.Remove(filepath.Join(folder, strings.TrimPrefix(n.secret, "file:"))))
			}
		}()
	}
	keys := []team.Key{{Name: "name", Value: n.name}, {Name: "kind", Value: kind.Name}, {Name: "brand", Value: n.brand}}
	if n.since != "" {
		keys = append(keys, team.Key{Name: "since", Value: n.since})
	}
	for _, o := range kind.Options {
		switch {
		case o.Secret && n.secret != "":
			keys = append(keys, team.Key{Name: o.Name, Value: n.secret})
		case o.List && len(c.Lists[o.Name]) > 0:
			keys = append(keys, team.Key{Name: o.Name, Values: c.Lists[o.Name]})
		case c.Settings[o.Name] != "":
			keys = append(keys, team.Key{Name: o.Name, Value: c.Settings[o.Name]})
		}
	}
	table := team.Table("channel", keys)
	if _, known := t.Brand(n.brand); !known {
		table = team.Table("brand", []team.Key{{Name: "name", Value: n.brand}}) + "\n" + table
	}
	_, err = team.Append(n.paths.team, table, registry())
	return err
}
