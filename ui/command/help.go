package command

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helping is `vigie help COMMAND`.
func (a *app) helping() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Say what a command does and takes.", GroupID: groupKeep,
		ValidArgsFunction: func(cmd *cobra.Command, before []string, typed string) ([]string, cobra.ShellCompDirective) {
			about, rest, err := cmd.Root().Find(before)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, c := range inOrder(about.Commands()) {
				if c.IsAvailableCommand() {
					names = append(names, c.Name())
				}
			}
			return beginning(names, typed), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			about, rest, _ := cmd.Root().Find(words)
			if len(rest) > 0 {
				return wrongWords(about, rest)
			}
			return about.Help()
		},
	}
}

// helpOf is the command that tells more about another.
func helpOf(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return cmd.Name() + " help"
	}
	return cmd.CommandPath() + " --help"
}

// help prints what a command does and takes, on Stdout, since it was asked for.
func (a *app) help(cmd *cobra.Command, _ []string) {
	w := a.env.Stdout
	fmt.Fprintln(w, cmd.Short)
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", cmd.Long)
	}
	fmt.Fprintf(w, "\nUsage: %s\n", cmd.UseLine())
	for _, g := range cmd.Groups() {
		helpCommands(w, g.Title, cmd, g.ID)
	}
	if len(cmd.Groups()) == 0 {
		helpCommands(w, "Commands", cmd, "")
	}
	helpFlags(w, "Flags", cmd.LocalNonPersistentFlags())
	helpFlags(w, "Flags of every command", cmd.Root().PersistentFlags())
}

func helpCommands(w io.Writer, title string, cmd *cobra.Command, group string) {
	t := newTable(0)
	for _, c := range inOrder(cmd.Commands()) {
		if c.IsAvailableCommand() && c.GroupID == group && c.Name() != "help" {
			t.row("  "+usage(c), c.Short)
		}
	}
	if len(t.rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", title)
		t.print(w) // nobody reads it then
	}
}

// inOrder puts commands in the order in which they were made, which for verbs is that of the table of actions.
func inOrder(commands []*cobra.Command) []*cobra.Command {
	list := slices.Clone(commands)
	slices.SortStableFunc(list, func(c, d *cobra.Command) int { return cmp.Compare(c.Annotations[orderKey], d.Annotations[orderKey]) })
	return list
}

// usage is a command's line without the commands above it.
func usage(c *cobra.Command) string { return strings.TrimSpace(c.Use) }

func helpFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	t := newTable(0)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name, help := flagHelp(f)
		t.row("  "+name, help)
	})
	if len(t.rows) > 0 {
		fmt.Fprintf(w, "\n%s\n", title)
		t.print(w) // nobody reads it then
	}
}

// flagHelp is a flag as it is written, and what it is for. Its usage ends in what its value is called: "how many: `N`".
func flagHelp(f *pflag.Flag) (name, help string) {
	name = "--" + f.Name
	help, value, named := strings.Cut(f.Usage, ": `")
	if named {
		name += " " + strings.TrimSuffix(value, "`")
	}
	switch f.DefValue {
	case "", "false", "0", "[]":
	default:
		help += " (" + f.DefValue + " unless told)"
	}
	return name, help
}
