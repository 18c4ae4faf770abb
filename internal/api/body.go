package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"fairlead/internal/fault"
)

// The limits of what is sent, in bytes.
const (
	maxRecord = 4 << 20
	maxBulk   = 16 << 20
)

// errNoBody says that something must be sent and nothing was.
var errNoBody = fault.New(fault.Invalid, "The body is empty. Send one JSON object.")

// object reads the body: one JSON object of at most so many bytes.
func (q *request) object(most int64) (map[string]any, error) {
	text, err := q.body(most)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return nil, errNoBody
	}
	if err := q.checkMedia(); err != nil {
		return nil, err
	}
	value, err := readJSON(text)
	if err != nil {
		return nil, err
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, fault.New(fault.Invalid, "The body must be one JSON object, in braces.")
	}
	return object, nil
}

func (q *request) body(most int64) ([]byte, error) {
	text, err := io.ReadAll(http.MaxBytesReader(q.w, q.r.Body, most))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, fault.Because(err, fault.TooLarge, "At most %d MB can be sent here at once.", tooLarge.Limit>>20)
	}
	if err != nil {
		return nil, refuse(http.StatusBadRequest, fault.Because(err, fault.Invalid, "The body ended before it was complete."))
	}
	return bytes.TrimSpace(text), nil
}

// checkMedia holds that the body says of itself that it is plain JSON.
func (q *request) checkMedia() error {
	media, params, err := mime.ParseMediaType(q.r.Header.Get("Content-Type"))
	charset := params["charset"]
	if err != nil || media != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return q.unsupported("Send JSON in UTF-8 with the header Content-Type: application/json.")
	}
	if coding := q.r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return q.unsupported("Send the body as it is, without Content-Encoding.")
	}
	return nil
}

func (q *request) unsupported(text string) error {
	q.w.Header().Set("Accept", "application/json")
	if q.r.Method == http.MethodPatch {
		q.w.Header().Set("Accept-Patch", "application/json")
	}
	return refuse(http.StatusUnsupportedMediaType, fault.New(fault.Invalid, "%s", text))
}
