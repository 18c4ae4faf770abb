package importer_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"fairlead/internal/connect/importer"
	"fairlead/internal/connect/tabular"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// assets writes an inventory of so many things as CSV, with 15 columns.
func assets(n int) tabular.File {
	var b bytes.Buffer
	b.WriteString("id,name,class,model,site,position,serial,asset_tag,address,owner,department,vendor,purchased,price,notes\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,osl-%05d,%s,Model %d,Site %d,U%d,SN%08d,HF-%06d,10.%d.%d.%d,Person %d,Department %d,Vendor %d,2024-%02d-%02d,%d.50 EUR,Bought with order %d\n",
			i+1, i, []string{"server", "computer", "phone", "network"}[i%4], i%200, i%40, i%42, i, i, i>>16, i>>8&255, i&255,
			i%800, i%30, i%60, i%12+1, i%28+1, 100+i%4000, i/7)
	}
	return tabular.File{Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len()), Name: "assets.csv"}
}

// BenchmarkImport50000 imports an inventory into an empty SQLite database, with
// journal and search; what its rows name is made on the way.
func BenchmarkImport50000(b *testing.B) {
	for _, dry := range []bool{false, true} {
		b.Run(map[bool]string{false: "real", true: "dry"}[dry], func(b *testing.B) { benchmarkImport(b, 50_000, dry) })
	}
}

func benchmarkImport(b *testing.B, rows int, dry bool) {
	file := assets(rows)
	for b.Loop() {
		b.StopTimer()
		clerk := desktest.Clerk(b, desktest.Open(b), "Ada", record.Administrator)
		b.StartTimer()
		p := importBest(b, clerk, file, importer.Options{DryRun: dry})
		if p.Created != rows {
			b.Fatalf("%+v", p)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// importBest imports a file in the way that is suggested first.
func importBest(t testing.TB, clerk *desk.Clerk, file tabular.File, o importer.Options) importer.Progress {
	t.Helper()
	look, err := importer.Analyse(clerk, file)
	if err != nil {
		t.Fatal(err)
	}
	if len(look.Suggestions) == 0 {
		t.Fatal("nothing is suggested")
	}
	p, err := importer.Run(context.Background(), clerk, file, look.Format, look.Suggestions[0].Map, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
