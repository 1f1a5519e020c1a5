package command

import (
	"slices"

	"github.com/spf13/cobra"

	"vigie/inbox"
)

// screenFlags are how somebody wants the screen, this time: they go before the variables of the same names.
type screenFlags struct {
	theme string
	ascii bool
	plain bool
}

// screenFlags are of the commands that open the screen.
func (a *app) screenFlags(cmd *cobra.Command) *cobra.Command {
	f := cmd.Flags()
	f.StringVar(&a.look.theme, "theme", "", "the colours (VIGIE_THEME): `dark|light|terminal|contrast|none`")
	f.BoolVar(&a.look.ascii, "ascii", false, "draw nothing but ASCII (VIGIE_ASCII)")
	f.BoolVar(&a.look.plain, "plain", false, "a linear text, for screen readers (VIGIE_PLAIN)")
	return cmd
}

// check refuses a theme that there isn't.
func (f screenFlags) check() error {
	if f.theme == "" {
		return nil
	}
	if _, err := inbox.ParseTheme(f.theme); err != nil {
		return usageError{err}
	}
	return nil
}

// over is an environment in which the flags have the last word.
func (f screenFlags) over(environ []string) []string {
	environ = slices.Clone(environ)
	if f.theme != "" {
		environ = append(environ, "VIGIE_THEME="+f.theme)
	}
	if f.ascii {
		environ = append(environ, "VIGIE_ASCII=1")
	}
	if f.plain {
		environ = append(environ, "VIGIE_PLAIN=1")
	}
	return environ
}
