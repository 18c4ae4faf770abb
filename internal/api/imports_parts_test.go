package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"testing"

	"fairlead/internal/record"
)

// A setting that is sent as a file is refused: were it passed over, what was
// meant as a dry run would write.
func TestSettingsSentAsFiles(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, part := range [][3]string{{"file", "vendors.csv", vendors}, {"dry_run", "x", "true"}, {"map", "map.json", `{"nonsense":1}`}} {
		w, err := form.CreateFormFile(part[0], part[1])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[2])); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	s.want(s.ask("lead", "POST", "/imports", body.String(), "Content-Type: "+form.FormDataContentType()), http.StatusUnprocessableEntity)
}

// A token that may only read sees what its owner imported.
func TestReadOnlyTokenSeesImports(t *testing.T) {
	s := open(t)
	s.admit("lead", record.Manager)
	address := s.run(s.hand("lead", "vendors.csv", vendors, "type=vendor"))
	p := s.people["lead"]
	p.ReadOnly = true
	s.people["lead"] = p
	s.want(s.ask("lead", "GET", address, nil), http.StatusOK)
}
