package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"fairlead/internal/fault"
)

// migration is one numbered, forward-only change of the schema. It is SQL for
// each engine or a function, which serves what needs to look first; text says
// what the function does and changes when it does.
type migration struct {
	number   int
	name     string
	sqlite   string
	postgres string
	run      func(ctx context.Context, tx *sql.Tx, e engine) error
	text     string
}

func (m *migration) checksum() string {
	sum := sha256.Sum256([]byte(m.name + "\x00" + m.sqlite + "\x00" + m.postgres + "\x00" + m.text))
	return hex.EncodeToString(sum[:])
}

func (m *migration) sql(e engine) string {
	if e.name() == "sqlite" {
		return m.sqlite
	}
	return m.postgres
}

func (m *migration) apply(ctx context.Context, tx *sql.Tx, e engine) error {
	if text := m.sql(e); text != "" {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	if m.run != nil {
		if err := m.run(ctx, tx, e); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO "migration" ("number", "name", "checksum") VALUES (%s, %s, %s)`,
		e.placeholder(1), e.placeholder(2), e.placeholder(3)), m.number, m.name, m.checksum())
	return err
}

const createMigrations = `CREATE TABLE IF NOT EXISTS "migration" (
	"number" integer PRIMARY KEY, "name" text NOT NULL, "checksum" text NOT NULL,
	"at" text NOT NULL DEFAULT CURRENT_TIMESTAMP
)`

// pending lists the migrations that the database has not seen. The fault is
// Conflict when it has seen one that this program does not know, or another
// under the same number.
func (s *Store) pending(ctx context.Context, q querier, p *present) ([]migration, error) {
	applied := map[int]string{}
	if p.tables["migration"] != nil {
		rows, err := q.QueryContext(ctx, `SELECT "number", "checksum" FROM "migration"`)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var number int
			var checksum string
			if err := rows.Scan(&number, &checksum); err != nil {
				return nil, err
			}
			applied[number] = checksum
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return outstanding(s.migrations, applied)
}

func outstanding(known []migration, applied map[int]string) ([]migration, error) {
	var out []migration
	for _, m := range known {
		checksum, done := applied[m.number]
		delete(applied, m.number)
		if !done {
			out = append(out, m)
		} else if checksum != m.checksum() {
			return nil, fault.New(fault.Conflict, "Step %d of the database (%s) is not the one that this program knows. Use the program that made it.", m.number, m.name)
		}
	}
	if len(applied) > 0 {
		return nil, fault.New(fault.Conflict, "The database was made by a newer version of this program. Use that version or a later one.")
	}
	return out, nil
}
