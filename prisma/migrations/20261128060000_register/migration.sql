-- The publication register: what was said of each document of an election, and the days that no file gives. Rows are only
-- added: the newest of its kind stands, the older are its history.
CREATE TABLE "register_entry" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,
    "file_name" TEXT,
    "file_size" BIGINT,
    "sha256" TEXT,
    "address" TEXT,
    "version" TEXT,
    "gazette" TEXT,
    "reason" TEXT,

    CONSTRAINT "register_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "register_entry_state" CHECK (
      ("state" = 'here' AND "sha256" IS NOT NULL AND "file_name" IS NOT NULL AND "file_size" IS NOT NULL)
      OR ("state" = 'elsewhere' AND "address" IS NOT NULL)
      OR ("state" = 'inForce' AND "version" IS NOT NULL AND "gazette" IS NOT NULL)
      OR ("state" = 'withheld' AND "reason" IS NOT NULL))
);
CREATE UNIQUE INDEX "register_entry_number_key" ON "register_entry" ("election_id", "kind", "number");
CREATE INDEX "register_entry_sha256_idx" ON "register_entry" ("sha256");

CREATE TABLE "register_fact" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "value" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "register_fact_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "register_fact_number_key" ON "register_fact" ("election_id", "name", "number");

-- What the register needs of the store: these bytes are never swept away.
CREATE VIEW "register_object" AS SELECT "sha256" FROM "register_entry" WHERE "sha256" IS NOT NULL;
