-- Referrals: a CSB sends polling stations of a delivered count back to its GSB, which answers of each. Rows are only added.
CREATE TABLE "station_referral" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "from_level" TEXT NOT NULL,
    "from_code" TEXT NOT NULL,
    "to_level" TEXT NOT NULL,
    "to_code" TEXT NOT NULL,
    "delivery_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "station_referral_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "station_referral_election_id_to_level_to_code_idx" ON "station_referral"("election_id", "to_level", "to_code");

CREATE TABLE "referred_station" (
    "referral_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "referred_station_pkey" PRIMARY KEY ("referral_id", "unit"),
    CONSTRAINT "referred_station_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "station_referral"("id")
);

-- What the GSB found of a station: once.
CREATE TABLE "referral_answer" (
    "referral_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "referral_answer_pkey" PRIMARY KEY ("referral_id", "unit"),
    CONSTRAINT "referral_answer_referral_id_unit_fkey" FOREIGN KEY ("referral_id", "unit")
      REFERENCES "referred_station"("referral_id", "unit"),
    CONSTRAINT "referral_answer_outcome" CHECK ("outcome" IN ('corrected', 'stands'))
);

-- Of what a body gets a notice: a GSB of each referral, the CSB of the answers that were given at one moment.
CREATE VIEW "referral_news" AS
SELECT 'referral:' || r."id" AS "cause", r."id", r."election_id", r."to_level" AS "level", r."to_code" AS "code", r."at",
  'stations.referred' AS "kind", r."from_level" AS "other_level", r."from_code" AS "other_code",
  (SELECT count(*)::int FROM "referred_station" s WHERE s."referral_id" = r."id") AS "stations"
FROM "station_referral" r
UNION ALL
SELECT 'referral:' || r."id" || ':' || (extract(epoch FROM a."at") * 1000)::bigint, r."id", r."election_id", r."from_level",
  r."from_code", a."at", 'stations.answered', r."to_level", r."to_code", count(*)::int
FROM "referral_answer" a JOIN "station_referral" r ON r."id" = a."referral_id" GROUP BY r."id", a."at";
