package inbox

import (
	"encoding/hex"
	"strings"
)

// address is a link's address made safe to show, or "" where it leads nowhere outside of its page: a fragment, a
// relative path, a script.
func address(href string) string {
	s := CleanLine(href).String()
	if rest := cutScheme(s); rest == "" || rest == s {
		return ""
	}
	return s
}

// cutScheme removes the scheme of an address that can be followed; what else it is given it gives back.
func cutScheme(s string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:", "//"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return s[len(scheme):]
		}
	}
	return s
}

// sameAddress tells whether the text of a link says its address, give or take what people leave out.
func sameAddress(text, href string) bool { return bareAddress(text) == bareAddress(href) }

// shortens tells whether text is the start of the address and an ellipsis, as some servers write links.
func shortens(text, href string) bool {
	start, found := strings.CutSuffix(text, "…")
	if !found {
		start, found = strings.CutSuffix(text, "...")
	}
	start = bareAddress(start)
	return found && start != "" && strings.HasPrefix(bareAddress(href), start)
}

// bareAddress is an address without scheme, "www." and the last slash, and with its letters unescaped.
func bareAddress(s string) string {
	return unescapeLetters(strings.TrimSuffix(strings.TrimPrefix(cutScheme(s), "www."), "/"))
}

// unescapeLetters undoes the percent escapes of letters beyond ASCII. Those of ASCII stay: an escaped slash or at sign
// reads like another address than the one it leads to.
func unescapeLetters(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 || i+3 > len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		if c, err := hex.DecodeString(s[i+1 : i+3]); err == nil && c[0] >= 0x80 {
			b.WriteByte(c[0])
		} else {
			b.WriteString(s[i : i+3])
		}
		s = s[i+3:]
	}
}
