package pgtest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
)

var errNotInstalled = errors.New("PostgreSQL is not installed; \"make test\" or \"apt-get install postgresql\" brings it")

// installation is the PostgreSQL of this machine and the account to run it as.
type installation struct {
	bin     string // directory of initdb and postgres
	account account
}

// findInstallation takes the newest version in Debian's place, else what PATH has.
func findInstallation() (installation, error) {
	bin := newestDebian("/usr/lib/postgresql")
	if bin == "" {
		initdb, err := exec.LookPath("initdb")
		if err != nil {
			return installation{}, errNotInstalled
		}
		bin = filepath.Dir(initdb)
	}
	acc, err := findAccount()
	return installation{bin, acc}, err
}

func newestDebian(root string) (bin string) {
	found, _ := filepath.Glob(filepath.Join(root, "*", "bin", "initdb")) // the pattern is well formed
	newest := 0
	for _, initdb := range found {
		dir := filepath.Dir(initdb)
		major, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		if err == nil && major > newest {
			newest, bin = major, dir
		}
	}
	return bin
}

func (in installation) program(name string) string { return filepath.Join(in.bin, name) }

// template is a directory with a cluster that never ran, made once per version
// of PostgreSQL and kept in the user's cache: copying it takes a fraction of
// the time of initdb. It appears under its name only when complete, so several
// test binaries may come here at once.
func (in installation) template() (dir string, err error) {
	version, err := exec.Command(in.program("initdb"), "--version").Output()
	if err != nil {
		return "", fmt.Errorf("initdb --version: %w", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "fairlead")
	dir = filepath.Join(cache, fmt.Sprintf("postgres-%x", sha256.Sum256(fmt.Append(version, initArgs)))[:26])
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	return dir, in.makeTemplate(dir)
}

var initArgs = []string{"--username=" + superuser, "--auth=trust", "--encoding=UTF8",
	"--locale=C.UTF-8", "--wal-segsize=1", "--no-sync", "--no-instructions"}

func (in installation) makeTemplate(dir string) error {
	fresh, err := in.account.tempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	data := filepath.Join(fresh, "data")
	initdb := exec.Command(in.program("initdb"), append(initArgs, "-D", data)...)
	initdb.Dir = fresh
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: in.account.credential()}
	if said, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, said)
	}
	part, err := os.MkdirTemp(filepath.Dir(dir), "part-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(part)
	whole := filepath.Join(part, "data")
	if err := (account{}).copyTree(data, whole); err != nil {
		return err
	}
	if err := os.Rename(whole, dir); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil // made here, or by another test binary meanwhile
}
