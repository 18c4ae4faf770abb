package door

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// normal is a login as accounts keep it.
func normal(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// SetPassword changes a password: one's own with the old one, another's as an
// administrator or the program. All other sessions of the account end; keep is
// the secret of the one that goes on, or empty. The fault is Invalid with the
// field old or new, Forbidden, NotFound, or Unavailable after several wrong old
// passwords.
func (d *Door) SetPassword(ctx context.Context, who access.Principal, account record.ID, old, password, keep string) error {
	own := who.Account == account && !who.Program
	if !own && !who.HasAny(record.Administrator) {
		return fault.New(fault.Forbidden, "Only administrators set the passwords of others.")
	}
	s, err := d.records()
	if err != nil {
		return err
	}
	target := record.Get(s, record.To[catalog.Account](account))
	if target == nil {
		return fault.New(fault.NotFound, "There is no such account.")
	}
	if own {
		if err := d.checkOld(ctx, account, old); err != nil {
			return err
		}
	}
	if problem := checkPassword(target.Login, password); problem != "" {
		return fieldError("new", problem)
	}
	if err := d.putPassword(ctx, who.Account, account, password, keep); err != nil {
		return err
	}
	d.log.Info("password set", "account", account, "by", who.Account, "by_the_program", who.Program)
	return nil
}

// checkOld holds that whoever changes a password knows it, also where a session
// was left open or stolen.
func (d *Door) checkOld(ctx context.Context, account record.ID, old string) error {
	attempt, wait := d.tries.take("the old password of "+account.String(), account.String())
	if wait > 0 {
		return errTooMany(wait)
	}
	stored, err := d.store.Password(ctx, account)
	if err != nil {
		return err
	}
	right, err := d.hasher.matches(ctx, old, stored)
	if err != nil {
		return err
	}
	if !right {
		return fieldError("old", "This is not your current password.")
	}
	attempt.succeeded()
	return nil
}

func fieldError(field, problem string) error {
	var list fault.List
	list.Add(field, "%s", problem)
	return list.Err()
}

func (d *Door) putPassword(ctx context.Context, by, account record.ID, password, keep string) error {
	hashed, err := d.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	var kept [32]byte
	if keep != "" {
		kept = fingerprint(keep)
	}
	now := record.At(d.now())
	err = d.note(ctx, by, account, "Password set", func(a *catalog.Account) { a.PasswordSet = now }, func(ctx context.Context, w *store.Writer) error {
		return w.SetPassword(ctx, account, hashed, now, kept)
	})
	d.sessions.dropAccount(account)
	return err
}

// rehash stores a password at today's cost when it was stored at another, and
// gives the form that is stored then.
func (d *Door) rehash(ctx context.Context, account record.ID, password, stored string) (string, error) {
	if !d.hasher.outdated(stored) {
		return stored, nil
	}
	fresh, err := d.hasher.hash(ctx, password)
	if err != nil {
		return "", err
	}
	return fresh, d.store.RenewPassword(ctx, account, stored, fresh)
}

const minPassword = 12 // characters

// checkPassword says what is wrong with a new password; empty when nothing is.
func checkPassword(login, password string) string {
	password = norm.NFC.String(password)
	switch lower := strings.ToLower(password); {
	case utf8.RuneCountInString(password) < minPassword:
		return fmt.Sprintf("Use at least %d characters; a few words do.", minPassword)
	case len(password) > maxPassword:
		return fmt.Sprintf("Use at most %d characters.", maxPassword)
	case !utf8.ValidString(password):
		return "Use characters that can be typed."
	case holdsLogin(lower, normal(login)):
		return "Do not use the login in the password."
	case common(lower):
		return "This password is among the first that are tried; choose another."
	}
	return ""
}

// shortestName is how long a login must be to be looked for inside a password.
const shortestName = 4

func holdsLogin(password, login string) bool {
	name, _, _ := strings.Cut(login, "@")
	return password == login || len(name) >= shortestName && strings.Contains(password, name)
}

// fewDistinct is how many different characters make no password, however often
// they are repeated.
const fewDistinct = 5

// common reports whether a password in small letters is among those that are
// tried first, which NIST SP 800-63B, section 5.1.1.2, asks to refuse: known
// rows of keys and digits, few characters repeated, and a common word with digits
// or signs around it or repeated.
func common(password string) bool {
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	if len(distinct) < fewDistinct || slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, password) }) {
		return true
	}
	trimmed := strings.TrimFunc(password, func(r rune) bool { return !unicode.IsLetter(r) })
	return repeatsWord(password) || repeatsWord(plainLetters.Replace(trimmed))
}

// repeatsWord reports whether the letters of a text are one common word, once or
// more often.
func repeatsWord(text string) bool {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
	return letters != "" && slices.ContainsFunc(words, func(w string) bool { return strings.ReplaceAll(letters, w, "") == "" })
}

// plainLetters undoes the usual replacements of letters.
var plainLetters = strings.NewReplacer("@", "a", "$", "s", "0", "o", "3", "e", "1", "i")

// rows are what fingers do by themselves.
var rows = []string{
	"012345678901234567890123456789", "098765432109876543210987654321", "abcdefghijklmnopqrstuvwxyz0123456789",
	"qwertyuiopasdfghjklzxcvbnm1234567890", "qwertzuiopasdfghjklyxcvbnm1234567890", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
	"1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
}

var words = []string{
	"password", "passwort", "passwd", "administrator", "admin", "changeme", "welcome", "letmein", "login", "iloveyou",
	"qwertyuiop", "qwertzuiop", "qwerty", "qwertz", "fairlead", "monkey", "dragon", "football", "baseball", "sunshine",
	"princess", "spring", "summer", "autumn", "winter", "january", "february", "october", "november", "december",
}
