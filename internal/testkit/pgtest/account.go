package pgtest

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is whom the server runs as. PostgreSQL refuses to run as root, so
// root hands over to the account of Debian's package; anybody else keeps their
// own, which the zero value stands for.
type account struct {
	other    bool
	uid, gid int
}

func findAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return account{}, fmt.Errorf("as root, PostgreSQL needs an account to run as: %w", err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return account{}, err
	}
	gid, err := strconv.Atoi(u.Gid)
	return account{true, uid, gid}, err
}

// credential is what a command of the account starts with; nil keeps our own.
func (a account) credential() *syscall.Credential {
	if !a.other {
		return nil
	}
	return &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
}

func (a account) own(path string) error {
	if !a.other {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// tempDir makes a directory that only the account can enter.
func (a account) tempDir() (string, error) {
	dir, err := os.MkdirTemp("", "fairlead-pg-")
	if err != nil {
		return "", err
	}
	return dir, a.own(dir)
}

// copyTree copies directories and plain files, which is all that a cluster that
// never ran consists of, and gives the copy to the account.
func (a account) copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		dst := filepath.Join(to, rel)
		if e.IsDir() {
			err = os.Mkdir(dst, 0o700)
		} else {
			err = copyFile(path, dst)
		}
		if err != nil {
			return err
		}
		return a.own(dst)
	})
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}
