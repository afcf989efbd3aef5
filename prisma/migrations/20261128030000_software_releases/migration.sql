-- Releases of software: what is offered, by whose approval, and what bodies say they installed. Nothing of it is ever
-- deleted but the parts of a file that is whole; a file that is taken from a draft keeps its row.
CREATE TABLE "software_release" (
    "id" UUID NOT NULL,
    "product" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "elections" TEXT[] NOT NULL,
    "available_from" TIMESTAMPTZ(3) NOT NULL,
    "hosting" TEXT NOT NULL,
    "notes" TEXT NOT NULL,
    "tested_version" TEXT,
    "test_outcome" TEXT,
    "test_report" TEXT,
    "minor_change" TEXT,
    "source" TEXT,
    "build" TEXT,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "published_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,
    "reason" TEXT,

    CONSTRAINT "software_release_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "software_release_state" CHECK ("state" IN ('draft', 'approved', 'published', 'withdrawn')),
    CONSTRAINT "software_release_hosting" CHECK ("hosting" IN ('own', 'central')),
    CONSTRAINT "software_release_published"
      CHECK (("state" IN ('published', 'withdrawn')) = ("published_at" IS NOT NULL AND "published_by" IS NOT NULL)),
    CONSTRAINT "software_release_withdrawn"
      CHECK (("state" = 'withdrawn') = ("withdrawn_at" IS NOT NULL AND "withdrawn_by" IS NOT NULL AND "reason" IS NOT NULL)),
    CONSTRAINT "software_release_assured"
      CHECK ("tested_version" IS NULL OR "minor_change" IS NULL)
);
-- The same version twice, whoever writes it with capitals.
CREATE UNIQUE INDEX "software_release_version_key"
  ON "software_release" (lower("product"), lower("version"), lower("platform"));

CREATE TABLE "software_file" (
    "release_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "announced_sha256" TEXT,
    "sha256" TEXT,
    "sha512" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "receiver" UUID,
    "receiver_until" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "software_file_pkey" PRIMARY KEY ("release_id", "index"),
    CONSTRAINT "software_file_release_fkey" FOREIGN KEY ("release_id") REFERENCES "software_release" ("id"),
    CONSTRAINT "software_file_whole" CHECK (("sha256" IS NULL) = ("sha512" IS NULL))
);
CREATE UNIQUE INDEX "software_file_name_key" ON "software_file" ("release_id", lower("name")) WHERE "removed_at" IS NULL;
CREATE INDEX "software_file_sha256_idx" ON "software_file" ("sha256");

CREATE TABLE "software_part" (
    "release_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "software_part_pkey" PRIMARY KEY ("release_id", "index", "start"),
    CONSTRAINT "software_part_file_fkey" FOREIGN KEY ("release_id", "index")
      REFERENCES "software_file" ("release_id", "index") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "software_part_sha256_idx" ON "software_part" ("sha256");

-- Who found good what hashes to "digest". A change of the draft voids it; the row stays.
CREATE TABLE "software_approval" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "software_approval_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "software_approval_release_fkey" FOREIGN KEY ("release_id") REFERENCES "software_release" ("id")
);
CREATE UNIQUE INDEX "software_approval_person_key"
  ON "software_approval" ("release_id", "person_id") WHERE "voided_at" IS NULL;

-- What a body says it installed, and the fingerprint it saw: a new row each time.
CREATE TABLE "software_installed" (
    "id" UUID NOT NULL,
    "release_id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "file_index" INTEGER,
    "sha256" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "software_installed_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "software_installed_release_fkey" FOREIGN KEY ("release_id") REFERENCES "software_release" ("id")
);
CREATE INDEX "software_installed_release_idx" ON "software_installed" ("release_id", "election_id", "level", "code", "at");

-- What releases need of the store: these bytes are never swept away, and which file they are when they are damaged.
CREATE VIEW "release_object" AS
SELECT "sha256", "release_id", "index" FROM "software_file" WHERE "sha256" IS NOT NULL AND "removed_at" IS NULL
UNION ALL
SELECT "sha256", "release_id", "index" FROM "software_part";
