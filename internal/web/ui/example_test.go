package ui_test

import (
	"net/http"
	"net/http/httptest"

	"fairlead/internal/web/ui"
)

// How to serve the style guide: the page, and the assets it asks for.
func ExampleStyleGuide() {
	mux := http.NewServeMux()
	mux.Handle("GET "+ui.AssetsPath, ui.Assets())
	mux.HandleFunc("GET /design", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		_ = ui.StyleGuide().Render(w)
	})
	server := httptest.NewServer(mux)
	server.Close()
	// Output:
}
