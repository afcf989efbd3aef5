-- What is known of the objects: their chunks, and which a sweep is about to remove.
CREATE TABLE "object" (
  "id" TEXT NOT NULL,
  "size" BIGINT NOT NULL,
  "chunks" BYTEA,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "checked_at" TIMESTAMPTZ(3),
  "damaged_at" TIMESTAMPTZ(3),
  "kept_at" TIMESTAMPTZ(3),
  "retained_at" TIMESTAMPTZ(3),
  "doomed_at" TIMESTAMPTZ(3),
  "removing_at" TIMESTAMPTZ(3),
  CONSTRAINT "object_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "object_checked_at_idx" ON "object" ("checked_at" NULLS FIRST);
CREATE INDEX "object_doomed_at_idx" ON "object" ("doomed_at") WHERE "doomed_at" IS NOT NULL;

-- A file on its way: the parts that are kept, and who receives the rest.
CREATE TABLE "submission_part" (
  "submission_id" UUID NOT NULL,
  "index" INTEGER NOT NULL,
  "start" BIGINT NOT NULL,
  "size" BIGINT NOT NULL,
  "sha256" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "submission_part_pkey" PRIMARY KEY ("submission_id", "index", "start"),
  CONSTRAINT "submission_part_file_fkey" FOREIGN KEY ("submission_id", "index")
    REFERENCES "submission_file" ("submission_id", "index")
);
CREATE INDEX "submission_part_sha256_idx" ON "submission_part" ("sha256");
ALTER TABLE "submission_file"
  ADD COLUMN "receiver" UUID,
  ADD COLUMN "receiver_until" TIMESTAMPTZ(3),
  ADD COLUMN "released_at" TIMESTAMPTZ(3);
CREATE INDEX "submission_file_sha256_idx" ON "submission_file" ("sha256");

-- Room kept for bytes whose submission does not exist yet (a form is read before it can be announced).
CREATE TABLE "upload_reservation" (
  "id" UUID NOT NULL,
  "election_id" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "upload_reservation_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "upload_reservation_owner_idx" ON "upload_reservation" ("election_id", "level", "code");

-- The same announcement asked again gives the same submission.
CREATE TABLE "submission_request" (
  "election_id" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "digest" TEXT NOT NULL,
  "submission_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "submission_request_pkey" PRIMARY KEY ("election_id", "level", "code", "key")
);

-- What waits to be judged. A row goes when the verdict is there.
CREATE TABLE "judgement" (
  "submission_id" UUID NOT NULL,
  "lane" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "due" TIMESTAMPTZ(3) NOT NULL,
  "waits_until" TIMESTAMPTZ(3),
  "worker" UUID,
  "lease_until" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "exhausted" TEXT,
  "trouble" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "judgement_pkey" PRIMARY KEY ("submission_id"),
  CONSTRAINT "judgement_submission_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission" ("id")
);
CREATE INDEX "judgement_due_idx" ON "judgement" ("due");
CREATE INDEX "judgement_lane_idx" ON "judgement" ("lane");
