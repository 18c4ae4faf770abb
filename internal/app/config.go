package app

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/fault"
)

// Config is the program's settings. Each has a row in settings, which is all
// there is to know about it.
type Config struct {
	Data         string
	Database     string
	Addr         string
	URL          string
	Organisation string
	Currency     string
	Workers      int
	LogFormat    string
	LogLevel     string
	Server       string
	Token        string

	signInHint string // shown under the sign-in form; of the demonstration alone
}

// setting is one line of the configuration: the same name serves as flag, as
// environment variable (FAIRLEAD_ADDR) and in the file.
type setting struct {
	name, fallback, help string
	set                  func(*Config, string) error
}

// settings lists all settings. docs/configuration.md is written from it.
func settings() []setting {
	text := func(field func(*Config) *string) func(*Config, string) error {
		return func(c *Config, v string) error { *field(c) = v; return nil }
	}
	return []setting{
		{"data", "fairlead-data", "directory of the database and the configuration file", text(func(c *Config) *string { return &c.Data })},
		{"database", "", "postgres://… to keep the records in PostgreSQL; empty keeps them in an SQLite file in the data directory", text(func(c *Config) *string { return &c.Database })},
		{"addr", "127.0.0.1:8080", "address to listen on, HOST:PORT", text(func(c *Config) *string { return &c.Addr })},
		{"url", "", "address at which people reach the program, for example https://fairlead.example.org; cookies are for TLS only when it begins with https", text(func(c *Config) *string { return &c.URL })},
		{"organisation", "", "name of the organisation, shown on every page", text(func(c *Config) *string { return &c.Organisation })},
		{"currency", "EUR", "the organisation's own currency, ISO 4217", text(func(c *Config) *string { return &c.Currency })},
		{"workers", "2", "background jobs that run at once", setWorkers},
		{"log-format", "text", "text or json", oneOf(func(c *Config) *string { return &c.LogFormat }, "text", "json")},
		{"log-level", "info", "debug, info, warn or error", oneOf(func(c *Config) *string { return &c.LogLevel }, "debug", "info", "warn", "error")},
		{"server", "", "work against a running server at this URL instead of the data directory", text(func(c *Config) *string { return &c.Server })},
		{"token", "", "API token for --server", text(func(c *Config) *string { return &c.Token })},
	}
}

func oneOf(field func(*Config) *string, choices ...string) func(*Config, string) error {
	return func(c *Config, v string) error {
		if !slices.Contains(choices, v) {
			return fmt.Errorf("must be one of %s", strings.Join(choices, ", "))
		}
		*field(c) = v
		return nil
	}
}

func setWorkers(c *Config, v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > 64 {
		return errors.New("must be a number from 1 to 64")
	}
	c.Workers = n
	return nil
}

// env is the name of the setting's environment variable.
func (s setting) env() string {
	return "FAIRLEAD_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// bindSettings adds every setting as a flag. The function that it returns puts
// the configuration together once the flags are parsed: flag before
// environment before file before default.
func bindSettings(set *flag.FlagSet) func(env func(string) (string, bool)) (Config, error) {
	given := map[string]string{}
	for _, s := range settings() {
		set.Func(s.name, fmt.Sprintf("%s (default %q)", s.help, s.fallback), func(v string) error {
			given[s.name] = v
			return nil
		})
	}
	return func(env func(string) (string, bool)) (Config, error) {
		var c Config
		pick := func(s setting, file map[string]string) string {
			if v, ok := given[s.name]; ok {
				return v
			}
			if v, ok := env(s.env()); ok {
				return v
			}
			if v, ok := file[s.name]; ok {
				return v
			}
			return s.fallback
		}
		c.Data = pick(settings()[0], nil)
		file, err := readConfigFile(filepath.Join(c.Data, "fairlead.conf"))
		if err != nil {
			return c, err
		}
		for _, s := range settings()[1:] {
			if err := s.set(&c, pick(s, file)); err != nil {
				return c, fault.New(fault.Invalid, "Setting %s %v.", s.name, err)
			}
		}
		return c, nil
	}
}

// readConfigFile reads lines of "name = value"; # begins a comment. A file that
// is not there says nothing.
func readConfigFile(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]string{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		known := slices.ContainsFunc(settings(), func(s setting) bool { return s.name == name && name != "data" })
		if !ok || !known {
			return nil, fault.New(fault.Invalid, "%s, line %d: %q is not a setting; see docs/configuration.md.", path, n, name)
		}
		out[name] = strings.TrimSpace(value)
	}
	return out, lines.Err()
}

// dsn is where the records are.
func (c Config) dsn() string {
	if c.Database != "" {
		return c.Database
	}
	return "sqlite:" + filepath.Join(c.Data, "fairlead.db")
}

// ConfigurationPage writes docs/configuration.md.
func ConfigurationPage() string {
	var b strings.Builder
	b.WriteString("# Configuration\n\nEach setting can be given as a flag, as an environment variable, or as a line `name = value` in `fairlead.conf` in the data directory. A flag goes before the environment, the environment before the file.\n\n| setting | environment | default | meaning |\n|---|---|---|---|\n")
	for _, s := range settings() {
		fmt.Fprintf(&b, "| `--%s` | `%s` | `%s` | %s |\n", s.name, s.env(), s.fallback, s.help)
	}
	return b.String()
}
