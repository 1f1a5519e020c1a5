package remote

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"
)

// HostKey is the key by which clients know this server again. It is made at the first start and kept in a file of its own, for
// its owner alone; made tells that it is new. A file that others can read is refused: whoever has the key can be this server.
func HostKey(path string) (key ssh.Signer, made bool, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		made = true
		data, err = newHostKey(path)
	}
	if err != nil {
		return nil, false, fmt.Errorf("the host key can't be kept: %w", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, false, fmt.Errorf("the host key %s can be read by others: chmod 600 it, or delete it and tell everybody the new one", path)
	}
	key, err = ssh.ParsePrivateKey(data)
	if err != nil {
		return nil, false, fmt.Errorf("the host key %s can't be read: %w: put it back from a backup, or delete it and tell everybody the new one", path, err)
	}
	return key, made, nil
}

// newHostKey writes the file whole or not at all, and never over another.
func newHostKey(path string) ([]byte, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	block, err := ssh.MarshalPrivateKey(private, "vigie")
	if err != nil {
		return nil, err
	}
	data := pem.EncodeToMemory(block)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".host-*") // readable by its owner alone
	if err != nil {
		return nil, err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return nil, err
	}
	return data, os.Link(tmp.Name(), path)
}
