-- The declaration on the aansluitvoorschriften (Ea 6 lid 2 and 7; Kiesbesluit Ea 7): the Kiesraad's model, what executives
-- declare, their mandates, and what the Kiesraad notes of who did not.

-- The model of a voting day: at most one version that is being written; a published one stays as it is.
CREATE TABLE "declaration_model" (
    "id" UUID NOT NULL,
    "voting_day" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "published_by" UUID,

    CONSTRAINT "declaration_model_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "declaration_model_published" CHECK (("published_at" IS NULL) = ("published_by" IS NULL))
);
CREATE UNIQUE INDEX "declaration_model_version_key" ON "declaration_model" ("voting_day", "version");
CREATE UNIQUE INDEX "declaration_model_written" ON "declaration_model" ("voting_day") WHERE "published_at" IS NULL;
CREATE FUNCTION "published_model_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published model of the declaration is not changed';
END $$;
CREATE TRIGGER "published_model_stays" BEFORE UPDATE ON "declaration_model" FOR EACH ROW
  WHEN (OLD."published_at" IS NOT NULL) EXECUTE FUNCTION "published_model_stays"();

-- What an executive declared: rows are only added, the newest version stands, the older are its history.
CREATE TABLE "declaration" (
    "id" UUID NOT NULL,
    "organisation" TEXT NOT NULL,
    "voting_day" TEXT NOT NULL,
    "election_ids" TEXT[] NOT NULL,
    "version" INTEGER NOT NULL,
    "replaces" UUID,
    "model_version" INTEGER,
    "answers" JSONB,
    "outcome" TEXT NOT NULL,
    "investigated_on" TEXT NOT NULL,
    "declared_on" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "mandate_id" UUID,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "late" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "declaration_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "declaration_whole" CHECK ("outcome" IN ('complies', 'willComply', 'deviates', 'doesNotComply')
      AND "way" IN ('form', 'pdf', 'scan') AND ("version" = 1) = ("replaces" IS NULL)
      AND ("way" <> 'form' OR ("model_version" IS NOT NULL AND "answers" IS NOT NULL)))
);
CREATE UNIQUE INDEX "declaration_version_key" ON "declaration" ("organisation", "voting_day", "version");
CREATE INDEX "declaration_day_idx" ON "declaration" ("voting_day");
CREATE INDEX "declaration_sha256_idx" ON "declaration" ("sha256");

-- What a body is filling in; gone once it is declared.
CREATE TABLE "declaration_draft" (
    "organisation" TEXT NOT NULL,
    "voting_day" TEXT NOT NULL,
    "model_version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "fields" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "declaration_draft_pkey" PRIMARY KEY ("organisation", "voting_day")
);

-- Who may declare in the name of the executive, by which paper and until when (the last day on which it holds).
CREATE TABLE "declaration_mandate" (
    "id" UUID NOT NULL,
    "organisation" TEXT NOT NULL,
    "holder" UUID NOT NULL,
    "until" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" UUID,

    CONSTRAINT "declaration_mandate_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "declaration_mandate_revoked" CHECK (("revoked_at" IS NULL) = ("revoked_by" IS NULL))
);
CREATE INDEX "declaration_mandate_organisation_idx" ON "declaration_mandate" ("organisation");
CREATE INDEX "declaration_mandate_sha256_idx" ON "declaration_mandate" ("sha256");

-- A second person of the body is asked to confirm a declaration that was made, and does. `sha256`: the PDF that names both.
CREATE TABLE "declaration_second" (
    "declaration_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3),
    "person_id" UUID,
    "sha256" TEXT,
    "size" INTEGER,

    CONSTRAINT "declaration_second_pkey" PRIMARY KEY ("declaration_id"),
    CONSTRAINT "declaration_second_whole" CHECK (("at" IS NULL) = ("person_id" IS NULL)
      AND ("at" IS NULL) = ("sha256" IS NULL) AND ("at" IS NULL) = ("size" IS NULL)),
    CONSTRAINT "declaration_second_other" CHECK ("person_id" <> "asked_by")
);
CREATE INDEX "declaration_second_sha256_idx" ON "declaration_second" ("sha256");

-- Where a body says that its declaration stands on its own site, and what somebody of the Kiesraad saw there.
CREATE TABLE "declaration_address" (
    "id" UUID NOT NULL,
    "organisation" TEXT NOT NULL,
    "voting_day" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,
    "looked_at" TIMESTAMPTZ(3),
    "looked_by" UUID,
    "found" BOOLEAN,

    CONSTRAINT "declaration_address_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "declaration_address_looked" CHECK (("looked_at" IS NULL) = ("looked_by" IS NULL)
      AND ("looked_at" IS NULL) = ("found" IS NULL))
);
CREATE UNIQUE INDEX "declaration_address_version_key" ON "declaration_address" ("organisation", "voting_day", "version");

-- Where the Kiesraad corrects who must declare: the newest counts, `byRule` takes the others back.
CREATE TABLE "declaration_correction" (
    "id" UUID NOT NULL,
    "organisation" TEXT NOT NULL,
    "voting_day" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "says" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "declaration_correction_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "declaration_correction_says" CHECK ("says" IN ('must', 'mustNot', 'byRule'))
);
CREATE UNIQUE INDEX "declaration_correction_version_key"
  ON "declaration_correction" ("organisation", "voting_day", "version");

-- What was not there after the due day: made once by itself, settled by a person or by what came after all.
CREATE TABLE "declaration_signal" (
    "id" UUID NOT NULL,
    "organisation" TEXT NOT NULL,
    "voting_day" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision" TEXT,
    "note" TEXT,

    CONSTRAINT "declaration_signal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "declaration_signal_whole" CHECK ("kind" IN ('missing', 'unpublished')
      AND ("decided_at" IS NULL) = ("decided_by" IS NULL) AND ("decided_at" IS NULL) = ("decision" IS NULL)
      AND ("decided_at" IS NULL) = ("note" IS NULL))
);
CREATE UNIQUE INDEX "declaration_signal_once" ON "declaration_signal" ("organisation", "voting_day", "kind");

-- What these need of the store: such bytes are never swept away.
CREATE VIEW "declaration_object" AS SELECT "sha256" FROM "declaration"
  UNION SELECT "sha256" FROM "declaration_mandate"
  UNION SELECT "sha256" FROM "declaration_second" WHERE "sha256" IS NOT NULL;
