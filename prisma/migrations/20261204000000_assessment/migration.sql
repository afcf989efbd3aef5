-- Routing: a HSB or CSB records of a delivery whether it is as required (O 2, P 1c). Rows are only added: a later one stands beside the earlier.
CREATE TABLE "delivery_assessment" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "delivery_assessment_pkey" PRIMARY KEY ("delivery_id", "number"),
    CONSTRAINT "delivery_assessment_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id"),
    CONSTRAINT "delivery_assessment_outcome" CHECK (
      ("outcome" = 'asRequired' AND "reason" IS NULL) OR ("outcome" = 'notAsRequired' AND "reason" IS NOT NULL))
);

-- The last one, in columns at the end: the release before reads on.
CREATE OR REPLACE VIEW "delivery_state" AS
SELECT d."id", d."submission_id", d."election_id", d."level", d."code", d."law", d."created_at",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'downloaded') AS "downloaded",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'acknowledged') AS "acknowledged",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'equalToPaper') AS "equal_to_paper",
  d."paper_draw", d."paper_slips",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'differsFromPaper'
     AND NOT EXISTS (SELECT FROM "delivery_mark" e
       WHERE e."delivery_id" = d."id" AND e."kind" = 'equalToPaper')) AS "differs_from_paper",
  a."number" AS "assessments", a."outcome", a."reason" AS "outcome_reason", a."at" AS "assessed_at"
FROM "delivery" d LEFT JOIN LATERAL (
  SELECT * FROM "delivery_assessment" a WHERE a."delivery_id" = d."id" ORDER BY a."number" DESC LIMIT 1) a ON true;

-- What is asked again may have a reason and a term, and the delivery that was not as required.
ALTER TABLE "delivery_request" ADD COLUMN "reason" TEXT, ADD COLUMN "due_at" TIMESTAMPTZ(3), ADD COLUMN "delivery_id" UUID,
  ADD CONSTRAINT "delivery_request_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id");
CREATE INDEX "delivery_request_election_id_to_level_to_code_idx" ON "delivery_request"("election_id", "to_level", "to_code");

-- Why who was asked delivers nothing else: once.
CREATE TABLE "request_answer" (
    "request_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "request_answer_pkey" PRIMARY KEY ("request_id"),
    CONSTRAINT "request_answer_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "delivery_request"("id")
);

-- Each request with what came of it: when a newer version of that file came, and when who asked assessed one of those. "is_last": nothing was asked by the same of the same since.
CREATE VIEW "file_request" AS
SELECT r."id", r."election_id", r."from_level", r."from_code", r."to_level", r."to_code", r."message", r."at", r."reason", r."due_at",
  w."text" AS "answer", w."at" AS "answered_at", s."delivered_at", s."assessed_at",
  NOT EXISTS (SELECT FROM "delivery_request" n
    WHERE n."election_id" = r."election_id" AND n."from_level" = r."from_level" AND n."from_code" = r."from_code"
      AND n."to_level" = r."to_level" AND n."to_code" = r."to_code" AND n."message" = r."message"
      AND (n."at", n."id") > (r."at", r."id")) AS "is_last"
FROM "delivery_request" r LEFT JOIN "request_answer" w ON w."request_id" = r."id"
  CROSS JOIN LATERAL (
    SELECT min(s."delivered_at") AS "delivered_at", min(a."at") AS "assessed_at"
    FROM "delivered_submission" s
      LEFT JOIN "delivery" d ON d."submission_id" = s."id" AND d."level" = r."from_level" AND d."code" = r."from_code"
      LEFT JOIN "delivery_assessment" a ON a."delivery_id" = d."id"
    WHERE s."election_id" = r."election_id" AND s."level" = r."to_level" AND s."code" = r."to_code"
      AND (s."message_type" = r."message" OR (r."message" = '510b' AND s."message_type" = 'P2a'))
      AND s."delivered_at" > r."at") s;

-- By when it is wanted, in a column at the end: the release before reads on.
CREATE OR REPLACE VIEW "body_news" AS
SELECT 'delivery:' || d."id" AS "cause", d."id", d."election_id", d."level", d."code", d."created_at" AS "at",
  CASE WHEN s."replaces_id" IS NULL THEN 'delivery.created' ELSE 'submission.superseded' END AS "kind",
  s."message_type", s."about_level" AS "other_level", s."about_code" AS "other_code", s."number",
  s."created_at" AS "opened_at", NULL::text AS "by_level", NULL::text AS "by_code", s."election_id" AS "of_election", NULL::timestamptz AS "due_at"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
UNION ALL
SELECT 'request:' || r."id", r."id", r."election_id", r."to_level", r."to_code", r."at", 'delivery.requested',
  r."message", r."from_level", r."from_code", NULL, NULL, NULL, NULL, r."election_id", r."due_at"
FROM "delivery_request" r
UNION ALL
SELECT 'paper:' || d."id" || ':' || (s."paper"->>'later'), d."id", d."election_id", d."level", d."code",
  d."created_at", CASE WHEN s."paper"->>'later' = 'equal' THEN 'paper.equal' ELSE 'paper.differs' END,
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id", NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."paper"->>'later' IS NOT NULL
UNION ALL
SELECT 'paper:' || s."id" || ':differs', s."id", NULL, 'OPERATOR', 'OPERATOR', s."delivered_at", 'submission.differs',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id", NULL
FROM "delivered_submission" s WHERE s."paper"->>'later' = 'differs'
UNION ALL
SELECT 'paper:' || d."id" || ':recipient', d."id", t."election_id", t."level", t."code", m."at", t."kind",
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", d."level", d."code", s."election_id", NULL
FROM "delivery_mark" m JOIN "delivery" d ON d."id" = m."delivery_id"
  JOIN "delivered_submission" s ON s."id" = d."submission_id"
  CROSS JOIN LATERAL (VALUES (s."election_id", s."level", s."code", 'paper.differs'),
    (NULL, 'OPERATOR', 'OPERATOR', 'submission.differs')) AS t ("election_id", "level", "code", "kind")
WHERE m."kind" = 'differsFromPaper'
UNION ALL
SELECT 'paper:' || d."id" || ':recipient:equal', d."id", s."election_id", s."level", s."code", e."at", 'paper.equal',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", d."level", d."code", s."election_id", NULL
FROM "delivery_mark" m JOIN "delivery_mark" e ON e."delivery_id" = m."delivery_id" AND e."kind" = 'equalToPaper'
  JOIN "delivery" d ON d."id" = m."delivery_id" JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE m."kind" = 'differsFromPaper'
UNION ALL
SELECT 'figures:' || d."id", d."id", d."election_id", d."level", d."code", d."created_at", 'figures.changed',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id", NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."session"->>'figures' IN ('changed', 'changedBefore') AND coalesce(s."session"->'said'->>'kind', '') <> 'new'
UNION ALL
SELECT 'unsigned:' || d."id", d."id", d."election_id", d."level", d."code", d."created_at", 'delivery.unsigned',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL, s."election_id", NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."unsigned" IS NOT NULL;
