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

// wordsOf lets every command under c tell in its own words how many it takes.
func wordsOf(c *cobra.Command) {
	for _, sub := range c.Commands() {
		wordsOf(sub)
		if fits := sub.Args; fits != nil {
			sub.Args = func(cmd *cobra.Command, words []string) error {
				if fits(cmd, words) == nil {
					return nil
				}
				return wrongWords(cmd, words)
			}
		}
	}
}

func wrongWords(cmd *cobra.Command, words []string) error {
	_, takes, _ := strings.Cut(cmd.Use, " ")
	switch {
	case cmd.HasSubCommands():
		return misuse("%s has no %q: it is one of %s", cmd.CommandPath(), inbox.CleanLine(words[0]), strings.Trim(takes, "[]"))
	case takes == "":
		return misuse("%s takes nothing after it, and was given %q", cmd.CommandPath(), inbox.CleanLine(words[0]))
	case len(words) == 0:
		return misuse("something is missing: write %s %s", cmd.CommandPath(), takes)
	}
	return misuse("it was given %s: write %s %s", plural(len(words), "word"), cmd.CommandPath(), takes)
}

// flagError says what a flag takes, and how a search is written that looks like one.
func flagError(cmd *cobra.Command, err error) error {
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		_, help := pflag.UnquoteUsage(wrong.GetFlag())
		return fmt.Errorf("%q is no value of --%s (%s)", inbox.CleanLine(wrong.GetValue()), wrong.GetFlag().Name, help)
	}
	if strings.Contains(cmd.Use, "QUERY") && strings.Contains(err.Error(), " in -") {
		return fmt.Errorf("%w: a search that begins with - comes after --, as in vigie %s -- '-tag:refund'", err, cmd.Name())
	}
	return err
}
