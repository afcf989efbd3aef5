-- Bodies: mergers as they were recorded, each by itself, so that one can be taken back. Rows stay.
CREATE TABLE "organisation_merger" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "predecessors" TEXT[] NOT NULL,
    "successor" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_new" BOOLEAN NOT NULL,
    "day" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" UUID,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by" UUID,
    "taken_back_reason" TEXT,

    CONSTRAINT "organisation_merger_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "organisation_merger_successor_fkey" FOREIGN KEY ("successor") REFERENCES "organisation"("code") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "organisation_merger_predecessors" CHECK (cardinality("predecessors") > 0),
    CONSTRAINT "organisation_merger_taken_back" CHECK (num_nulls("taken_back_at", "taken_back_by", "taken_back_reason") IN (0, 3))
);

-- Those of before, as the log tells them: the first into one that begins on its day made that one.
INSERT INTO "organisation_merger" ("predecessors", "successor", "name", "is_new", "day", "at", "by_person")
SELECT ARRAY(SELECT jsonb_array_elements_text(e."details"->'predecessors')), o."code", o."name",
    coalesce(o."since" = e."details"->>'mergedOn', false) AND NOT EXISTS (
        SELECT 1 FROM "audit_event" x
        WHERE x."action" = e."action" AND x."result" = 'done' AND x."object_id" = e."object_id" AND x."id" < e."id"),
    e."details"->>'mergedOn', e."at", e."person_id"
FROM "audit_event" e JOIN "organisation" o ON o."code" = e."object_id"
WHERE e."action" = 'organisation.merged' AND e."result" = 'done';

-- What a merger would have made that was taken back stays as a row, and ends on the day that it begins: it never was.
ALTER TABLE "organisation" DROP CONSTRAINT "organisation_forward";
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_forward" CHECK ("since" <= "until");
CREATE OR REPLACE VIEW "executive" AS
SELECT "code", upper(left("executive", 1)) || substr("executive", 2) AS "name" FROM "organisation"
WHERE ("since" = "until") IS NOT TRUE;
