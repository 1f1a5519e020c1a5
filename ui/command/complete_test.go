package command

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func TestEveryFlagThatTakesAValueProposesWordsOrSaysThatItHasNone(t *testing.T) {
	var look func(*cobra.Command)
	look = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if _, told := c.GetFlagCompletionFunc(f.Name); !told && f.Value.Type() != "bool" {
				t.Errorf("%s --%s would propose the files of the folder", c.CommandPath(), f.Name)
			}
		})
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look((&app{}).root())
}
