package connectors

import (
	"slices"
	"strings"

	"vigie/inbox"
)

// Kind is a kind of channel: one declaration gives the team file's keys, `channel add`'s questions and the docs.
type Kind struct {
	Name    string // "mastodon", as in the team file
	Title   string // "Mastodon"
	Help    string // what it reads and what it can do, in a sentence
	Options []Option
	// New makes a connector of a channel whose settings were checked. It does no I/O.
	New func(Config) (Connector, error)
}

// Option is a key of a kind's channels in the team file.
type Option struct {
	Name     string
	Help     string // the question that `channel add` asks
	Example  string
	Required bool
	Secret   bool                     // given by reference only: env:NAME, file:PATH, keyring:NAME
	List     bool                     // several values
	Check    func(value string) error // nil: any value
}

// Config is what a connector is made from: the channel, its secrets resolved.
type Config struct {
	Channel inbox.Channel
	Secrets map[string]string // by option name
	Client  Options           // of the shared HTTP client: what the desk and tests set (user agent, transport, clock)
}

// Get is a plain setting of the channel.
func (c Config) Get(name string) string { return c.Channel.Settings[name] }

// Registry is the kinds of channels that there are. It is a value, built at the top of the program.
type Registry []Kind

// Kind finds a kind by name; the error names those there are.
func (r Registry) Kind(name string) (Kind, error) {
	if i := slices.IndexFunc(r, func(k Kind) bool { return k.Name == name }); i >= 0 {
		return r[i], nil
	}
	names := make([]string, len(r))
	for i, k := range r {
		names[i] = k.Name
	}
	if question, near := inbox.DidYouMean(name, names); near {
		return Kind{}, inbox.Errorf("no kind of channel is called %q: %s", name, question)
	}
	return Kind{}, inbox.Errorf("no kind of channel is called %q: there are %s", name, strings.Join(names, ", "))
}

// Option finds a key of the kind.
func (k Kind) Option(name string) (Option, bool) {
	i := slices.IndexFunc(k.Options, func(o Option) bool { return o.Name == name })
	if i < 0 {
		return Option{}, false
	}
	return k.Options[i], true
}
