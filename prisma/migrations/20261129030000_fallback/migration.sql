-- A committee without a key asks to hand in one file unsigned; the Kiesraad allows that one delivery, or does not.
CREATE TABLE "fallback_request" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message_type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "article" TEXT,
    "until" TIMESTAMPTZ(3),
    "answer" TEXT,
    "ended_by" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "fallback_request_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "fallback_request_whole" CHECK (
      "state" IN ('asked', 'allowed', 'refused', 'withdrawn', 'expired', 'used')
      AND ("state" = 'asked') = ("decided_at" IS NULL) AND ("decided_at" IS NULL) = ("decided_by" IS NULL)
      AND ("state" IN ('asked', 'refused')) = ("article" IS NULL) AND ("article" IS NULL) = ("until" IS NULL)
      AND ("state" NOT IN ('refused', 'withdrawn') OR "answer" IS NOT NULL)
      AND ("state" IN ('withdrawn', 'used')) = ("ended_at" IS NOT NULL) AND ("ended_at" IS NULL) = ("ended_by" IS NULL))
);
CREATE INDEX "fallback_request_segment" ON "fallback_request" ("election_id", "level", "code");
-- At most one that waits or may be used.
CREATE UNIQUE INDEX "fallback_request_standing" ON "fallback_request" ("election_id", "level", "code", "message_type")
  WHERE "state" IN ('asked', 'allowed');

-- By which allowance a file is unsigned; beside the verdict, which the release before this writes anew. It delivers no such
-- file: only this one writes the allowance that was used, once.
ALTER TABLE "submission" ADD COLUMN "unsigned" JSONB, ADD COLUMN "allowance_id" UUID,
  ADD CONSTRAINT "submission_allowed" CHECK ("unsigned" IS NULL OR "allowance_id" IS NOT NULL
    OR "state" NOT IN ('delivered', 'superseded'));
CREATE UNIQUE INDEX "submission_allowance_key" ON "submission" ("allowance_id");

CREATE OR REPLACE VIEW "delivered_submission" AS
SELECT s."id", s."number", s."created_at", s."election_id", s."level", s."code", s."state", s."replaces_id",
  s."message_type", s."about_level", s."about_code", s."fingerprint", s."verdict", s."paper", s."delivered_at",
  s."superseded_at",
  (SELECT json_agg(json_build_object('index', f."index", 'name', f."name", 'size', f."size", 'sha256', f."sha256")
     ORDER BY f."index")
   FROM "submission_file" f WHERE f."submission_id" = s."id") AS "files",
  s."session", s."figures", s."unsigned"
FROM "submission" s WHERE s."state" IN ('delivered', 'superseded');

-- Whoever acknowledges what is unsigned has found it equal to the paper first; also in the release before this.
CREATE FUNCTION "unsigned_is_compared_first"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
      WHERE d."id" = NEW."delivery_id" AND s."unsigned" IS NOT NULL)
    AND NOT EXISTS (SELECT FROM "delivery_mark" m WHERE m."delivery_id" = NEW."delivery_id" AND m."kind" = 'equalToPaper')
  THEN RAISE EXCEPTION 'an unsigned delivery is compared with paper before it is acknowledged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "unsigned_is_compared_first" BEFORE INSERT ON "delivery_mark" FOR EACH ROW
  WHEN (NEW."kind" = 'acknowledged') EXECUTE FUNCTION "unsigned_is_compared_first"();

-- What a body must hear of, with what came in unsigned.
CREATE OR REPLACE VIEW "body_news" AS
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
WHERE s."session"->>'figures' IN ('changed', 'changedBefore') AND coalesce(s."session"->'said'->>'kind', '') <> 'new'
UNION ALL
SELECT 'unsigned:' || d."id", d."id", d."election_id", d."level", d."code", d."created_at", 'delivery.unsigned',
  s."message_type", s."about_level", s."about_code", s."number", s."created_at", NULL, NULL
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
WHERE s."unsigned" IS NOT NULL;
