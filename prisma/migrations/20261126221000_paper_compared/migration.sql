-- Comparing with paper as the counting software does it: four groups, drawn anew for each file of each body, are typed over.
ALTER TABLE "submission"
    ADD COLUMN "paper_draw" UUID NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN "paper_slips" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "delivered_by" UUID;

ALTER TABLE "delivery"
    ADD COLUMN "paper_draw" UUID NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN "paper_slips" INTEGER NOT NULL DEFAULT 0;

CREATE OR REPLACE VIEW "delivery_state" AS
SELECT d."id", d."submission_id", d."election_id", d."level", d."code", d."law", d."created_at",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'downloaded') AS "downloaded",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'acknowledged') AS "acknowledged",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'equalToPaper') AS "equal_to_paper",
  d."paper_draw", d."paper_slips"
FROM "delivery" d;

-- What a body must hear of: also what a comparison afterwards found.
CREATE OR REPLACE VIEW "routing_news" AS
SELECT 'delivery:' || d."id" AS "cause", d."id", d."election_id", d."level", d."code", d."created_at" AS "at",
  CASE WHEN s."replaces_id" IS NULL THEN 'delivery.created' ELSE 'submission.superseded' END AS "kind",
  s."message_type", s."about_level" AS "other_level", s."about_code" AS "other_code", s."number",
  s."created_at" AS "opened_at"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
UNION ALL
SELECT 'request:' || r."id", r."id", r."election_id", r."to_level", r."to_code", r."at", 'delivery.requested',
  r."message", r."from_level", r."from_code", NULL, NULL
FROM "delivery_request" r
UNION ALL
SELECT 'paper:' || d."id" || ':' || (s."paper"->>'later'), d."id", d."election_id", d."level", d."code",
  d."created_at", CASE WHEN s."paper"->>'later' = 'equal' THEN 'paper.equal' ELSE 'paper.differs' END,
  s."message_type", s."about_level", s."about_code", s."number", s."created_at"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."paper"->>'later' IS NOT NULL;
