package command

import (
	"fmt"

	"github.com/spf13/cobra"
)

// globals are the flags that every command takes.
type globals struct {
	data, team, as string
}

// The groups of commands in help.
const (
	groupRead   = "read"
	groupDecide = "decide"
	groupKeep   = "keep"
)

// orderKey is the annotation that keeps commands in their order, which cobra would make alphabetical.
const orderKey = "order"

// root builds the tree of commands. It is built anew for every run: flags are variables.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "vigie [COMMAND]",
		Short:         "One inbox, in a terminal, for everything a community says to or about a brand.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          a.console,
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			a.began = true
			return a.admit(cmd, args)
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(a.help)
	root.SetUsageFunc(func(c *cobra.Command) error { a.help(c, nil); return nil })
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(
		&cobra.Group{ID: groupRead, Title: "Read"},
		&cobra.Group{ID: groupDecide, Title: "Decide"},
		&cobra.Group{ID: groupKeep, Title: "Keep"},
	)
	root.SetHelpCommand(a.helping())

	a.screenFlags(root)
	f := root.PersistentFlags()
	f.StringVar(&a.flags.data, "data", "", "the folder of the inbox, or its file (VIGIE_DATA): `PATH`")
	f.StringVar(&a.flags.team, "team", "", "the team file (VIGIE_TEAM): `PATH`")
	f.StringVar(&a.flags.as, "as", "", "the person who acts (VIGIE_PERSON); the owner unless told: `NAME`")

	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			c.Annotations = map[string]string{orderKey: fmt.Sprintf("%03d", len(root.Commands()))}
			root.AddCommand(c)
		}
	}
	add(groupRead, a.list(), a.show(), a.author(), a.count(), a.views(), a.escalations(), a.digest(), a.figures(), a.history())
	add(groupDecide, a.verbs()...)
	add(groupDecide, a.next(), a.undo(), a.redo(), a.outbox(), a.rules())
	add(groupKeep, a.sync(), a.watch(), a.serving(), a.sessions(), a.health(), a.demo(), a.channel(), a.person(), a.importing(), a.export(), a.evidence(), a.erase(), a.store(), a.completion(), a.manual(), a.words(), a.version())
	a.completes(root)
	inOwnWords(root)
	return root
}
