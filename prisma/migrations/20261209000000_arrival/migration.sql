-- Everything that a body receives gets a number, from 1 and without gaps: by it a program asks for what came since. Given by
-- the database, one at a time per body until the end of the transaction, so that no lower number can appear after a higher
-- one was read, whatever release or machine brings it.
ALTER TABLE "delivery" ADD COLUMN "arrival" INTEGER;
UPDATE "delivery" d SET "arrival" = n.arrival FROM (
  SELECT "id", row_number() OVER (PARTITION BY "election_id", "level", "code" ORDER BY "created_at", "id") AS arrival
  FROM "delivery") n WHERE n."id" = d."id";
ALTER TABLE "delivery" ALTER COLUMN "arrival" SET NOT NULL;
CREATE UNIQUE INDEX "delivery_election_id_level_code_arrival_key" ON "delivery" ("election_id", "level", "code", "arrival");
DROP INDEX "delivery_election_id_level_code_idx";

CREATE FUNCTION "number_arrival"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('arrival:' || NEW."election_id" || ':' || NEW."level" || ':' || NEW."code", 0));
  SELECT coalesce(max("arrival"), 0) + 1 INTO NEW."arrival" FROM "delivery"
  WHERE "election_id" = NEW."election_id" AND "level" = NEW."level" AND "code" = NEW."code";
  RETURN NEW;
END $$;
CREATE TRIGGER "number_arrival" BEFORE INSERT ON "delivery" FOR EACH ROW EXECUTE FUNCTION "number_arrival"();
