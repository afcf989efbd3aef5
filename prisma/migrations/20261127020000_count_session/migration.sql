-- From which session a newer count is, and whether its figures are others. Until delivery what was said in advance.
ALTER TABLE "submission" ADD COLUMN "session" JSONB;

CREATE OR REPLACE VIEW "delivered_submission" AS
SELECT s."id", s."number", s."created_at", s."election_id", s."level", s."code", s."state", s."replaces_id",
  s."message_type", s."about_level", s."about_code", s."fingerprint", s."verdict", s."paper", s."delivered_at",
  s."superseded_at",
  (SELECT json_agg(json_build_object('index', f."index", 'name', f."name", 'size', f."size", 'sha256', f."sha256")
     ORDER BY f."index")
   FROM "submission_file" f WHERE f."submission_id" = s."id") AS "files",
  s."session"
FROM "submission" s WHERE s."state" IN ('delivered', 'superseded');

CREATE OR REPLACE VIEW "routing_news" AS
SELECT 'delivery:' || d."id" AS "cause", d."id", d."election_id", d."level", d."code", d."created_at" AS "at",
  CASE WHEN s."replaces_id" IS NULL THEN 'delivery.created' ELSE 'submission.superseded' END AS "kind",
  s."message_type", s."about_level" AS "other_level", s."about_code" AS "other_code", s."number",
  s."created_at" AS "opened_at", s."session" AS "session"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
UNION ALL
SELECT 'request:' || r."id", r."id", r."election_id", r."to_level", r."to_code", r."at", 'delivery.requested',
  r."message", r."from_level", r."from_code", NULL, NULL, NULL
FROM "delivery_request" r
UNION ALL
SELECT 'paper:' || d."id" || ':' || (s."paper"->>'later'), d."id", d."election_id", d."level", d."code",
  d."created_at", CASE WHEN s."paper"->>'later' = 'equal' THEN 'paper.equal' ELSE 'paper.differs' END,
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."paper"->>'later' IS NOT NULL;
