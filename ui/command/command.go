// Package command is Vigie's command line, a file a command; it wires everything together. A command is a function of its
// context, its arguments and its streams: it can run in the process that was started, or for another process in the one that
// holds the store.
package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/remote"
	"vigie/ui/team"
)

// The exit codes.
const (
	exitDone     = 0
	exitRefused  = 1 // refused, or partly refused
	exitUsage    = 2 // wrong usage
	exitVersions = 3 // the process that holds the store is another version: nothing was done
)

// Env is what a command may know of the world around it.
type Env struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Environ        []string // of the screen: "NAME=value"
	Dir            string   // of relative paths
	Now            func() time.Time
	Zone           *time.Location         // of the times that people read
	Keys           bool                   // Stdin is a terminal
	Password       func() (string, error) // reads a line without showing it; nil where nobody can be asked
	Width          int                    // of the terminal that Stdout is, in columns; 0 where it is none
	Height         int                    // of that terminal, in lines
	Progress       bool                   // Stderr is a terminal
	Visitor        *remote.Visitor        // who runs it over SSH; nil = whoever can open the files here

	guest *guest // the terminal that was lent for a console; nil = none was
}

// asks reports whether a person sits there who can be asked: who sees the question, and types the answer.
func (e Env) asks() bool { return e.Keys && e.Progress }

// Main runs the command that the process was started with, and gives its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintf(os.Stderr, "vigie: this folder is gone: change to another one (%v)\n", err)
		return exitRefused
	}
	width, height := 0, 0
	if term.IsTerminal(int(os.Stdout.Fd())) {
		width, height = 80, 24
		if w, h, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
			width, height = w, h
		}
	}
	env := Env{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Environ: os.Environ(), Dir: dir, Now: time.Now, Zone: time.Local,
		Width: width, Height: height, Keys: term.IsTerminal(int(os.Stdin.Fd())), Progress: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if env.asks() {
		env.Password = func() (string, error) {
			b, err := term.ReadPassword(int(os.Stdin.Fd()))
			return string(b), err
		}
	}
	return Run(ctx, env)
}

// Run runs one command and gives its exit code. What goes wrong is told on Stderr, with the next step.
func Run(ctx context.Context, env Env) int { return run(ctx, env, nil) }

// app is one run of one command.
type app struct {
	env   Env
	flags globals
	look  screenFlags
	house *house // of the process that holds the store; nil where this process has to open it
	began bool   // the arguments were understood
}

// run runs a command in the process that was started, or, given a house, for another process.
func run(ctx context.Context, env Env, h *house) (code int) {
	a := &app{env: env, house: h}
	defer func() {
		if broke := recover(); broke != nil {
			fmt.Fprintf(env.Stderr, "vigie: the command broke: %s; nothing that was acknowledged is lost, tell its makers what you did\n", inbox.CleanLine(fmt.Sprint(broke)))
			a.log().Error("a command broke", "panic", fmt.Sprint(broke), "stack", string(debug.Stack()))
			code = exitRefused
		}
	}()
	root := a.root()
	root.SetArgs(append([]string{}, env.Args...))
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	cmd, err := root.ExecuteContextC(ctx)
	return a.tell(cmd, err)
}

// tell says on Stderr what went wrong, and gives the exit code.
func (a *app) tell(cmd *cobra.Command, err error) int {
	var told toldError
	var usage usageError
	var file *team.FileError
	var versions versionsError
	code := exitRefused
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &told):
		return told.code
	case !a.began, errors.As(err, &usage):
		if a.env.Visitor != nil {
			sign(context.WithoutCancel(cmd.Context()), a, a.house, a.env.Visitor, remote.Refused, inbox.Say("no command like that: %v", err).String())
		}
		fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(err))
		fmt.Fprintf(a.env.Stderr, "Usage: %s\n`%s` says more.\n", cmd.UseLine(), helpOf(cmd))
		return exitUsage
	case errors.As(err, &file): // each line begins with its place, for editors to jump to
		fmt.Fprintln(a.env.Stderr, printable(file))
		return exitRefused
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.env.Stderr, "vigie: interrupted")
		return exitRefused
	case errors.As(err, &versions):
		code = exitVersions
	case errors.Is(err, desk.ErrNotFound):
		err = fmt.Errorf("%w: %s", err, whereToLook)
	}
	fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(err))
	return code
}

// whereToLook is the next step for somebody whose item or delivery isn't there.
const whereToLook = "`vigie list` shows the items, `vigie outbox` what is to leave"

// printable is an error safe to print: it may quote what a stranger wrote.
func printable(err error) string {
	return strings.TrimSpace(cmp.Or(inbox.Clean(err.Error()).String(), "something failed"))
}

// toldError ends a command whose trouble was told already.
type toldError struct{ code int }

func (e toldError) Error() string { return fmt.Sprintf("ended with %d", e.code) }

// usageError is an argument that can't be understood.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func misuse(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }
