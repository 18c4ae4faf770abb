package browser

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
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
	tab.write(path, must(tab, "screenshot", chromedp.FullScreenshot(100)))
}

// Picture writes what a person sees on a desk, light and without scrolling, to a
// PNG file.
func (tab *Tab) Picture(path string) {
	tab.t.Helper()
	tab.Show(width, false)
	Eval[any](tab, "document.fonts.ready.then(() => null)")
	shot := must(tab, "picture", chromedp.Action[[]byte](func(ctx context.Context, target *chromedp.Target) ([]byte, error) {
		shot, err := cdp.Call(ctx, target, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
		if err != nil {
			return nil, err
		}
		return shot.Data, nil
	}))
	small, err := repack(shot)
	if err != nil {
		tab.t.Fatal(err)
	}
	tab.write(path, small)
}

// repack makes a PNG file small: 256 colours are enough for a page, whose others
// are shades at the edges of letters.
func repack(shot []byte) ([]byte, error) {
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(picture))
	return out.Bytes(), err
}

// fewColours keeps the 256 most frequent colours of a picture and puts the
// nearest of them in place of each other one.
func fewColours(picture image.Image) *image.Paletted {
	box := picture.Bounds()
	count := map[color.Color]int{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			count[picture.At(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return count[b] - count[a] })
	out := image.NewPaletted(box, colours[:min(len(colours), 256)])
	place := map[color.Color]uint8{}
	for _, c := range colours {
		place[c] = uint8(out.Palette.Index(c))
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			out.SetColorIndex(x, y, place[picture.At(x, y)])
		}
	}
	return out
}

func (tab *Tab) write(path string, content []byte) {
	tab.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tab.t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		tab.t.Fatal(err)
	}
}

func (tab *Tab) show(width int, dark bool) error {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := run(tab, chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		_, err := cdp.Call(ctx, page, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme},
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
