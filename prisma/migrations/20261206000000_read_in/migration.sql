-- A HSB or CSB says that its own software read a count in, showing which fingerprint, or that it was typed in twice (O 5a, P 20a): marks.
ALTER TABLE "delivery_mark" DROP CONSTRAINT "delivery_mark_kind",
    ADD CONSTRAINT "delivery_mark_kind" CHECK ("kind" IN ('downloaded', 'acknowledged', 'equalToPaper', 'differsFromPaper',
      'readIn', 'typedTwice', 'readDiffers'));

-- In columns at the end: the release before reads on.
CREATE OR REPLACE VIEW "delivery_state" AS
SELECT d."id", d."submission_id", d."election_id", d."level", d."code", d."law", d."created_at",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'downloaded') AS "downloaded",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'acknowledged') AS "acknowledged",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'equalToPaper') AS "equal_to_paper",
  d."paper_draw", d."paper_slips",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'differsFromPaper'
     AND NOT EXISTS (SELECT FROM "delivery_mark" e
       WHERE e."delivery_id" = d."id" AND e."kind" = 'equalToPaper')) AS "differs_from_paper",
  a."number" AS "assessments", a."outcome", a."reason" AS "outcome_reason", a."at" AS "assessed_at",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'readIn') AS "read_in",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'typedTwice') AS "typed_twice",
  (SELECT m."at" FROM "delivery_mark" m WHERE m."delivery_id" = d."id" AND m."kind" = 'readDiffers'
     AND NOT EXISTS (SELECT FROM "delivery_mark" e
       WHERE e."delivery_id" = d."id" AND e."kind" IN ('readIn', 'typedTwice'))) AS "read_differs"
FROM "delivery" d LEFT JOIN LATERAL (
  SELECT * FROM "delivery_assessment" a WHERE a."delivery_id" = d."id" ORDER BY a."number" DESC LIMIT 1) a ON true;
