-- Removal by class, what keeps it back, and refused files as evidence. Rows are only added.

-- What must be kept whatever its term: of one submission, or (null) everything of an election.
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "submission_id" UUID,
    "why" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "legal_hold_election_id_submission_id_idx" ON "legal_hold"("election_id", "submission_id");

CREATE TABLE "legal_hold_lift" (
    "hold_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "legal_hold_lift_pkey" PRIMARY KEY ("hold_id"),
    CONSTRAINT "legal_hold_lift_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "legal_hold"("id")
);

-- An announcement: exactly these copies go, from a day on, when two confirm it.
CREATE TABLE "removal" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "class" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "inferred" BOOLEAN NOT NULL,
    "from_day" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "removal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "removal_election_id_number_key" ON "removal"("election_id", "number");

CREATE TABLE "removal_item" (
    "removal_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "submission_id" UUID NOT NULL,
    "spoken" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "sender_level" TEXT NOT NULL,
    "sender_code" TEXT NOT NULL,
    "message_type" TEXT,
    "file" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "removal_item_pkey" PRIMARY KEY ("removal_id", "number"),
    CONSTRAINT "removal_item_removal_id_fkey" FOREIGN KEY ("removal_id") REFERENCES "removal"("id")
);
CREATE INDEX "removal_item_submission_id_level_code_idx" ON "removal_item"("submission_id", "level", "code");

CREATE TABLE "removal_confirmation" (
    "removal_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "removal_confirmation_pkey" PRIMARY KEY ("removal_id", "place"),
    CONSTRAINT "removal_confirmation_removal_id_fkey" FOREIGN KEY ("removal_id") REFERENCES "removal"("id"),
    CONSTRAINT "removal_confirmation_place" CHECK ("place" IN (1, 2))
);
CREATE UNIQUE INDEX "removal_confirmation_removal_id_person_id_key" ON "removal_confirmation"("removal_id", "person_id");

-- What became of a copy: once.
CREATE TABLE "removal_outcome" (
    "removal_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "removal_outcome_pkey" PRIMARY KEY ("removal_id", "number"),
    CONSTRAINT "removal_outcome_removal_id_number_fkey" FOREIGN KEY ("removal_id", "number")
      REFERENCES "removal_item"("removal_id", "number"),
    CONSTRAINT "removal_outcome_outcome" CHECK ("outcome" IN ('removed', 'held'))
);

-- What became of the bytes of removed copies: gone from the store, or needed by somebody else.
CREATE TABLE "removed_object" (
    "removal_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "removed_object_pkey" PRIMARY KEY ("removal_id", "sha256"),
    CONSTRAINT "removed_object_removal_id_fkey" FOREIGN KEY ("removal_id") REFERENCES "removal"("id"),
    CONSTRAINT "removed_object_outcome" CHECK ("outcome" IN ('gone', 'needed'))
);

-- A removal ends once: carried out, with the digest of its certificate, or called off by a person.
CREATE TABLE "removal_end" (
    "removal_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT,
    "why" TEXT,
    "person_id" UUID,

    CONSTRAINT "removal_end_pkey" PRIMARY KEY ("removal_id"),
    CONSTRAINT "removal_end_removal_id_fkey" FOREIGN KEY ("removal_id") REFERENCES "removal"("id"),
    CONSTRAINT "removal_end_kind" CHECK (
      ("kind" = 'done' AND "digest" IS NOT NULL AND "why" IS NULL AND "person_id" IS NULL)
      OR ("kind" = 'calledOff' AND "digest" IS NULL AND "why" IS NOT NULL AND "person_id" IS NOT NULL))
);

-- Somebody asked for refused files that are kept as evidence: which, why, and the digest of their list.
CREATE TABLE "evidence_export" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "submissions" UUID[] NOT NULL,
    "digest" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "evidence_export_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "evidence_export_election_id_idx" ON "evidence_export"("election_id");

-- The holds that stand.
CREATE VIEW "standing_hold" AS
SELECT h."id", h."election_id", h."submission_id", h."at" FROM "legal_hold" h
WHERE NOT EXISTS (SELECT FROM "legal_hold_lift" l WHERE l."hold_id" = h."id");

-- Whose copy of what is gone, since when, and by which removal of its election.
CREATE VIEW "removed_copy" AS
SELECT DISTINCT ON (i."submission_id", i."level", i."code") i."submission_id", i."level", i."code", r."number" AS "removal", o."at"
FROM "removal_item" i JOIN "removal_outcome" o ON o."removal_id" = i."removal_id" AND o."number" = i."number"
  JOIN "removal" r ON r."id" = i."removal_id"
WHERE o."outcome" = 'removed'
ORDER BY i."submission_id", i."level", i."code", o."at";

-- Refused files whose bytes are kept.
CREATE VIEW "quarantined_file" AS
SELECT s."id" AS "submission_id", s."number", s."created_at", s."election_id", s."level", s."code", s."message_type", s."judged_at",
  s."verdict", s."person_id", f."index", f."name", f."size", f."sha256"
FROM "submission" s JOIN "submission_file" f ON f."submission_id" = s."id"
WHERE s."state" = 'refused' AND f."sha256" IS NOT NULL AND f."released_at" IS NULL;
