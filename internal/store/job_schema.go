package store

// The tables of background work: jobs, what they leave piece by piece, and when
// the next job of a schedule is due.
//
// The indexes make claiming, expiring and lists cost the same however many jobs
// wait and however many finished ones are kept.

const sqliteJobs = `
CREATE TABLE "job" (
	"id" TEXT NOT NULL PRIMARY KEY,
	"kind" TEXT NOT NULL,
	"payload" TEXT,
	"state" TEXT NOT NULL,
	"run_at" TEXT NOT NULL,
	"attempts" INTEGER NOT NULL,
	"max_attempts" INTEGER NOT NULL,
	"lease_until" TEXT,
	"leased_by" TEXT,
	"cancel" INTEGER NOT NULL,
	"done" INTEGER NOT NULL,
	"total" INTEGER NOT NULL,
	"note" TEXT,
	"checkpoint" TEXT,
	"result" TEXT,
	"error" TEXT,
	"unique_key" TEXT,
	"created" TEXT NOT NULL,
	"created_by" TEXT,
	"started" TEXT,
	"finished" TEXT
);
CREATE INDEX "ix_job_ready" ON "job" ("state", "run_at", "id");
CREATE INDEX "ix_job_leased" ON "job" ("lease_until") WHERE "state" = 'running';
CREATE UNIQUE INDEX "uq_job_key" ON "job" ("unique_key") WHERE "state" IN ('waiting', 'running');
CREATE INDEX "ix_job_state" ON "job" ("state", "id");
CREATE INDEX "ix_job_kind" ON "job" ("kind", "id");
CREATE INDEX "ix_job_by" ON "job" ("created_by", "id") WHERE "created_by" IS NOT NULL;
CREATE INDEX "ix_job_finished" ON "job" ("finished") WHERE "finished" IS NOT NULL;

CREATE TABLE "job_output" (
	"job" TEXT NOT NULL REFERENCES "job" ("id") ON DELETE CASCADE,
	"seq" INTEGER NOT NULL,
	"body" BLOB NOT NULL,
	PRIMARY KEY ("job", "seq")
);

CREATE TABLE "schedule" (
	"name" TEXT NOT NULL PRIMARY KEY,
	"every" INTEGER NOT NULL,
	"next" TEXT NOT NULL
);
`

const postgresJobs = `
CREATE TABLE "job" (
	"id" uuid PRIMARY KEY,
	"kind" text COLLATE "C" NOT NULL,
	"payload" text COLLATE "C",
	"state" text COLLATE "C" NOT NULL,
	"run_at" timestamptz NOT NULL,
	"attempts" bigint NOT NULL,
	"max_attempts" bigint NOT NULL,
	"lease_until" timestamptz,
	"leased_by" text COLLATE "C",
	"cancel" boolean NOT NULL,
	"done" bigint NOT NULL,
	"total" bigint NOT NULL,
	"note" text COLLATE "C",
	"checkpoint" text COLLATE "C",
	"result" text COLLATE "C",
	"error" text COLLATE "C",
	"unique_key" text COLLATE "C",
	"created" timestamptz NOT NULL,
	"created_by" uuid,
	"started" timestamptz,
	"finished" timestamptz
);
CREATE INDEX "ix_job_ready" ON "job" ("state", "run_at", "id");
CREATE INDEX "ix_job_leased" ON "job" ("lease_until") WHERE "state" = 'running';
CREATE UNIQUE INDEX "uq_job_key" ON "job" ("unique_key") WHERE "state" IN ('waiting', 'running');
CREATE INDEX "ix_job_state" ON "job" ("state", "id");
CREATE INDEX "ix_job_kind" ON "job" ("kind", "id");
CREATE INDEX "ix_job_by" ON "job" ("created_by", "id") WHERE "created_by" IS NOT NULL;
CREATE INDEX "ix_job_finished" ON "job" ("finished") WHERE "finished" IS NOT NULL;

CREATE TABLE "job_output" (
	"job" uuid NOT NULL REFERENCES "job" ("id") ON DELETE CASCADE,
	"seq" bigint NOT NULL,
	"body" bytea NOT NULL,
	PRIMARY KEY ("job", "seq")
);

CREATE TABLE "schedule" (
	"name" text COLLATE "C" PRIMARY KEY,
	"every" bigint NOT NULL,
	"next" timestamptz NOT NULL
);
`
