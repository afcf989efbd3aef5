-- What is counted in a file, beside its verdict: the release before this one writes verdicts anew and knows no figures. And
-- from which session a newer count is, and whether its figures are others; until delivery what was said in advance.
ALTER TABLE "submission" ADD COLUMN "figures" JSONB, ADD COLUMN "session" JSONB;

CREATE OR REPLACE VIEW "delivered_submission" AS
SELECT s."id", s."number", s."created_at", s."election_id", s."level", s."code", s."state", s."replaces_id",
  s."message_type", s."about_level", s."about_code", s."fingerprint", s."verdict", s."paper", s."delivered_at",
  s."superseded_at",
  (SELECT json_agg(json_build_object('index', f."index", 'name', f."name", 'size', f."size", 'sha256', f."sha256")
     ORDER BY f."index")
   FROM "submission_file" f WHERE f."submission_id" = s."id") AS "files",
  s."session", s."figures"
FROM "submission" s WHERE s."state" IN ('delivered', 'superseded');
