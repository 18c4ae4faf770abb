package door

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Token is a key for a program that works for somebody.
type Token = store.Token

// The scopes of a token. It never may more than its account.
const (
	ScopeRead  = "read"
	ScopeWrite = "write" // and read
)

// tokenPrefix lets scanners for leaked secrets know ours.
const tokenPrefix = "flt_"

// maxTokenDays is how long a token can live.
const maxTokenDays = 730

// NewToken makes a token for the principal's own account and gives its text,
// which is not kept: nobody can show it again. It is for people who are signed
// in: a token must not make tokens.
func (d *Door) NewToken(ctx context.Context, who access.Principal, name, scope string, days int) (string, error) {
	if _, err := d.Principal(who.Account); err != nil {
		return "", err
	}
	var problems fault.List
	if name = printable(strings.TrimSpace(name)); name == "" {
		problems.Add("name", "Say what the token is for.")
	}
	if !slices.Contains([]string{ScopeRead, ScopeWrite}, scope) {
		problems.Add("scope", "A token may read, or read and write.")
	}
	if days < 1 || days > maxTokenDays {
		problems.Add("days", "A token is valid for 1 to %d days.", maxTokenDays)
	}
	if err := problems.Err(); err != nil {
		return "", err
	}
	now, plain := d.now(), tokenPrefix+secret()
	err := d.store.AddToken(ctx, &store.Token{
		ID: record.NewID(now), Hash: fingerprint(plain), Account: who.Account, Name: name, Scopes: scope,
		Created: record.At(now), CreatedBy: who.Account, Expires: record.At(now.Add(time.Duration(days) * 24 * time.Hour)),
	})
	if err != nil {
		return "", err
	}
	d.log.Info("token made", "account", who.Account, "name", name, "scope", scope, "days", days)
	return plain, nil
}

// Tokens lists the tokens of an account that are still valid, the newest first.
func (d *Door) Tokens(ctx context.Context, account record.ID) ([]*Token, error) {
	all, err := d.store.Tokens(ctx, account)
	return slices.DeleteFunc(all, func(t *Token) bool { return !d.now().Before(t.Expires.Time()) }), err
}

// RevokeToken ends a token of an account.
func (d *Door) RevokeToken(ctx context.Context, account, token record.ID) error {
	err := d.store.RemoveToken(ctx, account, token)
	d.tokens.dropAccount(account)
	return err
}

// IdentifyToken tells who a token acts for. The method of the request says
// whether it reads or writes; the fault is Forbidden when the token may only
// read, and Unauthenticated when it is not valid, or its account is not.
func (d *Door) IdentifyToken(ctx context.Context, plain, method string) (access.Principal, error) {
	if !strings.HasPrefix(plain, tokenPrefix) {
		return access.Principal{}, errToken()
	}
	hash := fingerprint(plain)
	l, err := d.tokens.find(hash, d.now(), func() (*lease, error) {
		t, err := d.store.Token(ctx, hash)
		if err != nil || t == nil {
			return nil, err
		}
		return &lease{id: t.ID, account: t.Account, scopes: t.Scopes, seen: t.Seen.Time(), expires: t.Expires.Time()}, nil
	})
	if err != nil {
		return access.Principal{}, err
	}
	if l == nil || !d.now().Before(l.expires) {
		return access.Principal{}, errToken()
	}
	if method != http.MethodGet && method != http.MethodHead && l.scopes != ScopeWrite {
		return access.Principal{}, fault.New(fault.Forbidden, "This token may only read.")
	}
	d.noteUse(ctx, &d.tokens, hash, l, d.store.TokenSeen)
	p, err := d.Principal(l.account)
	p.ReadOnly = l.scopes != ScopeWrite
	return p, err
}

func errToken() error {
	return fault.New(fault.Unauthenticated, "The token is not valid, or not any more.")
}
