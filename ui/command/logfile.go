package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// maxLog is how long the log may grow before it is put aside; one older log is kept.
const maxLog = 4 << 20

// logFile is the log's file, readable by its owner alone. It is made at the first line.
type logFile struct {
	path string
	mu   sync.Mutex
	file *os.File
	size int64
}

// Write writes one record. A log that can't be written costs nobody their work: slog drops the error.
func (l *logFile) Write(record []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil || l.size > maxLog {
		if err := l.open(); err != nil {
			return 0, err
		}
	}
	n, err := l.file.Write(record)
	l.size += int64(n)
	return n, err
}

// open opens the file, after putting aside one that is full. Other processes may write to it too: what they hold open is then
// the older log.
func (l *logFile) open() error {
	if l.file != nil {
		l.file.Close() // nothing is lost: each record was written at once
		l.file = nil
	}
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return fmt.Errorf("the folder of the log can't be made: %w", err)
	}
	if info, err := os.Stat(l.path); err == nil && info.Size() > maxLog {
		if err := os.Rename(l.path, l.path+".1"); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("the log can't be put aside: %w", err)
		}
	}
	f, err := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the log can't be written: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	l.file, l.size = f, info.Size()
	return nil
}
