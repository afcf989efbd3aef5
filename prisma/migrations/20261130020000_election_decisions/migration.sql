-- Elections: what the Kiesraad decides beside a 110a. A change is a new row; none is changed or taken away.
CREATE TABLE "election_decision" (
    "election_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "decided" JSONB NOT NULL,
    "settings" JSONB,
    "changed" TEXT[] NOT NULL,
    "why" TEXT NOT NULL,
    "needs_second" BOOLEAN NOT NULL,
    "by_person" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "election_decision_pkey" PRIMARY KEY ("election_id", "number")
);

-- Elections: every 110a that was offered for an election, the first and those that replace or correct it.
CREATE TABLE "election_definition" (
    "election_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "voting_day" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "source" BYTEA NOT NULL,
    "differences" JSONB NOT NULL,
    "why" TEXT,
    "confirmed_by" TEXT NOT NULL,
    "by_person" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "election_definition_pkey" PRIMARY KEY ("election_id", "number"),
    CONSTRAINT "election_definition_confirmed_by" CHECK ("confirmed_by" IN ('council', 'committee'))
);
CREATE INDEX "election_definition_voting_day_idx" ON "election_definition" ("voting_day");

-- Elections: what the second person said of a definition or of decisions.
CREATE TABLE "election_confirmation" (
    "election_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "by_person" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "election_confirmation_pkey" PRIMARY KEY ("election_id", "subject", "number"),
    CONSTRAINT "election_confirmation_subject" CHECK ("subject" IN ('definition', 'decision')),
    CONSTRAINT "election_confirmation_outcome" CHECK ("outcome" IN ('confirmed', 'rejected'))
);

-- Elections: how often what stands in the row was changed since it was set up; who keeps a plan in memory looks at it.
ALTER TABLE "election" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "election_election_date_idx" ON "election" ("election_date");
