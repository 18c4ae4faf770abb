package ui

import (
	"net/url"
	"strings"
)

// UnsafeURL stands wherever an address was refused: it leads nowhere.
const UnsafeURL = "#"

// URL returns raw when it may stand in href, src or action, and [UnsafeURL]
// otherwise. Allowed are http and https with a host, mailto, tel, and addresses
// relative to this site. Refused are all other schemes, addresses of another
// host without a scheme (//host), backslashes and control characters, which
// browsers read in surprising ways.
func URL(raw string) string {
	s := strings.TrimSpace(raw)
	if s == "" || strings.HasPrefix(s, "//") || strings.ContainsFunc(s, misread) {
		return UnsafeURL
	}
	u, err := url.Parse(s)
	if err != nil || !allowed(u) {
		return UnsafeURL
	}
	return s
}

// misread reports characters that browsers drop or turn into something else.
func misread(r rune) bool { return r < 0x20 || r == 0x7f || r == '\\' }

func allowed(u *url.URL) bool {
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Host == "" && u.Opaque != ""
	case "":
		return u.Host == ""
	}
	return false
}
