//go:build unix

package store

import (
	"os"
	"syscall"

	"fairlead/internal/fault"
)

// lockFile takes a lock that ends with the process at the latest.
func lockFile(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.Because(err, fault.Unavailable, "The lock file %s cannot be opened.", path)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fault.Because(err, fault.Unavailable, "Another process is using this database. Stop it first, or open the database for reading only.")
	}
	return f.Close, nil
}
