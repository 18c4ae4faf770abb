package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Blob reads stored content by its hash, as record.File holds it. The fault is
// NotFound when there is none.
func (r *Reader) Blob(ctx context.Context, hash string) ([]byte, error) {
	var content []byte
	q := r.s.statement().add(`SELECT "content" FROM "blob" WHERE "hash" = `).arg(record.ClassText, hash)
	found, err := r.one(ctx, q, &content)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "The file is not there any more.")
	}
	return content, err
}

// PutBlob stores content and gives its hash, the SHA-256 in hexadecimal. The
// same content is stored once.
func (w *Writer) PutBlob(ctx context.Context, content []byte) (hash string, err error) {
	sum := sha256.Sum256(content)
	hash = hex.EncodeToString(sum[:])
	if content == nil {
		content = []byte{} // else it would be NULL
	}
	q := w.s.statement().add(`INSERT INTO "blob" ("hash", "size", "content") VALUES (`).arg(record.ClassText, hash)
	q.add(", ").arg(record.ClassInteger, int64(len(content))).add(", ").arg(classBytes, content)
	_, err = w.exec(ctx, q.add(`) ON CONFLICT ("hash") DO NOTHING`))
	return hash, err
}
