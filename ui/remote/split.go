package remote

import (
	"strings"
	"unicode/utf8"

	"vigie/inbox"
)

// Why a command line can't be split. Nothing of it is run then.
const (
	errQuote   = inbox.Reason("a quote is opened and not closed")
	errEscape  = inbox.Reason("it ends with a \\ that escapes nothing")
	errLetters = inbox.Reason("it isn't UTF-8, or holds a NUL")
	errLong    = inbox.Reason("it is too long")
)

// maxLine is the longest command line, in bytes: the longest reply, quoted, and then some.
const maxLine = 256 << 10

// Split cuts a command line into its words, as a POSIX shell quotes them: '…' is literal, "…" lets \ escape " \ $ and `, \ escapes
// the next character, white space separates. Nothing else has a meaning: there is no variable, pattern, pipe or second command. A
// line that isn't whole is an error, and never half a command.
func Split(line string) (words []string, err error) {
	switch {
	case len(line) > maxLine:
		return nil, inbox.Errorf("%w: at most %d bytes", errLong, maxLine)
	case !utf8.ValidString(line) || strings.ContainsRune(line, 0):
		return nil, errLetters
	}
	var word strings.Builder
	begun := false
	for i := 0; i < len(line); {
		c := line[i]
		i++
		switch c {
		case ' ', '\t', '\n', '\r':
			if begun {
				words, begun = append(words, word.String()), false
				word.Reset()
			}
			continue
		case '\'':
			end := strings.IndexByte(line[i:], '\'')
			if end < 0 {
				return nil, errQuote
			}
			word.WriteString(line[i : i+end])
			i += end + 1
		case '"':
			n, err := double(&word, line[i:])
			if err != nil {
				return nil, err
			}
			i += n
		case '\\':
			if i == len(line) {
				return nil, errEscape
			}
			word.WriteByte(line[i])
			i++
		default:
			word.WriteByte(c)
		}
		begun = true
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}

// double reads to the end of a "…" and gives how much it took, with the closing quote.
func double(word *strings.Builder, rest string) (int, error) {
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == '"':
			return i + 1, nil
		case c == '\\' && i+1 < len(rest) && strings.IndexByte("\"\\$`", rest[i+1]) >= 0:
			i++
			word.WriteByte(rest[i])
		default:
			word.WriteByte(c)
		}
	}
	return 0, errQuote
}
