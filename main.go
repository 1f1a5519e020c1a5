// Vigie is one keyboard-driven inbox, in a terminal, for everything a community says to or about a brand.
package main

import (
	"os"

	"vigie/ui/command"
)

func main() { os.Exit(command.Main()) }
