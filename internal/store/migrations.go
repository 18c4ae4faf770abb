package store

// migrations is every change of the schema that cannot be derived from the
// catalogue, in order. An entry that has been released is never edited: what
// it got wrong, a later one puts right.
//
// To add one: append it with the next number. Tables of the program go into
// systemTables too. A migration that renames or reshapes the table of a record
// type must look before it acts, because in a new database that table is not
// there yet.
var migrations = []migration{
	{number: 1, name: "journal, counters, names, search and blobs", sqlite: sqlite1, postgres: postgres1},
	{number: 2, name: "jobs and schedules", sqlite: sqliteJobs, postgres: postgresJobs},
	{number: 3, name: "passwords, sessions and API tokens", sqlite: sqliteSessions, postgres: postgresSessions},
	{number: 4, name: "names in order, whatever the type", sqlite: anyLabel, postgres: anyLabel},
}

// systemTables are the tables that migrations make; record types cannot have
// their names.
var systemTables = []string{
	"migration", "journal", "journal_head", "counter", "blob",
	"job", "job_output", "schedule", "credential", "session", "token",
	"label", "word", "search", "search_config", "search_content", "search_data", "search_docsize", "search_idx",
}

const anyLabel = `CREATE INDEX "ix_label_any_key" ON "label" ("archived", "key", "type");`

const sqlite1 = `
CREATE TABLE "counter" ("type" TEXT PRIMARY KEY, "last" INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE "journal" (
	"position" INTEGER PRIMARY KEY,
	"at" TEXT NOT NULL,
	"account" TEXT,
	"type" TEXT NOT NULL,
	"record" TEXT NOT NULL,
	"operation" TEXT NOT NULL,
	"note" TEXT,
	"changes" TEXT,
	"hash" BLOB NOT NULL
);
CREATE INDEX "ix_journal_record" ON "journal" ("record", "position");
CREATE INDEX "ix_journal_type" ON "journal" ("type", "position");
CREATE INDEX "ix_journal_account" ON "journal" ("account", "position");
CREATE TRIGGER "journal_is_never_updated" BEFORE UPDATE ON "journal"
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER "journal_is_never_deleted" BEFORE DELETE ON "journal"
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE "journal_head" (
	"one" INTEGER PRIMARY KEY CHECK ("one" = 1),
	"position" INTEGER NOT NULL,
	"hash" BLOB NOT NULL
);
INSERT INTO "journal_head" VALUES (1, 0, zeroblob(32));

CREATE TABLE "label" (
	"n" INTEGER PRIMARY KEY,
	"record" TEXT NOT NULL UNIQUE,
	"type" TEXT NOT NULL,
	"number" INTEGER NOT NULL,
	"label" TEXT NOT NULL,
	"key" TEXT NOT NULL,
	"archived" INTEGER NOT NULL,
	"words" INTEGER NOT NULL
);
CREATE INDEX "ix_label_key" ON "label" ("type", "archived", "key");
CREATE INDEX "ix_label_number" ON "label" ("number", "type");
CREATE TABLE "word" ("word" TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE "search" USING fts5 (
	"words", content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='2 3 4'
);
INSERT INTO "search" ("search", "rank") VALUES ('automerge', 16), ('crisismerge', 64);

CREATE TABLE "blob" (
	"hash" TEXT PRIMARY KEY,
	"size" INTEGER NOT NULL,
	"content" BLOB NOT NULL
);
`

const postgres1 = `
CREATE TABLE "counter" ("type" text COLLATE "C" PRIMARY KEY, "last" bigint NOT NULL);

CREATE TABLE "journal" (
	"position" bigint PRIMARY KEY,
	"at" timestamptz NOT NULL,
	"account" uuid,
	"type" text COLLATE "C" NOT NULL,
	"record" uuid NOT NULL,
	"operation" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C",
	"changes" text COLLATE "C",
	"hash" bytea NOT NULL
);
CREATE INDEX "ix_journal_record" ON "journal" ("record", "position");
CREATE INDEX "ix_journal_type" ON "journal" ("type", "position");
CREATE INDEX "ix_journal_account" ON "journal" ("account", "position");
CREATE FUNCTION "journal_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER "journal_is_never_changed" BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal"
	FOR EACH STATEMENT EXECUTE FUNCTION "journal_is_append_only"();

CREATE TABLE "journal_head" (
	"one" integer PRIMARY KEY CHECK ("one" = 1),
	"position" bigint NOT NULL,
	"hash" bytea NOT NULL
);
INSERT INTO "journal_head" VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE TABLE "label" (
	"n" bigint PRIMARY KEY,
	"record" uuid NOT NULL UNIQUE,
	"type" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"label" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"archived" boolean NOT NULL,
	"words" bigint NOT NULL
);
CREATE INDEX "ix_label_key" ON "label" ("type", "archived", "key");
CREATE INDEX "ix_label_number" ON "label" ("number", "type");
CREATE TABLE "word" ("word" text COLLATE "C" PRIMARY KEY);
CREATE TABLE "search" (
	"n" bigint PRIMARY KEY,
	"words" tsvector NOT NULL
);
CREATE INDEX "ix_search_words" ON "search" USING gin ("words");

CREATE TABLE "blob" (
	"hash" text COLLATE "C" PRIMARY KEY,
	"size" bigint NOT NULL,
	"content" bytea NOT NULL
);
`
