-- Keys: of which somebody else may have had the secret part, and since when: what was delivered since is marked by who reads this.
CREATE VIEW "misused_key" AS
SELECT "id", "key_id", "misused_since" FROM "committee_key" WHERE "state" = 'revoked' AND "misused_since" IS NOT NULL;
CREATE INDEX "committee_key_misused" ON "committee_key" ("key_id") WHERE "misused_since" IS NOT NULL;
