-- A database as version 1 of the schema made it. Never edit this file.
CREATE TABLE IF NOT EXISTS "migration" (
	"number" integer PRIMARY KEY, "name" text NOT NULL, "checksum" text NOT NULL,
	"at" text NOT NULL DEFAULT CURRENT_TIMESTAMP
);
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
CREATE TABLE "vendor" (
	"number" INTEGER PRIMARY KEY,
	"id" TEXT NOT NULL UNIQUE,
	"version" INTEGER NOT NULL,
	"state" TEXT,
	"archived" INTEGER NOT NULL,
	"created" TEXT,
	"created_by" TEXT,
	"updated" TEXT,
	"updated_by" TEXT,
	"source" TEXT,
	"external_id" TEXT,
	"tags" TEXT,
	"custom" TEXT,
	"name" TEXT
);
CREATE TABLE "contract" (
	"number" INTEGER PRIMARY KEY,
	"id" TEXT NOT NULL UNIQUE,
	"version" INTEGER NOT NULL,
	"state" TEXT,
	"archived" INTEGER NOT NULL,
	"created" TEXT,
	"created_by" TEXT,
	"updated" TEXT,
	"updated_by" TEXT,
	"source" TEXT,
	"external_id" TEXT,
	"tags" TEXT,
	"custom" TEXT,
	"name" TEXT,
	"vendor" TEXT REFERENCES "vendor" ("id") DEFERRABLE INITIALLY DEFERRED,
	"annual_minor" INTEGER,
	"annual_currency" TEXT,
	"ends" TEXT,
	"signed" TEXT,
	"weight" REAL,
	"renews" INTEGER NOT NULL DEFAULT FALSE,
	"about_type" TEXT,
	"about_id" TEXT,
	"old_price" INTEGER
);
CREATE UNIQUE INDEX "uq_vendor_external" ON "vendor" ("external_id", coalesce("source", '')) WHERE "external_id" IS NOT NULL;
CREATE INDEX "ix_vendor_archived_number" ON "vendor" ("archived", "number");
CREATE INDEX "ix_vendor_archived_state_number" ON "vendor" ("archived", "state", "number");
CREATE INDEX "ix_vendor_archived_created_number" ON "vendor" ("archived", "created", "number");
CREATE INDEX "ix_vendor_archived_updated_number" ON "vendor" ("archived", "updated", "number");
CREATE INDEX "ix_vendor_archived_name_number" ON "vendor" ("archived", "name", "number");
CREATE TABLE "contract_covers" ("owner" TEXT NOT NULL REFERENCES "contract" ("id") DEFERRABLE INITIALLY DEFERRED, "position" INTEGER NOT NULL, "target" TEXT NOT NULL REFERENCES "vendor" ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("owner", "position")) WITHOUT ROWID;
CREATE INDEX "ix_contract_covers_target_owner" ON "contract_covers" ("target", "owner");
CREATE UNIQUE INDEX "uq_contract_external" ON "contract" ("external_id", coalesce("source", '')) WHERE "external_id" IS NOT NULL;
CREATE INDEX "ix_contract_archived_number" ON "contract" ("archived", "number");
CREATE INDEX "ix_contract_archived_state_number" ON "contract" ("archived", "state", "number");
CREATE INDEX "ix_contract_archived_created_number" ON "contract" ("archived", "created", "number");
CREATE INDEX "ix_contract_archived_updated_number" ON "contract" ("archived", "updated", "number");
CREATE INDEX "ix_contract_archived_name_number" ON "contract" ("archived", "name", "number");
CREATE INDEX "ix_contract_vendor_number" ON "contract" ("vendor", "number");
CREATE INDEX "ix_contract_archived_ends_number" ON "contract" ("archived", "ends", "number");
CREATE INDEX "ix_contract_about_id_number" ON "contract" ("about_id", "number");
INSERT INTO "migration" ("number", "name", "checksum", "at") VALUES (1, 'journal, counters, names, search and blobs', '4b7b0d41cda0d65c0b83698e4c9d40cdc45a5db805eac3656d5e896efe70c1e4', '2026-11-21 23:55:22');
INSERT INTO "counter" ("type", "last") VALUES ('contract', 2);
INSERT INTO "counter" ("type", "last") VALUES ('label', 4);
INSERT INTO "counter" ("type", "last") VALUES ('vendor', 2);
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (1, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'vendor', '01000000-0000-7000-8000-000000000001', 'created', 'first', '{"number":[null,1],"archived":[null,false],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"1"],"name":[null,"Acme Ünited"]}', X'254f71c932c34a92a7c9bdb7f434ec57fd2aa073e5448810b78c21ac8cb60096');
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (2, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'vendor', '01000000-0000-7000-8000-000000000002', 'created', 'first', '{"number":[null,2],"archived":[null,false],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"2"],"name":[null,"Bolt''s \"Best\""]}', X'231b3b5ddc4e310a4ca8a45a738e146d90e90529e3c6567edee9151a97c7cc93');
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (3, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'contract', '01000000-0000-7000-8000-000000000003', 'created', 'first', '{"number":[null,1],"archived":[null,false],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"3"],"tags":[null,["a","b c"]],"name":[null,"Maintenance"],"vendor":[null,"01000000-0000-7000-8000-000000000001"],"covers":[null,["01000000-0000-7000-8000-000000000002","01000000-0000-7000-8000-000000000001"]],"annual":[null,{"amount":"1234.50","currency":"EUR"}],"ends":[null,"2027-01-31"],"signed":[null,"2026-03-04T12:00:00.001Z"],"weight":[null,1.5],"renews":[null,true],"about":[null,{"id":"01000000-0000-7000-8000-000000000002","type":"vendor"}],"old_price":[null,7]}', X'e63f4a0d2cc9dd823a510e4b74ca4efe3220d7b1a457778febc7670c5a39e73b');
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (4, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'contract', '01000000-0000-7000-8000-000000000004', 'created', 'first', '{"number":[null,2],"archived":[null,true],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"4"],"name":[null,"Empty"],"renews":[null,false]}', X'7917e3b75f6a534bf5e3251ff0faee0efcfca5219b4c57d7f534031f9fc37826');
DELETE FROM "journal_head";
INSERT INTO "journal_head" ("one", "position", "hash") VALUES (1, 4, X'7917e3b75f6a534bf5e3251ff0faee0efcfca5219b4c57d7f534031f9fc37826');
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (1, '01000000-0000-7000-8000-000000000001', 'vendor', 1, 'Acme Ünited', 'acme united', 0, 6981635871683371652);
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (2, '01000000-0000-7000-8000-000000000002', 'vendor', 2, 'Bolt''s "Best"', 'bolt s best', 0, 5342455106173842404);
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (3, '01000000-0000-7000-8000-000000000003', 'contract', 1, 'Maintenance', 'maintenance', 0, 6405256143754462866);
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (4, '01000000-0000-7000-8000-000000000004', 'contract', 2, 'Empty', 'empty', 1, 8210418332016510227);
INSERT INTO "word" ("word") VALUES ('acme');
INSERT INTO "word" ("word") VALUES ('best');
INSERT INTO "word" ("word") VALUES ('bolt');
INSERT INTO "word" ("word") VALUES ('empty');
INSERT INTO "word" ("word") VALUES ('maintenance');
INSERT INTO "word" ("word") VALUES ('united');
INSERT INTO "vendor" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name") VALUES (1, '01000000-0000-7000-8000-000000000001', 1, NULL, 0, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'csv', '1', NULL, NULL, 'Acme Ünited');
INSERT INTO "vendor" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name") VALUES (2, '01000000-0000-7000-8000-000000000002', 1, NULL, 0, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'csv', '2', NULL, NULL, 'Bolt''s "Best"');
INSERT INTO "contract" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name", "vendor", "annual_minor", "annual_currency", "ends", "signed", "weight", "renews", "about_type", "about_id", "old_price") VALUES (1, '01000000-0000-7000-8000-000000000003', 1, NULL, 0, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'csv', '3', '["a","b c"]', '{"colour":"red"}', 'Maintenance', '01000000-0000-7000-8000-000000000001', 123450, 'EUR', '2027-01-31', '2026-03-04T12:00:00.001Z', 1.5, 1, 'vendor', '01000000-0000-7000-8000-000000000002', 7);
INSERT INTO "contract" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name", "vendor", "annual_minor", "annual_currency", "ends", "signed", "weight", "renews", "about_type", "about_id", "old_price") VALUES (2, '01000000-0000-7000-8000-000000000004', 1, NULL, 1, '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00.000Z', '01000000-0000-7000-8000-000000000063', 'csv', '4', NULL, NULL, 'Empty', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO "contract_covers" ("owner", "position", "target") VALUES ('01000000-0000-7000-8000-000000000003', 0, '01000000-0000-7000-8000-000000000002');
INSERT INTO "contract_covers" ("owner", "position", "target") VALUES ('01000000-0000-7000-8000-000000000003', 1, '01000000-0000-7000-8000-000000000001');
INSERT INTO "search" (rowid, "words") VALUES (1, 'acme united acme united vendor');
INSERT INTO "search" (rowid, "words") VALUES (2, 'best bolt s best bolt s vendor');
INSERT INTO "search" (rowid, "words") VALUES (3, 'maintenance maintenance contract');
INSERT INTO "search" (rowid, "words") VALUES (4, 'empty empty contract');
