package command

import (
	"vigie/connectors"
	"vigie/inbox"
)

// works says who we are on a channel that answers, and what can be done there.
func works(account connectors.Account, can inbox.Verbs) string {
	s := "works"
	if !account.ReadOnly && account.Handle != "" {
		s += ", as " + inbox.CleanLine(account.Handle).String()
	}
	s += "; " + can.String()
	if account.Warning != nil {
		s += "; but " + inbox.CleanLine(account.Warning.Error()).String()
	}
	return s
}
