package app

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var screenshots = flag.String("screenshots", "", "directory into which TestScreenshots writes the pictures of the guide; empty makes none")

// mostPicture bounds a picture of the guide, in bytes: what a reader waits for.
const mostPicture = 200_000

// Every picture of README and the guide can be made again: "make screenshots".
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		return // asked for by hand only: it writes into the repository
	}
	for name, picture := range map[string]struct {
		role, path string
		act        func(person)
	}{
		"today":       {"director", "/", nil},
		"signal":      {"director", "/", func(p person) { p.Click(".signal h2 a"); p.WaitFor("What it rests on") }},
		"list":        {"director", "/contracts", nil},
		"record":      {"director", "/contracts/CON-0001", nil},
		"approval":    {"director", "/contracts/CON-0015", nil},
		"form":        {"director", "/contracts/new", nil},
		"step":        {"technician", "/incidents/INC-1961/step/resolve", nil},
		"bulk":        {"director", "/teams", func(p person) { p.Click("tbody tr:nth-child(2) .check input"); p.WaitFor("1 selected") }},
		"palette":     {"director", "/contracts", func(p person) { p.Press("Ctrl+K"); p.Type("bergen core"); p.WaitFor("Bergen core switch") }},
		"commitments": {"director", "/commitments", nil},
		"finance":     {"director", "/finance", nil},
		"costs":       {"director", "/finance/costs", nil},
		"purchasing":  {"director", "/commitments/purchasing", nil},
		"register":    {"director", "/commitments/register", nil},
		"invoice":     {"director", "/invoices/INV-0002", nil},
		"renewal":     {"director", "/commitments/renewals/CON-0001", nil},
		"portfolio":   {"director", "/portfolio", nil},
		"skills":      {"director", "/portfolio#skills", nil},
		"choice":      {"director", "/portfolio/choice", nil},
		"review":      {"director", "/portfolio/reviews/PRJ-0001", nil},
		"strategy":    {"director", "/strategy", nil},
		"roadmap":     {"director", "/strategy/roadmap", nil},
		"technology":  {"director", "/technology", nil},
		"evaluation":  {"director", "/technology/evaluations/EVA-0002", nil},
		"risk":        {"director", "/risk", nil},
		"continuity":  {"director", "/continuity", nil},
		"map":         {"director", "/continuity/map?fail=SIT-0002", nil},
		"scenario":    {"director", "/continuity/scenarios/LSC-0007", nil},
		"recovery":    {"director", "/recovery", nil},
		"plan":        {"director", "/recovery/plans/RCP-0001", nil},
		"sign-in":     {"", "/sign-in", nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := stranger(t, theWorld(t), "/sign-in")
			if picture.role != "" {
				p = at(t, picture.role, picture.path)
			}
			if picture.act != nil {
				picture.act(p)
			}
			file := filepath.Join(*screenshots, name+".png")
			p.Picture(file)
			if info, err := os.Stat(file); err != nil || info.Size() > mostPicture {
				t.Errorf("the picture: %v, %v", info, err)
			}
		})
	}
}
