-- Each grant of a role is a row of its own: what was bound to an ended one stays bound to it.
DROP INDEX "hat_person_id_election_id_level_code_key";
DROP INDEX "hat_without_election";
CREATE UNIQUE INDEX "hat_live_key" ON "hat"("person_id", "election_id", "level", "code") NULLS NOT DISTINCT WHERE "ended_at" IS NULL;
CREATE INDEX "hat_person_id_idx" ON "hat"("person_id");
CREATE INDEX "access_token_hat_id_idx" ON "access_token"("hat_id");

-- An invitation is for the role it was made for; of one made by the release before, any live role of the person.
ALTER TABLE "invitation" ADD COLUMN "hat_id" UUID;


-- Why the Kiesraad blocked somebody.
ALTER TABLE "person" ADD COLUMN "blocked_reason" TEXT;
