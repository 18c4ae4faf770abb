package browser

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The size of a new tab in CSS pixels.
const (
	width  = 1440
	height = 900
	phone  = 600 // narrower than this is a phone
)

// Show makes the tab so many pixels wide, light or dark.
func (tab *Tab) Show(width int, dark bool) {
	tab.t.Helper()
	if err := tab.show(width, dark); err != nil {
		tab.t.Fatalf("show at width %d: %v", width, err)
	}
}

// Screenshot writes a picture of the whole page to a PNG file, and leaves the
// tab as Show does.
func (tab *Tab) Screenshot(path string, width int, dark bool) {
	tab.t.Helper()
	tab.Show(width, dark)
	Eval[any](tab, "document.fonts.ready.then(() => null)")
	png := must(tab, "screenshot", chromedp.FullScreenshot(100))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tab.t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		tab.t.Fatal(err)
	}
}

// show also asks pages to leave out motion, so that a step never meets a button
// in flight.
func (tab *Tab) show(width int, dark bool) error {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := run(tab, chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		_, err := cdp.Call(ctx, page, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme},
				{Name: "prefers-reduced-motion", Value: "reduce"},
			},
		})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, page, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(width), Height: height, DeviceScaleFactor: 1, Mobile: width < phone,
		})
		return err
	}))
	return err
}
