-- The count of each submission that was accepted, to the last candidate: what the file says, in a form that is quickly read.
CREATE TABLE "submission_count" (
  "submission_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "packed" BYTEA NOT NULL,
  "totals" BYTEA NOT NULL,
  CONSTRAINT "submission_count_pkey" PRIMARY KEY ("submission_id"),
  CONSTRAINT "submission_count_submission_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id")
);
-- it is deflated already
ALTER TABLE "submission_count" ALTER COLUMN "packed" SET STORAGE EXTERNAL;
