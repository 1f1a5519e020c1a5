package language

import "strings"

// secondPerson is how a French verb changes where whoever did something is addressed.
var secondPerson = [...][2]string{
	{"a ", "avez "}, {"l’a ", "l’avez "}, {"n’a ", "n’avez "}, {"ne l’a ", "ne l’avez "},
	{"ignore ", "ignorez "}, {"n’ignore ", "n’ignorez "}, {"ne l’aime ", "ne l’aimez "},
}

// Did is who did something, and what: nadia l’a traité, vous l’avez traité. In English the verb stays.
func (l Language) Did(who, what string) string {
	if l == French && who == l.Say("you") {
		for _, verb := range secondPerson {
			if rest, ok := strings.CutPrefix(what, verb[0]); ok {
				return who + " " + verb[1] + rest
			}
		}
	}
	return who + " " + what
}
