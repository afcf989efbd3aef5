-- The Kiesraad approves by two persons, after the fingerprint was read out; a key that one of them stops waits for another.
-- For the release before this a suspended key is revoked, and one with a single approval still waits.
ALTER TABLE "committee_key"
  ADD COLUMN "needs_second" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "confirmed_at" TIMESTAMPTZ(3),
  ADD COLUMN "confirmed_by" UUID,
  ADD COLUMN "misused_since" TIMESTAMPTZ(3);

CREATE TABLE "key_approval" (
    "key_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_approval_pkey" PRIMARY KEY ("key_id", "person_id"),
    CONSTRAINT "key_approval_kind" CHECK ("kind" IN ('first', 'second')),
    CONSTRAINT "key_approval_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "committee_key"("id")
);
CREATE UNIQUE INDEX "key_approval_key_id_kind_key" ON "key_approval"("key_id", "kind");

CREATE TABLE "key_call" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "voting_day" DATE NOT NULL,
    "called_at" TIMESTAMPTZ(3) NOT NULL,
    "caller" TEXT NOT NULL,
    "spoke_with" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_source" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_call_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "key_call_caller" CHECK ("caller" IN ('council', 'committee'))
);
CREATE INDEX "key_call_level_code_voting_day_idx" ON "key_call"("level", "code", "voting_day");

CREATE TABLE "key_read_out" (
    "key_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,

    CONSTRAINT "key_read_out_pkey" PRIMARY KEY ("key_id"),
    CONSTRAINT "key_read_out_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "committee_key"("id"),
    CONSTRAINT "key_read_out_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "key_call"("id")
);
