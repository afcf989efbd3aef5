-- Sessions in which nothing was corrected stand beside each other: each P 2a is a delivery of its own and replaces none.
DROP INDEX "submission_current";
CREATE UNIQUE INDEX "submission_current" ON "submission" ("election_id", "level", "code", "message_type", "about_level", "about_code") WHERE "state" = 'delivered' AND "message_type" <> 'P2a';
