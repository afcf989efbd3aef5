-- Plausibility: what a body found when it looked at a polling station of a count. Rows are only added: a later one stands beside
-- the earlier. `findings` says of which findings: a newer version in which they are the same needs no second look.
CREATE TABLE "station_look" (
  "election_id" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "about_level" TEXT NOT NULL,
  "about_code" TEXT NOT NULL,
  "unit" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "submission_id" UUID NOT NULL,
  "findings" TEXT NOT NULL,
  "outcome" TEXT NOT NULL,
  "note" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "person_id" UUID NOT NULL,
  CONSTRAINT "station_look_pkey"
    PRIMARY KEY ("election_id", "level", "code", "about_level", "about_code", "unit", "number"),
  CONSTRAINT "station_look_outcome" CHECK ("outcome" IN ('explained', 'error', 'unclear'))
);
