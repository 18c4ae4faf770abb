// Package fetch reads files from the public web for the program: feeds, lists of
// products. An address that somebody entered must not lead the program into the
// network that it stands in, so only http and https are read, every address that
// a name resolves to is checked when it is dialled, redirects are checked in the
// same way, and size and time are bounded (OWASP: server-side request forgery).
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"fairlead/internal/fault"
)

// Settings change how a client reads; the zero value is the usual way.
type Settings struct {
	Timeout time.Duration // for all of a reading, redirects included; 20 seconds
	Most    int64         // the largest file, in bytes; 4 MB
	// Resolve finds the addresses of a host, and Dial connects to one that has
	// been checked. Tests put their own here.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	Dial    func(ctx context.Context, network, address string) (net.Conn, error)
}

// Client reads files from the public web.
type Client struct {
	settings Settings
	http     *http.Client
}

const (
	mostRedirects = 5
	agent         = "Fairlead"
)

// errPrivate is why an address is not dialled.
var errPrivate = errors.New("the address is not public")

// New makes a client.
func New(s Settings) *Client {
	if s.Timeout == 0 {
		s.Timeout = 20 * time.Second
	}
	if s.Most == 0 {
		s.Most = 4 << 20
	}
	if s.Resolve == nil {
		s.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if s.Dial == nil {
		s.Dial = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	}
	c := &Client{settings: s}
	c.http = &http.Client{
		Timeout: s.Timeout,
		// No proxy of the environment: it would dial what is not checked here.
		Transport: &http.Transport{DialContext: c.dial, ForceAttemptHTTP2: true, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > mostRedirects {
				return fmt.Errorf("more than %d redirects", mostRedirects)
			}
			return check(r.URL)
		},
	}
	return c
}

// Get reads the file at an address. The fault is Invalid where the address may
// not be read, TooLarge for a file beyond the limit, and Unavailable where the
// other side does not answer as it should.
func (c *Client) Get(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err == nil {
		err = check(u)
	}
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, "This address cannot be read; it must begin with https:// or http://, without a name or password in it.")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, "This address cannot be read.")
	}
	r.Header.Set("User-Agent", agent)
	answer, err := c.http.Do(r)
	if errors.Is(err, errPrivate) {
		return nil, fault.Because(err, fault.Invalid, "The address leads into a private network; only public addresses are read.")
	}
	if err != nil {
		return nil, fault.Because(err, fault.Unavailable, "%s does not answer.", u.Host)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fault.New(fault.Unavailable, "%s answers with status %d.", u.Host, answer.StatusCode)
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, c.settings.Most+1))
	if err != nil {
		return nil, fault.Because(err, fault.Unavailable, "%s broke off while it was read.", u.Host)
	}
	if int64(len(content)) > c.settings.Most {
		return nil, fault.New(fault.TooLarge, "The file has more than %d kB.", c.settings.Most>>10)
	}
	return content, nil
}

func check(u *url.URL) error {
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("scheme %q", u.Scheme)
	case u.Host == "" || u.Hostname() == "":
		return errors.New("no host")
	case u.User != nil:
		return errors.New("a name or password in the address")
	}
	return nil
}

// dial connects to the first address of a host that answers. All of them must be
// public: a name that leads both outside and inside is not to be trusted. The
// address that was checked is the one that is dialled.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	var found []netip.Addr
	if ip, err := netip.ParseAddr(host); err == nil {
		found = []netip.Addr{ip}
	} else if found, err = c.settings.Resolve(ctx, host); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errors.New("the name has no address")
	}
	for _, ip := range found {
		if !Public(ip) {
			return nil, errPrivate
		}
	}
	var problems []error
	for _, ip := range found {
		conn, err := c.settings.Dial(ctx, network, net.JoinHostPort(ip.Unmap().String(), port))
		if err == nil {
			return conn, nil
		}
		problems = append(problems, err)
	}
	return nil, errors.Join(problems...)
}
