-- A recipient says on purpose that its paper says something else: a mark, which counts until it compares all 64 digits after all.
ALTER TABLE "delivery_mark" DROP CONSTRAINT "delivery_mark_kind",
    ADD CONSTRAINT "delivery_mark_kind"
      CHECK ("kind" IN ('downloaded', 'acknowledged', 'equalToPaper', 'differsFromPaper'));

CREATE OR REPLACE VIEW "delivery_state" AS
SELECT d."id", d."submission_id", d."election_id", d."level", d."code", d."law", d."created_at",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'downloaded') AS "downloaded",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'acknowledged') AS "acknowledged",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'equalToPaper') AS "equal_to_paper",
  d."paper_draw", d."paper_slips",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'differsFromPaper'
     AND NOT EXISTS (SELECT FROM "delivery_mark" e
       WHERE e."delivery_id" = d."id" AND e."kind" = 'equalToPaper')) AS "differs_from_paper"
FROM "delivery" d;

-- What a body must hear of: also what a comparison afterwards found, by the sender or by a recipient ("by"), and other figures
-- without a new session. A view of its own: the release before this one reads "routing_news", whose columns must stay.
CREATE VIEW "body_news" AS
SELECT 'delivery:' || d."id" AS "cause", d."id", d."election_id", d."level", d."code", d."created_at" AS "at",
  CASE WHEN s."replaces_id" IS NULL THEN 'delivery.created' ELSE 'submission.superseded' END AS "kind",
  s."message_type", s."about_level" AS "other_level", s."about_code" AS "other_code", s."number",
  s."created_at" AS "opened_at", NULL::text AS "by_level", NULL::text AS "by_code"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
UNION ALL
SELECT 'request:' || r."id", r."id", r."election_id", r."to_level", r."to_code", r."at", 'delivery.requested',
  r."message", r."from_level", r."from_code", NULL, NULL, NULL, NULL
FROM "delivery_request" r
UNION ALL
SELECT 'paper:' || d."id" || ':' || (s."paper"->>'later'), d."id", d."election_id", d."level", d."code",
  d."created_at", CASE WHEN s."paper"->>'later' = 'equal' THEN 'paper.equal' ELSE 'paper.differs' END,
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."paper"->>'later' IS NOT NULL
UNION ALL
SELECT 'paper:' || s."id" || ':differs', s."id", NULL, 'OPERATOR', 'OPERATOR', s."delivered_at", 'submission.differs',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL
FROM "delivered_submission" s WHERE s."paper"->>'later' = 'differs'
UNION ALL
SELECT 'paper:' || d."id" || ':recipient', d."id", t."election_id", t."level", t."code", m."at", t."kind",
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", d."level", d."code"
FROM "delivery_mark" m JOIN "delivery" d ON d."id" = m."delivery_id"
  JOIN "delivered_submission" s ON s."id" = d."submission_id"
  CROSS JOIN LATERAL (VALUES (s."election_id", s."level", s."code", 'paper.differs'),
    (NULL, 'OPERATOR', 'OPERATOR', 'submission.differs')) AS t ("election_id", "level", "code", "kind")
WHERE m."kind" = 'differsFromPaper'
UNION ALL
SELECT 'paper:' || d."id" || ':recipient:equal', d."id", s."election_id", s."level", s."code", e."at", 'paper.equal',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", d."level", d."code"
FROM "delivery_mark" m JOIN "delivery_mark" e ON e."delivery_id" = m."delivery_id" AND e."kind" = 'equalToPaper'
  JOIN "delivery" d ON d."id" = m."delivery_id" JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE m."kind" = 'differsFromPaper'
UNION ALL
SELECT 'figures:' || d."id", d."id", d."election_id", d."level", d."code", d."created_at", 'figures.changed',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."session"->>'figures' IN ('changed', 'changedBefore') AND coalesce(s."session"->'said'->>'kind', '') <> 'new';
