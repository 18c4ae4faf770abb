package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// compress sends texts compressed to those who accept it.
func compress(h http.Handler) http.Handler { return gzhttp.GzipHandler(h) }
