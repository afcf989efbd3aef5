-- Delivered result files that their body made public, here or at an address of its own. Rows are only added: one per
-- delivered file, numbered per committee and message in the order in which they became public.
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "about_level" TEXT NOT NULL,
    "about_code" TEXT NOT NULL,
    "message_type" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "file_name" TEXT,
    "file_size" BIGINT,
    "address" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "publication_place" CHECK (("address" IS NULL) = ("file_name" IS NOT NULL)
      AND ("address" IS NULL) = ("file_size" IS NOT NULL))
);
CREATE UNIQUE INDEX "publication_submission_id_key" ON "publication"("submission_id");
CREATE UNIQUE INDEX "publication_election_id_about_level_about_code_message_type_key"
  ON "publication"("election_id", "about_level", "about_code", "message_type", "version");

-- The bytes that are kept to be handed out to everybody.
CREATE VIEW "publication_object" AS
SELECT "fingerprint" AS "sha256", "submission_id", "election_id" FROM "publication" WHERE "address" IS NULL;
