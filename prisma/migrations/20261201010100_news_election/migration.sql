-- Routing: of which election news is, also where it is told to the Kiesraad, which is of none. A column at the end: the release before reads on.
CREATE OR REPLACE VIEW "body_news" AS
SELECT 'delivery:' || d."id" AS "cause", d."id", d."election_id", d."level", d."code", d."created_at" AS "at",
  CASE WHEN s."replaces_id" IS NULL THEN 'delivery.created' ELSE 'submission.superseded' END AS "kind",
  s."message_type", s."about_level" AS "other_level", s."about_code" AS "other_code", s."number",
  s."created_at" AS "opened_at", NULL::text AS "by_level", NULL::text AS "by_code", s."election_id" AS "of_election"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
UNION ALL
SELECT 'request:' || r."id", r."id", r."election_id", r."to_level", r."to_code", r."at", 'delivery.requested',
  r."message", r."from_level", r."from_code", NULL, NULL, NULL, NULL, r."election_id"
FROM "delivery_request" r
UNION ALL
SELECT 'paper:' || d."id" || ':' || (s."paper"->>'later'), d."id", d."election_id", d."level", d."code",
  d."created_at", CASE WHEN s."paper"->>'later' = 'equal' THEN 'paper.equal' ELSE 'paper.differs' END,
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."paper"->>'later' IS NOT NULL
UNION ALL
SELECT 'paper:' || s."id" || ':differs', s."id", NULL, 'OPERATOR', 'OPERATOR', s."delivered_at", 'submission.differs',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id"
FROM "delivered_submission" s WHERE s."paper"->>'later' = 'differs'
UNION ALL
SELECT 'paper:' || d."id" || ':recipient', d."id", t."election_id", t."level", t."code", m."at", t."kind",
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", d."level", d."code", s."election_id"
FROM "delivery_mark" m JOIN "delivery" d ON d."id" = m."delivery_id"
  JOIN "delivered_submission" s ON s."id" = d."submission_id"
  CROSS JOIN LATERAL (VALUES (s."election_id", s."level", s."code", 'paper.differs'),
    (NULL, 'OPERATOR', 'OPERATOR', 'submission.differs')) AS t ("election_id", "level", "code", "kind")
WHERE m."kind" = 'differsFromPaper'
UNION ALL
SELECT 'paper:' || d."id" || ':recipient:equal', d."id", s."election_id", s."level", s."code", e."at", 'paper.equal',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", d."level", d."code", s."election_id"
FROM "delivery_mark" m JOIN "delivery_mark" e ON e."delivery_id" = m."delivery_id" AND e."kind" = 'equalToPaper'
  JOIN "delivery" d ON d."id" = m."delivery_id" JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE m."kind" = 'differsFromPaper'
UNION ALL
SELECT 'figures:' || d."id", d."id", d."election_id", d."level", d."code", d."created_at", 'figures.changed',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."session"->>'figures' IN ('changed', 'changedBefore') AND coalesce(s."session"->'said'->>'kind', '') <> 'new'
UNION ALL
SELECT 'unsigned:' || d."id", d."id", d."election_id", d."level", d."code", d."created_at", 'delivery.unsigned',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."unsigned" IS NOT NULL;
