package store

// The tables of sign-in: passwords, sessions and API tokens. They are apart
// from the table of accounts so that no list, export or journal can hold them.
// Of sessions and tokens only the SHA-256 is stored: who reads the database
// cannot sign in with it.

const sqliteSessions = `
CREATE TABLE "credential" (
	"account" TEXT NOT NULL PRIMARY KEY,
	"password" TEXT NOT NULL,
	"changed" TEXT NOT NULL
);

CREATE TABLE "session" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"hash" BLOB NOT NULL UNIQUE,
	"account" TEXT NOT NULL,
	"created" TEXT NOT NULL,
	"seen" TEXT NOT NULL,
	"expires" TEXT NOT NULL,
	"device" TEXT,
	"address" TEXT
);
CREATE INDEX "ix_session_account" ON "session" ("account", "id");
CREATE INDEX "ix_session_expires" ON "session" ("expires");

CREATE TABLE "token" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"hash" BLOB NOT NULL UNIQUE,
	"account" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"scopes" TEXT NOT NULL,
	"created" TEXT NOT NULL,
	"created_by" TEXT,
	"seen" TEXT,
	"expires" TEXT NOT NULL
);
CREATE INDEX "ix_token_account" ON "token" ("account", "id");
CREATE INDEX "ix_token_expires" ON "token" ("expires");
`

const postgresSessions = `
CREATE TABLE "credential" (
	"account" uuid PRIMARY KEY,
	"password" text COLLATE "C" NOT NULL,
	"changed" timestamptz NOT NULL
);

CREATE TABLE "session" (
	"id" uuid PRIMARY KEY,
	"hash" bytea NOT NULL UNIQUE,
	"account" uuid NOT NULL,
	"created" timestamptz NOT NULL,
	"seen" timestamptz NOT NULL,
	"expires" timestamptz NOT NULL,
	"device" text COLLATE "C",
	"address" text COLLATE "C"
);
CREATE INDEX "ix_session_account" ON "session" ("account", "id");
CREATE INDEX "ix_session_expires" ON "session" ("expires");

CREATE TABLE "token" (
	"id" uuid PRIMARY KEY,
	"hash" bytea NOT NULL UNIQUE,
	"account" uuid NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"scopes" text COLLATE "C" NOT NULL,
	"created" timestamptz NOT NULL,
	"created_by" uuid,
	"seen" timestamptz,
	"expires" timestamptz NOT NULL
);
CREATE INDEX "ix_token_account" ON "token" ("account", "id");
CREATE INDEX "ix_token_expires" ON "token" ("expires");
`
