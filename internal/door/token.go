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
// which is not kept: nobody can show it again.
func (d *Door) NewToken(ctx context.Context, who access.Principal, name, scope string, days int) (string, error) {
	var problems fault.List
	if name = strings.TrimSpace(name); name == "" || len(name) > 200 {
		problems.Add("name", "Say what the token is for, in at most 200 characters.")
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
	return plain, d.store.AddToken(ctx, &store.Token{
		ID: record.NewID(now), Hash: fingerprint(plain), Account: who.Account, Name: name, Scopes: scope,
		Created: record.At(now), CreatedBy: who.Account, Expires: record.At(now.Add(time.Duration(days) * 24 * time.Hour)),
	})
}

// Tokens lists the tokens of an account that are still valid, the newest first.
func (d *Door) Tokens(ctx context.Context, account record.ID) ([]*Token, error) {
	all, err := d.store.Tokens(ctx, account)
	return slices.DeleteFunc(all, func(t *Token) bool { return !d.now().Before(t.Expires.Time()) }), err
}

// RevokeToken ends a token of an account.
func (d *Door) RevokeToken(ctx context.Context, account, token record.ID) error {
	return d.store.RemoveToken(ctx, account, token)
}

// IdentifyToken tells who a token acts for. The method of the request says
// whether it reads or writes; the fault is Forbidden when the token may only read.
func (d *Door) IdentifyToken(ctx context.Context, plain, method string) (access.Principal, error) {
	if !strings.HasPrefix(plain, tokenPrefix) {
		return access.Principal{}, errToken()
	}
	t, err := d.store.Token(ctx, fingerprint(plain))
	if err != nil {
		return access.Principal{}, err
	}
	now := d.now()
	if t == nil || !now.Before(t.Expires.Time()) {
		return access.Principal{}, errToken()
	}
	if method != http.MethodGet && method != http.MethodHead && t.Scopes != ScopeWrite {
		return access.Principal{}, fault.New(fault.Forbidden, "This token may only read.")
	}
	if !t.Seen.Known() || now.Sub(t.Seen.Time()) >= seenEvery {
		if err := d.store.TokenSeen(ctx, t.ID, record.At(now)); err != nil {
			return access.Principal{}, err
		}
	}
	return d.Principal(t.Account)
}

func errToken() error {
	return fault.New(fault.Unauthenticated, "The token is not valid, or not any more.")
}
