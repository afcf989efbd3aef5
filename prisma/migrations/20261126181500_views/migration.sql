-- What a room shows of its tables to others: columns that stay when the tables change. Only their owner changes a view.

-- Elections: what a body is called, and its election.
CREATE VIEW "body" AS
SELECT c."election_id", c."level", c."code", c."name", e."name" AS "election_name", e."election_date"
FROM "committee" c JOIN "election" e ON e."id" = c."election_id";

-- Upload: what was delivered, also when it was replaced since.
CREATE VIEW "delivered_submission" AS
SELECT s."id", s."number", s."created_at", s."election_id", s."level", s."code", s."state", s."replaces_id",
  s."message_type", s."about_level", s."about_code", s."fingerprint", s."verdict", s."paper", s."delivered_at",
  s."superseded_at",
  (SELECT json_agg(json_build_object('index', f."index", 'name', f."name", 'size', f."size", 'sha256', f."sha256")
     ORDER BY f."index")
   FROM "submission_file" f WHERE f."submission_id" = s."id") AS "files"
FROM "submission" s WHERE s."state" IN ('delivered', 'superseded');

-- Routing: deliveries, and when their recipient did what with them.
CREATE VIEW "delivery_state" AS
SELECT d."id", d."submission_id", d."election_id", d."level", d."code", d."law", d."created_at",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'downloaded') AS "downloaded",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'acknowledged') AS "acknowledged",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'equalToPaper') AS "equal_to_paper"
FROM "delivery" d;

-- Routing: what a body must hear of, once per cause. A delivery is about somebody, a request comes from somebody.
CREATE VIEW "routing_news" AS
SELECT 'delivery:' || d."id" AS "cause", d."id", d."election_id", d."level", d."code", d."created_at" AS "at",
  CASE WHEN s."replaces_id" IS NULL THEN 'delivery.created' ELSE 'submission.superseded' END AS "kind",
  s."message_type", s."about_level" AS "other_level", s."about_code" AS "other_code", s."number",
  s."created_at" AS "opened_at"
FROM "delivery" d JOIN "delivered_submission" s ON s."id" = d."submission_id"
UNION ALL
SELECT 'request:' || r."id", r."id", r."election_id", r."to_level", r."to_code", r."at", 'delivery.requested',
  r."message", r."from_level", r."from_code", NULL, NULL
FROM "delivery_request" r;
