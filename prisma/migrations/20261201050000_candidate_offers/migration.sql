-- Stations: lists of candidates (230b) that one of the Kiesraad offers, and what was said of each: rows are only added. Handed
-- out is what stands in candidate_file, which a confirmation adds: no release hands out what only waits.
CREATE TABLE "candidate_offer" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "contest" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" UUID NOT NULL,

    CONSTRAINT "candidate_offer_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "candidate_offer_election_idx" ON "candidate_offer" ("election_id", "contest");
CREATE INDEX "candidate_offer_sha256_idx" ON "candidate_offer" ("sha256");

CREATE TABLE "candidate_confirmation" (
    "offer_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" UUID NOT NULL,

    CONSTRAINT "candidate_confirmation_pkey" PRIMARY KEY ("offer_id"),
    CONSTRAINT "candidate_confirmation_offer_fkey" FOREIGN KEY ("offer_id") REFERENCES "candidate_offer" ("id"),
    CONSTRAINT "candidate_confirmation_outcome" CHECK ("outcome" IN ('confirmed', 'rejected'))
);

-- Bytes that wait are not swept away either.
CREATE OR REPLACE VIEW "station_object" AS SELECT "sha256" FROM "station_list" UNION SELECT "sha256" FROM "candidate_file"
    UNION SELECT "sha256" FROM "candidate_offer";
