package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// completion prints the script with which a shell completes the words of a command line. The script asks this program each time.
func (a *app) completion() *cobra.Command {
	scripts := []struct {
		shell string
		print func(root *cobra.Command, w io.Writer) error
	}{
		{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
		{"zsh", (*cobra.Command).GenZshCompletion},
		{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	}
	var shells []string
	for _, s := range scripts {
		shells = append(shells, s.shell)
	}
	return &cobra.Command{
		Use:       "completion " + strings.Join(shells, "|"),
		Short:     "Print the script that completes commands, names and searches in a shell.",
		Long:      "In bash, which needs its package bash-completion: source <(vigie completion bash). In zsh: vigie completion zsh > a file _vigie in a folder of $fpath.\nIn fish: vigie completion fish | source.",
		Args:      cobra.ExactArgs(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, s := range scripts {
				if s.shell == args[0] {
					return s.print(cmd.Root(), a.env.Stdout)
				}
			}
			return misuse("%q is no shell that this knows; there are %s", inbox.CleanLine(args[0]), strings.Join(shells, ", "))
		},
	}
}

// words is for completion: it prints what searches and decisions may name, for the person who acts.
func (a *app) words() *cobra.Command {
	return &cobra.Command{
		Use: "words", Short: "Print the names that can be completed.", Hidden: true, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				return json.NewEncoder(a.env.Stdout).Encode(seat.Vocabulary())
			})
		},
	}
}

// patience is how long a shell waits for names.
const patience = time.Second

// vocabulary asks for the names as another command would, here or in the process that holds the store. Where nobody has an inbox
// yet, or it doesn't answer, there are none: a completion makes nothing and says nothing.
func (a *app) vocabulary(ctx context.Context) (v inbox.Vocabulary) {
	p, err := a.paths()
	if err != nil {
		return v
	}
	if _, err := os.Stat(p.store); err != nil {
		return a.teamWords(p)
	}
	if out, ok := a.printed(ctx, "words"); !ok || json.Unmarshal(out, &v) != nil {
		return a.teamWords(p)
	}
	return v
}

// printed is what another command prints, with the flags that were given here.
func (a *app) printed(ctx context.Context, args ...string) (out []byte, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var b bytes.Buffer
	env := a.env
	env.Stdin, env.Stdout, env.Stderr, env.Progress = strings.NewReader(""), &b, io.Discard, false
	env.Args = append(args, "--data="+a.flags.data, "--team="+a.flags.team, "--as="+a.flags.as)
	code := Run(ctx, env)
	return b.Bytes(), code == exitDone
}

// teamWords are the names that the team file has.
func (a *app) teamWords(p paths) (v inbox.Vocabulary) {
	t, err := a.readTeam(p)
	if err != nil {
		return v
	}
	for _, b := range t.Brands {
		v.Brands = append(v.Brands, b.Name)
	}
	for _, c := range t.Channels {
		v.Channels = append(v.Channels, c.Name)
	}
	for _, d := range t.Departments {
		v.Departments = append(v.Departments, d.Name)
	}
	for _, p := range t.People {
		v.People = append(v.People, p.Name)
	}
	for _, r := range t.Rules {
		v.Rules = append(v.Rules, r.Name)
	}
	for _, tag := range t.Tags.Known {
		v.Tags = append(v.Tags, tag.Name)
	}
	return v
}

// completer proposes words for a command line: what stands before the one at the end, and that.
type completer = func(cmd *cobra.Command, before []string, typed string) ([]string, cobra.ShellCompDirective)

// afterID proposes what may follow the ID of an item.
func (a *app) afterID(values func(v inbox.Vocabulary, typed string) []string) completer {
	return func(cmd *cobra.Command, before []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(before) == 0 || values == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return beginning(values(a.vocabulary(cmd.Context()), typed), typed), asOffered
	}
}

// asOffered has a shell show words in the order in which they are proposed, and no files beside them.
const asOffered = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder

// valuesOf are what may follow the ID in a verb's command; nil where that is words.
func valuesOf(verb inbox.Verb) func(v inbox.Vocabulary, typed string) []string {
	switch verb {
	case inbox.VerbEscalate, inbox.VerbMove:
		return func(v inbox.Vocabulary, _ string) []string { return v.Departments }
	case inbox.VerbAssign:
		return func(v inbox.Vocabulary, _ string) []string { return append(slices.Clone(v.People), "me", "nobody") }
	case inbox.VerbPriority:
		return func(inbox.Vocabulary, string) []string { return priorities() }
	case inbox.VerbSnooze:
		return func(inbox.Vocabulary, string) []string { return []string{"2h", "4h", "1d", "3d", "1w"} }
	case inbox.VerbTag:
		return func(v inbox.Vocabulary, typed string) []string {
			sign := "+"
			if strings.HasPrefix(typed, "-") {
				sign = "-"
			}
			var tags []string
			for _, t := range v.Tags {
				tags = append(tags, sign+t)
			}
			return tags
		}
	}
	return nil
}

func priorities() []string {
	var names []string
	for p := inbox.Low; p <= inbox.Urgent; p++ {
		names = append(names, p.String())
	}
	return names
}

func roles() []string {
	var names []string
	for r := inbox.Viewer; r <= inbox.Owner; r++ {
		names = append(names, r.String())
	}
	return names
}

func channelKinds() []string {
	var names []string
	for _, k := range registry() {
		names = append(names, k.Name)
	}
	return names
}

// fixed proposes the same words always.
func fixed(words []string) completer {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

// logFilter proposes how the last word of a filter of the log may go on.
func (a *app) logFilter(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.query(cmd, typed, inbox.CompleteLog)
}

// search proposes how the last word of a search may go on.
func (a *app) search(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.query(cmd, typed, inbox.Complete)
}

func (a *app) query(cmd *cobra.Command, typed string, complete func(string, int, inbox.Vocabulary) []inbox.Completion) ([]string, cobra.ShellCompDirective) {
	directive := asOffered
	var words []string
	for _, c := range complete(typed, len(typed), a.vocabulary(cmd.Context())) {
		word := typed[:c.From] + c.Text
		if strings.HasSuffix(c.Text, ":") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		if c.Help != "" {
			word = fmt.Sprintf("%s\t%s", word, c.Help)
		}
		words = append(words, word)
	}
	return words, directive
}

// oneOf proposes names as values.
func (a *app) oneOf(values func(inbox.Vocabulary) []string) completer {
	return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return beginning(values(a.vocabulary(cmd.Context())), typed), cobra.ShellCompDirectiveNoFileComp
	}
}

func beginning(words []string, typed string) []string {
	var fit []string
	for _, w := range words {
		if strings.HasPrefix(inbox.Fold(w), inbox.Fold(typed)) && !slices.Contains(fit, w) {
			fit = append(fit, w)
		}
	}
	return fit
}

// completes gives the commands of the tree what they propose. Every other command proposes no files but those that read some.
func (a *app) completes(root *cobra.Command) {
	people := func(v inbox.Vocabulary) []string { return v.People }
	channels := func(v inbox.Vocabulary) []string { return v.Channels }
	folder := cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	file := cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	proposals := map[string]completer{
		"vigie list": a.search, "vigie count": a.search, "vigie export": a.search, "vigie log": a.logFilter,
		"vigie channel check": a.oneOf(channels), "vigie channel rename": first(a.oneOf(channels)), "vigie person remove": first(a.oneOf(people)),
		"vigie rules test": a.oneOf(func(v inbox.Vocabulary) []string { return v.Rules }), "vigie outbox resolve": second(fixed([]string{"sent", "unsent"})),
		"vigie views add": a.newView, "vigie views rename": a.viewNames(), "vigie views remove": a.viewNames(), "vigie views move": a.viewNames("up", "down"),
		"vigie import": file, "vigie store backup": file, "vigie store restore": file,
	}
	for _, action := range inbox.Actions {
		proposals["vigie "+string(action.Verb)] = a.afterID(valuesOf(action.Verb))
	}
	departments := a.oneOf(func(v inbox.Vocabulary) []string { return v.Departments })
	flags := map[string]completer{ // by their names, or by what they take
		"as": a.oneOf(people), "brand": a.oneOf(func(v inbox.Vocabulary) []string { return v.Brands }), "channel": a.oneOf(channels), "department": departments,
		"order": fixed(inbox.OrderNames()), "sort": fixed(inbox.OrderNames()), "role": fixed(roles()), "kind": fixed(channelKinds()),
		"data": file, "team": file,
		"PERSON": a.oneOf(people), "DEPARTMENT": departments, "TAGS": a.oneOf(func(v inbox.Vocabulary) []string { return v.Tags }), "QUERY": a.search, "DIR": folder,
	}
	var give func(*cobra.Command)
	give = func(c *cobra.Command) {
		if own := proposals[c.CommandPath()]; own != nil {
			c.ValidArgsFunction = own
		} else if len(c.ValidArgs) == 0 && c.Runnable() {
			c.ValidArgsFunction = cobra.NoFileCompletions
		}
		for _, sub := range c.Commands() {
			give(sub)
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if values := valuesOfFlag(f, flags); values != nil {
				_ = c.RegisterFlagCompletionFunc(f.Name, values) // fails only where it has them already
			}
		})
	}
	give(root)
}

// valuesOfFlag are what a flag takes: what is known by its name or by what its value is called, or the words that its help lists.
func valuesOfFlag(f *pflag.Flag, known map[string]completer) completer {
	_, value, _ := strings.Cut(f.Usage, ": `")
	value = strings.TrimSuffix(value, "`")
	switch {
	case f.Value.Type() == "bool":
		return nil
	case known[f.Name] != nil:
		return known[f.Name]
	case known[value] != nil:
		return known[value]
	case strings.Contains(value, "|") && value == strings.ToLower(value):
		return fixed(strings.Split(value, "|"))
	}
	return cobra.NoFileCompletions
}

// first proposes for the first word alone, second for the second.
func first(values completer) completer  { return at(0, values) }
func second(values completer) completer { return at(1, values) }

func at(place int, values completer) completer {
	return func(cmd *cobra.Command, before []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(before) != place {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return values(cmd, before, typed)
	}
}
