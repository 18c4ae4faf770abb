package records

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"fairlead/internal/connect/exporter"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// export sends a list as a file: what is shown, all pages of it.
func export(v *frame.Visit, t *record.Type) error {
	format := exporter.Format(v.Form("format"))
	if format.MediaType() == "" {
		return fault.New(fault.NotFound, "There is no export as %.20q; use csv, xlsx or json.", format)
	}
	q := v.R.URL.Query()
	var columns []string
	if c := q.Get("columns"); c != "" {
		columns = strings.Split(c, ",")
	}
	query := desk.Query{Filter: q.Get("filter"), Order: q.Get("order")}
	late := &lateHead{v: v, head: func() {
		head := v.W.Header()
		head.Set("Content-Type", format.MediaType())
		head.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.%s"`, url.PathEscape(t.Plural), format))
	}}
	out := bufio.NewWriterSize(late, 64<<10)
	err := exporter.Write(v.Context(), v.Clerk, t, query, columns, format, out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil && late.begun {
		v.Site.Log.ErrorContext(v.Context(), "an export broke off", "type", t.Name, "error", err)
		panic(http.ErrAbortHandler) // the browser must not take what it has for the whole
	}
	return err
}

// lateHead sets the headers of a download when its first bytes come, so that an
// error before that is still shown as a page.
type lateHead struct {
	v     *frame.Visit
	head  func()
	begun bool
}

func (l *lateHead) Write(p []byte) (int, error) {
	if !l.begun {
		l.begun = true
		l.head()
	}
	return l.v.W.Write(p)
}
