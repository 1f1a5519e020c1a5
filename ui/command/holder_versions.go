package command

import (
	"fmt"

	"vigie/inbox"
)

// versionsError says that the process that holds the store talks otherwise than this one. Nothing was asked of it.
type versionsError struct{ holder greeting }

func (e versionsError) Error() string {
	if e.holder.Protocol > protocol {
		return askerIsOlder(versionOf(), e.holder)
	}
	return holderIsOlder(versionOf(), e.holder)
}

// askerError says the same to whoever asked, in words of the process that holds the store: an old asker has none for it.
type askerError struct {
	asker  request
	holder greeting
}

func (e askerError) Error() string {
	if e.asker.Protocol < e.holder.Protocol {
		return askerIsOlder(e.asker.Version, e.holder)
	}
	return holderIsOlder(e.asker.Version, e.holder)
}

func askerIsOlder(version string, holder greeting) string {
	return fmt.Sprintf("this vigie (%s) is older than the one that holds the inbox (%s: %s), so nothing was done: update this one; `command -v vigie` says where it lies",
		called(version), called(holder.Version), holder)
}

func holderIsOlder(version string, holder greeting) string {
	return fmt.Sprintf("the vigie that holds the inbox (%s: %s) is older than this one (%s), so nothing was done: update that one: end it, and start it again from the newer program",
		called(holder.Version), holder, called(version))
}

// otherVersion says that the two differ, where they understand each other all the same.
func otherVersion(holder greeting) string {
	return fmt.Sprintf("the vigie that holds the inbox (%s: %s) ran this, and this one is %s: if only the newer knows it, end that one and start it again from the newer program",
		called(holder.Version), holder, called(versionOf()))
}

// called is a version as it is told; the oldest tell none.
func called(version string) string {
	if version == "" {
		return "an early version"
	}
	return "version " + inbox.CleanLine(version).String()
}
