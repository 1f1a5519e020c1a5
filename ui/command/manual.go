package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vigie/ui/keys"
)

// manual prints the manual page, made from the commands and the table of keys.
func (a *app) manual() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page.",
		Long:  "Read it with: vigie man | man -l -",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			writeManual(a.env.Stdout, cmd.Root())
			return nil
		},
	}
}

// roff writes a page in the language of man(7). Every text is escaped: \ is the language's own, - would be a hyphen, and a dot or
// an apostrophe at the beginning of a line a request.
type roff struct{ w io.Writer }

func escaped(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "’", `\(cq`, "…", "...", "\u00a0", `\ `).Replace(s)
	for _, sign := range []string{".", "'"} {
		if strings.HasPrefix(s, sign) {
			s = `\&` + s
		}
	}
	return s
}

func (r roff) section(title string) { fmt.Fprintf(r.w, ".SH %s\n", escaped(title)) }
func (r roff) part(title string)    { fmt.Fprintf(r.w, ".SS %s\n", escaped(title)) }

// say is a paragraph.
func (r roff) say(text string) {
	fmt.Fprintln(r.w, ".PP")
	r.lines(text)
}

func (r roff) lines(text string) {
	for line := range strings.Lines(text) {
		fmt.Fprintln(r.w, escaped(strings.TrimSpace(line)))
	}
}

// term is a word in bold with what it is below it, a little to the right.
func (r roff) term(word, text string) {
	fmt.Fprintf(r.w, ".TP\n\\fB%s\\fR\n", escaped(word))
	r.lines(text)
}

func writeManual(w io.Writer, root *cobra.Command) {
	r := roff{w}
	fmt.Fprintln(w, `.\" Made by: vigie man`)
	fmt.Fprintln(w, `.TH VIGIE 1 "" "Vigie" "User Commands"`)
	r.section("NAME")
	fmt.Fprintln(w, `vigie \- one inbox, in a terminal, for everything a community says to or about a brand`)
	r.section("SYNOPSIS")
	r.term("vigie", "the console")
	r.term("vigie COMMAND", "one of the commands below; vigie help COMMAND says more")
	r.section("COMMANDS")
	for _, g := range root.Groups() {
		r.part(g.Title)
		for _, c := range inOrder(root.Commands()) {
			if c.GroupID == g.ID && c.IsAvailableCommand() {
				r.command(c, "")
			}
		}
	}
	r.section("OPTIONS")
	r.flags(root.PersistentFlags())
	r.section("KEYS OF THE CONSOLE")
	r.say("The team file gives a command other keys, or none, by its name in brackets: a table [keys] with lines like done = \"d\".")
	for _, g := range keys.Groups() {
		r.part(string(g))
		for _, c := range keys.All() {
			if c.Group == g {
				r.key(c)
			}
		}
	}
	r.section("KEYS OF THE SCREENS OVER THE LIST")
	for _, s := range keys.Screens() {
		r.part(string(s.Title))
		for _, o := range s.Keys {
			r.term(keys.WrittenOn(o, keys.All()), strings.TrimSpace(fmt.Sprintf("%s. %s", o.Hint, o.Help)))
		}
	}
	r.section("ENVIRONMENT")
	r.term("VIGIE_DATA, VIGIE_TEAM, VIGIE_PERSON", "as --data, --team and --as")
	r.term("NO_COLOR", "with any value: no colour")
	r.term("VISUAL, EDITOR", "the editor for a reply")
	r.section("FILES")
	r.term("~/.config/vigie/vigie.toml", "the team file")
	r.term("~/.local/share/vigie/vigie.db", "the inbox")
	r.term("~/.local/state/vigie/vigie.log", "the log")
	r.section("EXIT STATUS")
	for _, c := range []struct {
		code    int
		meaning string
	}{{exitDone, "done"}, {exitRefused, "refused, or partly refused"}, {exitUsage, "wrong usage"}, {exitVersions, "another version of Vigie holds the inbox; nothing was done"}} {
		r.term(fmt.Sprint(c.code), c.meaning)
	}
}

// command is a command with its flags, then those under it.
func (r roff) command(c *cobra.Command, above string) {
	if c.Runnable() {
		r.term(above+c.Use, c.Short)
		r.flagsBelow(c.LocalNonPersistentFlags())
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			r.command(sub, above+c.Name()+" ")
		}
	}
}

// flagsBelow are a command's own flags, a little to the right of it. A command that runs has --help besides, which isn't told.
func (r roff) flagsBelow(flags *pflag.FlagSet) {
	var b strings.Builder
	if (roff{&b}).flags(flags); b.Len() > 0 {
		fmt.Fprintf(r.w, ".RS\n%s.RE\n", b.String())
	}
}

func (r roff) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" {
			r.term(flagHelp(f))
		}
	})
}

func (r roff) key(c keys.Command) {
	word := keys.Written(c)
	if c.Name != "" {
		word = strings.TrimSpace(word + " [" + c.Name + "]")
	}
	r.term(word, fmt.Sprintf("%s. %s", c.Title, c.Help))
}
