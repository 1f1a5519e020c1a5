package team

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/zalando/go-keyring"

	"vigie/connectors"
	"vigie/inbox"
)

// Secret finds what a reference of the team file names: env:NAME, file:PATH (relative to dir, readable by its owner alone) or
// keyring:NAME. Errors name the reference, never the secret.
func Secret(dir, reference string) (string, error) {
	how, name, _ := strings.Cut(reference, ":")
	switch {
	case !IsReference(reference):
		return "", fmt.Errorf("a secret is written as env:NAME, file:PATH or keyring:NAME, never in clear")
	case how == "env":
		value, ok := os.LookupEnv(name)
		if !ok || value == "" {
			return "", fmt.Errorf("the variable %s is not set: set it before starting", name)
		}
		return value, nil
	case how == "file":
		return secretFile(dir, name)
	}
	value, err := keyring.Get("vigie", name)
	if err != nil {
		return "", fmt.Errorf("the keyring has no entry %q of the service vigie: %w", name, err)
	}
	return value, nil
}

// Variables are the names of the environment's variables in which a team's secrets are.
func Variables(t inbox.Team, kinds connectors.Registry) (names []string) {
	for _, c := range t.Channels {
		kind, err := kinds.Kind(c.Kind)
		if err != nil {
			continue
		}
		for _, o := range kind.Options {
			if name, ok := strings.CutPrefix(c.Settings[o.Name], "env:"); ok && o.Secret {
				names = append(names, name)
			}
		}
	}
	return names
}

func secretFile(dir, name string) (string, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("the secret's file can't be read: %w", err)
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return "", fmt.Errorf("others can read the secret's file %s: run chmod 600 %s", path, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the secret's file can't be read: %w", err)
	}
	value := strings.TrimRight(string(data), "\r\n")
	if value == "" {
		return "", fmt.Errorf("the secret's file %s is empty", path)
	}
	return value, nil
}
