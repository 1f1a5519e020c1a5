package command

import (
	"errors"
	"net/url"
	"os/exec"
	"runtime"
)

// browser opens links in the person's browser; nil where there is none to open them in. It
// inherits the environment that is told.
func (a *app) browser(environ func() []string) func(string) error {
	program := "xdg-open"
	switch {
	case runtime.GOOS == "darwin":
		program = "open"
	case a.env.Getenv("DISPLAY") == "" && a.env.Getenv("WAYLAND_DISPLAY") == "":
		return nil
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return nil
	}
	return func(link string) error {
		u, err := url.Parse(link)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" {
			return errors.New("this link leads to no web page")
		}
		cmd := exec.Command(path, u.String())
		cmd.Env = environ()
		if err := cmd.Start(); err != nil {
			return err
		}
		go cmd.Wait() // ends with the program, which only hands the link on
		return nil
	}
}
