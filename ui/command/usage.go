package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vigie/inbox"
)

// family makes a command that only has others under it. Alone it says which.
func family(use, short string, members ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(members...)
	return cmd
}

// inOwnWords lets c and every command under it tell in its own words what may follow it.
func inOwnWords(c *cobra.Command) {
	for _, sub := range c.Commands() {
		inOwnWords(sub)
	}
	if fits := c.Args; fits != nil {
		c.Args = func(cmd *cobra.Command, words []string) error {
			if fits(cmd, words) == nil {
				return nil
			}
			return wrongWords(cmd, words)
		}
	}
}

func wrongWords(cmd *cobra.Command, words []string) error {
	_, takes, _ := strings.Cut(cmd.Use, " ")
	switch {
	case cmd.HasSubCommands():
		return noCommand(cmd, words[0])
	case takes == "":
		return misuse("%s takes nothing after it, and was given %q", cmd.CommandPath(), inbox.CleanLine(words[0]))
	case len(words) == 0:
		return misuse("something is missing: write %s %s", cmd.CommandPath(), takes)
	}
	return misuse("it was given %s: write %s %s", plural(len(words), "word"), cmd.CommandPath(), takes)
}

// noCommand says that a family has no such command, and which was meant.
func noCommand(family *cobra.Command, word string) error {
	var names []string
	for _, c := range inOrder(family.Commands()) {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	what := fmt.Sprintf("%s has no %q", family.CommandPath(), inbox.CleanLine(word))
	if !family.HasParent() {
		what = fmt.Sprintf("there is no command %q", inbox.CleanLine(word))
	}
	switch question, near := inbox.DidYouMean(word, names); {
	case near:
		return misuse("%s: %s", what, question)
	case family.HasParent():
		return misuse("%s: it is one of %s", what, strings.Join(names, ", "))
	}
	return misuse("%s", what)
}

// flagError says what a flag takes, which one was meant, and how a search is written that looks like one. What stands before a
// flag that nobody knows may be the mistake.
func flagError(cmd *cobra.Command, err error) error {
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		_, help := pflag.UnquoteUsage(wrong.GetFlag())
		return fmt.Errorf("%q is no value of --%s (%s)", inbox.CleanLine(wrong.GetValue()), wrong.GetFlag().Name, help)
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	letters := ok && unknown.GetSpecifiedShortnames() != ""
	switch words := cmd.Flags().Args(); {
	case !ok:
		return err
	case cmd.HasSubCommands() && len(words) > 0:
		return noCommand(cmd, words[0])
	case letters && strings.Contains(cmd.Use, "QUERY"):
		return fmt.Errorf("%w: a search that begins with - comes after --, as in vigie %s -- '-tag:refund'", err, cmd.Name())
	case letters:
		return err
	}
	return noFlag(cmd, unknown.GetSpecifiedName())
}

func noFlag(cmd *cobra.Command, name string) error {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	what := fmt.Sprintf("%s has no flag --%s", cmd.CommandPath(), inbox.CleanLine(name))
	if question, near := inbox.DidYouMean("--"+name, names); near {
		return fmt.Errorf("%s: %s", what, question)
	}
	return errors.New(what)
}
