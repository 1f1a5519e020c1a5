package command

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// paths are where everything lies.
type paths struct {
	store  string // the store's file
	team   string // the team file
	told   bool   // somebody named the team file: it has to be there
	state  string // the folder of the log; the store's where there is no home
	socket string // where the process that holds the store answers others
}

// maxSocket is the longest path of a unix socket that every system takes (104 bytes on some, with the end).
const maxSocket = 100

// paths finds where everything lies: flags first, then variables, then the folders of the XDG base directories.
func (a *app) paths() (paths, error) {
	var p paths
	data := cmp.Or(a.flags.data, a.env.Getenv("VIGIE_DATA"), a.xdg("XDG_DATA_HOME", ".local/share"))
	named := cmp.Or(a.flags.team, a.env.Getenv("VIGIE_TEAM"))
	team := cmp.Or(named, under(a.xdg("XDG_CONFIG_HOME", ".config"), "vigie.toml"))
	if data == "" || team == "" {
		return p, errors.New("there is no home folder: set HOME, or name the files with --data and --team")
	}
	p.store = a.storeFile(data)
	p.team, p.told = a.absolute(team), named != ""
	p.state = cmp.Or(a.xdg("XDG_STATE_HOME", ".local/state"), filepath.Dir(p.store))
	p.socket = a.socketOf(p.store)
	return p, nil
}

// xdg is our folder under one of the base directories; "" where there is no home.
func (a *app) xdg(variable, inHome string) string {
	if base := a.env.Getenv(variable); filepath.IsAbs(base) { // a relative one is to be ignored, says the specification
		return filepath.Join(base, "vigie")
	}
	return under(a.env.Getenv("HOME"), filepath.Join(inHome, "vigie"))
}

// under is a path below a folder, or "" where there is no such folder.
func under(folder, path string) string {
	if folder == "" {
		return ""
	}
	return filepath.Join(folder, path)
}

func (a *app) absolute(path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.env.Dir, path)
	}
	return filepath.Clean(path)
}

// storeFile is the store's file, given it or its folder. Links are followed, so that one store has one socket.
func (a *app) storeFile(path string) string {
	path = a.absolute(path)
	info, err := os.Stat(path)
	isFile := err == nil && info.Mode().IsRegular() || err != nil && strings.HasSuffix(path, ".db")
	if !isFile {
		path = filepath.Join(path, "vigie.db")
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(folder, filepath.Base(path))
	}
	return path
}

// socketOf is beside the store; where that path is too long for a socket, it is in the runtime directory.
func (a *app) socketOf(store string) string {
	beside := store + ".sock"
	if len(beside) <= maxSocket {
		return beside
	}
	folder := a.env.Getenv("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(os.TempDir(), fmt.Sprintf("vigie-%d", os.Getuid()))
	}
	sum := sha256.Sum256([]byte(store))
	return filepath.Join(folder, "vigie-"+hex.EncodeToString(sum[:8])+".sock")
}
