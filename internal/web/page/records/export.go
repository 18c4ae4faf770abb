package records

import (
	"bufio"
	"fmt"
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
	out := bufio.NewWriterSize(lateHead{v, func() {
		head := v.W.Header()
		head.Set("Content-Type", format.MediaType())
		head.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.%s"`, url.PathEscape(t.Plural), format))
	}}, 64<<10)
	if err := exporter.Write(v.Context(), v.Clerk, t, query, columns, format, out); err != nil {
		return err
	}
	return out.Flush()
}

// lateHead sets the headers of a download when its first bytes come, so that an
// error before that is still shown as a page.
type lateHead struct {
	v    *frame.Visit
	head func()
}

func (l lateHead) Write(p []byte) (int, error) {
	if l.v.W.Header().Get("Content-Disposition") == "" {
		l.head()
	}
	return l.v.W.Write(p)
}
