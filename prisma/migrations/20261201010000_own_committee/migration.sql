-- Elections: the gemeente whose own committee may confirm a 110a; null: the Kiesraad alone. Of one that was turned down, why.
ALTER TABLE "election_definition" ADD COLUMN "seat" TEXT;
ALTER TABLE "election_definition" ADD CONSTRAINT "election_definition_seat"
    CHECK (("confirmed_by" = 'committee') = ("seat" IS NOT NULL));
ALTER TABLE "election_confirmation" ADD COLUMN "why" TEXT;
CREATE INDEX "election_definition_seat_idx" ON "election_definition" ("seat") WHERE "seat" IS NOT NULL;
