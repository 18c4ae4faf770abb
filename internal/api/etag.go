package api

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// etag names one representation of a record: its version, and a digest of what
// is answered, which also changes with the names of others in it.
func etag(r record.Record, text []byte) string {
	h := fnv.New64a()
	h.Write(text)
	return fmt.Sprintf(`"%d-%016x"`, r.Head().Version, h.Sum64())
}

// versionOf is the part of an ETag that says which version of the record it is
// of; empty for what is none of ours, and for weak ones, which cannot guard a
// change (RFC 9110, section 13.1.1).
func versionOf(tag string) string {
	version, _, _ := strings.Cut(strings.TrimPrefix(tag, `"`), "-")
	if len(version) == len(tag) || !strings.HasSuffix(tag, `"`) {
		return ""
	}
	return strings.TrimSuffix(version, `"`)
}

// tags splits the list in If-Match or If-None-Match.
func tags(header http.Header, name string) []string {
	var all []string
	for _, line := range header.Values(name) {
		for tag := range strings.SplitSeq(line, ",") {
			all = append(all, strings.TrimSpace(tag))
		}
	}
	return all
}

// checkMatch refuses a change that is based on another version than the stored
// one, when the request says on which.
func (q *request) checkMatch(t *record.Type, r record.Record) error {
	list := tags(q.r.Header, "If-Match")
	if len(list) == 0 {
		return nil
	}
	h := r.Head()
	for _, tag := range list {
		if tag == "*" || versionOf(tag) == fmt.Sprint(h.Version) {
			return nil
		}
	}
	return changedSince(t, r, nil)
}

func changedSince(t *record.Type, r record.Record, cause error) error {
	h := r.Head()
	return refuse(http.StatusPreconditionFailed, fault.Because(cause, fault.Conflict,
		"%s has changed since the version in If-Match. Read it again and repeat your change.", t.Number(h.Number)))
}

// unchanged reports whether the caller has this representation already.
func (q *request) unchanged(tag string) bool {
	for _, have := range tags(q.r.Header, "If-None-Match") {
		if have == "*" || strings.TrimPrefix(have, "W/") == tag {
			return true
		}
	}
	return false
}
