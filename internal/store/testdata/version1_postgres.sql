-- A database as version 1 of the schema made it. Never edit this file.
CREATE TABLE IF NOT EXISTS "migration" (
	"number" integer PRIMARY KEY, "name" text NOT NULL, "checksum" text NOT NULL,
	"at" text NOT NULL DEFAULT CURRENT_TIMESTAMP
);
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
CREATE TABLE "vendor" (
	"number" bigint PRIMARY KEY,
	"id" uuid NOT NULL UNIQUE,
	"version" bigint NOT NULL,
	"state" text COLLATE "C",
	"archived" boolean NOT NULL,
	"created" timestamp with time zone,
	"created_by" uuid,
	"updated" timestamp with time zone,
	"updated_by" uuid,
	"source" text COLLATE "C",
	"external_id" text COLLATE "C",
	"tags" jsonb,
	"custom" jsonb
);
CREATE TABLE "contract" (
	"number" bigint PRIMARY KEY,
	"id" uuid NOT NULL UNIQUE,
	"version" bigint NOT NULL,
	"state" text COLLATE "C",
	"archived" boolean NOT NULL,
	"created" timestamp with time zone,
	"created_by" uuid,
	"updated" timestamp with time zone,
	"updated_by" uuid,
	"source" text COLLATE "C",
	"external_id" text COLLATE "C",
	"tags" jsonb,
	"custom" jsonb
);
ALTER TABLE "vendor" ADD COLUMN "name" text COLLATE "C";
ALTER TABLE "contract" ADD COLUMN "name" text COLLATE "C", ADD COLUMN "vendor" uuid REFERENCES "vendor" ("id") DEFERRABLE INITIALLY DEFERRED, ADD COLUMN "annual_minor" bigint, ADD COLUMN "annual_currency" text COLLATE "C", ADD COLUMN "ends" date, ADD COLUMN "signed" timestamp with time zone, ADD COLUMN "weight" numeric, ADD COLUMN "renews" boolean NOT NULL DEFAULT FALSE, ADD COLUMN "about_type" text COLLATE "C", ADD COLUMN "about_id" uuid, ADD COLUMN "old_price" bigint;
CREATE UNIQUE INDEX "uq_vendor_external" ON "vendor" ("external_id", coalesce("source", '')) WHERE "external_id" IS NOT NULL;
CREATE INDEX "ix_vendor_archived_number" ON "vendor" ("archived", "number");
CREATE INDEX "ix_vendor_archived_state_number" ON "vendor" ("archived", "state", "number");
CREATE INDEX "ix_vendor_archived_created_number" ON "vendor" ("archived", "created", "number");
CREATE INDEX "ix_vendor_archived_updated_number" ON "vendor" ("archived", "updated", "number");
CREATE INDEX "ix_vendor_archived_name_number" ON "vendor" ("archived", "name", "number");
CREATE TABLE "contract_covers" ("owner" uuid NOT NULL REFERENCES "contract" ("id") DEFERRABLE INITIALLY DEFERRED, "position" bigint NOT NULL, "target" uuid NOT NULL REFERENCES "vendor" ("id") DEFERRABLE INITIALLY DEFERRED, PRIMARY KEY ("owner", "position"));
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
INSERT INTO "migration" ("number", "name", "checksum", "at") VALUES (1, 'journal, counters, names, search and blobs', '4b7b0d41cda0d65c0b83698e4c9d40cdc45a5db805eac3656d5e896efe70c1e4', '2026-11-21 23:55:22.531536+00');
INSERT INTO "counter" ("type", "last") VALUES ('contract', 2);
INSERT INTO "counter" ("type", "last") VALUES ('label', 4);
INSERT INTO "counter" ("type", "last") VALUES ('vendor', 2);
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (1, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'vendor', '01000000-0000-7000-8000-000000000001', 'created', 'first', '{"number":[null,1],"archived":[null,false],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"1"],"name":[null,"Acme Ünited"]}', '\x254f71c932c34a92a7c9bdb7f434ec57fd2aa073e5448810b78c21ac8cb60096');
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (2, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'vendor', '01000000-0000-7000-8000-000000000002', 'created', 'first', '{"number":[null,2],"archived":[null,false],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"2"],"name":[null,"Bolt''s \"Best\""]}', '\x231b3b5ddc4e310a4ca8a45a738e146d90e90529e3c6567edee9151a97c7cc93');
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (3, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'contract', '01000000-0000-7000-8000-000000000003', 'created', 'first', '{"number":[null,1],"archived":[null,false],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"3"],"tags":[null,["a","b c"]],"name":[null,"Maintenance"],"vendor":[null,"01000000-0000-7000-8000-000000000001"],"covers":[null,["01000000-0000-7000-8000-000000000002","01000000-0000-7000-8000-000000000001"]],"annual":[null,{"amount":"1234.50","currency":"EUR"}],"ends":[null,"2027-01-31"],"signed":[null,"2026-03-04T12:00:00.001Z"],"weight":[null,1.5],"renews":[null,true],"about":[null,{"id":"01000000-0000-7000-8000-000000000002","type":"vendor"}],"old_price":[null,7]}', '\xe63f4a0d2cc9dd823a510e4b74ca4efe3220d7b1a457778febc7670c5a39e73b');
INSERT INTO "journal" ("position", "at", "account", "type", "record", "operation", "note", "changes", "hash") VALUES (4, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'contract', '01000000-0000-7000-8000-000000000004', 'created', 'first', '{"number":[null,2],"archived":[null,true],"created":[null,"2026-03-04T12:00:00.000Z"],"source":[null,"csv"],"external_id":[null,"4"],"name":[null,"Empty"],"renews":[null,false]}', '\x7917e3b75f6a534bf5e3251ff0faee0efcfca5219b4c57d7f534031f9fc37826');
DELETE FROM "journal_head";
INSERT INTO "journal_head" ("one", "position", "hash") VALUES (1, 4, '\x7917e3b75f6a534bf5e3251ff0faee0efcfca5219b4c57d7f534031f9fc37826');
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (1, '01000000-0000-7000-8000-000000000001', 'vendor', 1, 'Acme Ünited', 'acme united', false, 6981635871683371652);
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (2, '01000000-0000-7000-8000-000000000002', 'vendor', 2, 'Bolt''s "Best"', 'bolt s best', false, 5342455106173842404);
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (3, '01000000-0000-7000-8000-000000000003', 'contract', 1, 'Maintenance', 'maintenance', false, 6405256143754462866);
INSERT INTO "label" ("n", "record", "type", "number", "label", "key", "archived", "words") VALUES (4, '01000000-0000-7000-8000-000000000004', 'contract', 2, 'Empty', 'empty', true, 8210418332016510227);
INSERT INTO "word" ("word") VALUES ('acme');
INSERT INTO "word" ("word") VALUES ('best');
INSERT INTO "word" ("word") VALUES ('bolt');
INSERT INTO "word" ("word") VALUES ('empty');
INSERT INTO "word" ("word") VALUES ('maintenance');
INSERT INTO "word" ("word") VALUES ('united');
INSERT INTO "vendor" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name") VALUES (1, '01000000-0000-7000-8000-000000000001', 1, NULL, false, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'csv', '1', NULL, NULL, 'Acme Ünited');
INSERT INTO "vendor" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name") VALUES (2, '01000000-0000-7000-8000-000000000002', 1, NULL, false, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'csv', '2', NULL, NULL, 'Bolt''s "Best"');
INSERT INTO "contract" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name", "vendor", "annual_minor", "annual_currency", "ends", "signed", "weight", "renews", "about_type", "about_id", "old_price") VALUES (1, '01000000-0000-7000-8000-000000000003', 1, NULL, false, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'csv', '3', '["a", "b c"]', '{"colour": "red"}', 'Maintenance', '01000000-0000-7000-8000-000000000001', 123450, 'EUR', '2027-01-31T00:00:00Z', '2026-03-04T12:00:00.001Z', '1.5', true, 'vendor', '01000000-0000-7000-8000-000000000002', 7);
INSERT INTO "contract" ("number", "id", "version", "state", "archived", "created", "created_by", "updated", "updated_by", "source", "external_id", "tags", "custom", "name", "vendor", "annual_minor", "annual_currency", "ends", "signed", "weight", "renews", "about_type", "about_id", "old_price") VALUES (2, '01000000-0000-7000-8000-000000000004', 1, NULL, true, '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', '2026-03-04T12:00:00Z', '01000000-0000-7000-8000-000000000063', 'csv', '4', NULL, NULL, 'Empty', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL);
INSERT INTO "contract_covers" ("owner", "position", "target") VALUES ('01000000-0000-7000-8000-000000000003', 0, '01000000-0000-7000-8000-000000000002');
INSERT INTO "contract_covers" ("owner", "position", "target") VALUES ('01000000-0000-7000-8000-000000000003', 1, '01000000-0000-7000-8000-000000000001');
INSERT INTO "search" ("n", "words") VALUES (1, '''acme'' ''united'' ''vendor'' ''acme'' ''united''');
INSERT INTO "search" ("n", "words") VALUES (2, '''best'' ''bolt'' ''s'' ''vendor'' ''best'' ''bolt'' ''s''');
INSERT INTO "search" ("n", "words") VALUES (3, '''maintenance'' ''contract'' ''maintenance''');
INSERT INTO "search" ("n", "words") VALUES (4, '''empty'' ''contract'' ''empty''');
