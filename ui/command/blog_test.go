package command

import (
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/wordpress"
)

type blogKey struct{}

// startBlog gives a script a WordPress site of its own, at $BLOG; its editor is "editor" with the password "secret".
func startBlog(e *testscript.Env) {
	blog := wordpress.New(wordpress.Options{})
	server := httptest.NewServer(blog)
	e.Defer(func() { blog.Close(); server.Close() })
	e.Values[blogKey{}] = blog
	e.Setenv("BLOG", server.URL)
}

// blogCommand is what happens on the site:
//
//	blog comment HANDLE TEXT    a visitor comments
//	blog fault MATCH STATUS BODY    requests go wrong
//	blog heal
//	blog sent FILE    what our side did there, a line each
func blogCommand(ts *testscript.TestScript, _ bool, args []string) {
	blog := ts.Value(blogKey{}).(*wordpress.Server)
	switch {
	case len(args) == 3 && args[0] == "comment":
		blog.Arrive(emulator.Post{Author: emulator.Author{Handle: args[1], Name: args[1]}, Text: unquoted(args[2]), Posted: time.Now()})
	case len(args) == 4 && args[0] == "fault":
		status, err := strconv.Atoi(args[2])
		ts.Check(err)
		blog.Fault(emulator.Fault{Match: args[1], Status: status, Body: args[3]})
	case len(args) == 1 && args[0] == "heal":
		blog.Heal()
	case len(args) == 2 && args[0] == "sent":
		var b strings.Builder
		for _, s := range blog.Sent() {
			fmt.Fprintln(&b, s.Action, s.Target, s.Text)
		}
		ts.Check(writeFile(ts.MkAbs(args[1]), b.String()))
	default:
		ts.Fatalf("usage: blog comment|fault|heal|sent …")
	}
}

// unquoted reads the escapes that a script can't hold: escape sequences, direction marks.
func unquoted(s string) string {
	if u, err := strconv.Unquote(`"` + s + `"`); err == nil {
		return u
	}
	return s
}
