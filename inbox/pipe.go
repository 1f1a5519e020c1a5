package inbox

// Pipe is a command of the person's own machine to which a team gives items.
type Pipe struct {
	Name    string
	Key     string // of the console, as ui/keys.Parse gives it; "" = none
	Command string // a line of the shell
	Into    Verb   // of which text what it prints becomes a part: VerbReply or VerbNote; "" = it is shown
}
