-- Bodies: before each vote accounts and roles are confirmed, and those that are not are closed (Kiesbesluit Ea 3 lid 3 b).
-- A round of questions per voting day; each step is done once.
CREATE TABLE "authorisation_round" (
    "voting_day" TEXT NOT NULL,
    "asked_on" TEXT NOT NULL,
    "first_warning_on" TEXT,
    "second_warning_on" TEXT,
    "closed_on" TEXT,

    CONSTRAINT "authorisation_round_pkey" PRIMARY KEY ("voting_day"),
    CONSTRAINT "authorisation_round_order" CHECK (
      ("second_warning_on" IS NULL OR "first_warning_on" IS NOT NULL) AND
      ("closed_on" IS NULL OR "second_warning_on" IS NOT NULL))
);

-- What became of a role in a round.
CREATE TABLE "authorisation_review" (
    "voting_day" TEXT NOT NULL,
    "hat_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "election_id" TEXT,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" UUID,
    "spoke_with" TEXT,
    "called_number" TEXT,
    "reopened_at" TIMESTAMPTZ(3),
    "reopened_by" UUID,

    CONSTRAINT "authorisation_review_pkey" PRIMARY KEY ("voting_day", "hat_id"),
    CONSTRAINT "authorisation_review_round_fkey" FOREIGN KEY ("voting_day") REFERENCES "authorisation_round"("voting_day") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "authorisation_review_outcome" CHECK ("outcome" IN ('confirmed', 'closed')),
    CONSTRAINT "authorisation_review_call" CHECK (("spoke_with" IS NULL) = ("called_number" IS NULL)),
    CONSTRAINT "authorisation_review_reopened" CHECK ("reopened_at" IS NULL OR "outcome" = 'closed')
);
