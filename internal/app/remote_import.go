package app

import "context"

// remoteImport hands files to a running server.
func remoteImport(context.Context, *call) error {
	return usage("import works on the data directory; a running server takes files on its page /imports/new")
}
