-- Bodies: what stands above elections. A row is never renamed: what a merger makes has a code of its own.
CREATE TABLE "organisation" (
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "executive" TEXT NOT NULL,
    "province" TEXT,
    "website" TEXT,
    "arrangement" TEXT,
    "since" TEXT,
    "until" TEXT,
    "successor" TEXT,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("code"),
    CONSTRAINT "organisation_successor_fkey" FOREIGN KEY ("successor") REFERENCES "organisation"("code") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "organisation_kind" CHECK ("kind" IN ('municipality', 'waterAuthority', 'publicEntity', 'electoralCouncil', 'minister')),
    CONSTRAINT "organisation_code" CHECK ("code" ~ '^([0-9]{4}|W[1-9][0-9]{0,2}|KR|BZK)$'),
    CONSTRAINT "organisation_since" CHECK ("since" ~ '^\d{4}-\d{2}-\d{2}$'),
    CONSTRAINT "organisation_until" CHECK ("until" ~ '^\d{4}-\d{2}-\d{2}$'),
    CONSTRAINT "organisation_forward" CHECK ("since" < "until"),
    CONSTRAINT "organisation_succeeded" CHECK ("successor" IS NULL OR "until" IS NOT NULL)
);

-- Bodies: what the executive of an organisation is called, as a name.
CREATE VIEW "executive" AS
SELECT "code", upper(left("executive", 1)) || substr("executive", 2) AS "name" FROM "organisation";

-- Who is reached about the aansluit- and gebruiksvoorschriften. Rows are taken off, never away.
CREATE TABLE "contact_person" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organisation" TEXT NOT NULL,
    "kinds" TEXT[] NOT NULL,
    "deputy" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" UUID,

    CONSTRAINT "contact_person_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "contact_person_organisation_fkey" FOREIGN KEY ("organisation") REFERENCES "organisation"("code") ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT "contact_person_kinds" CHECK (cardinality("kinds") > 0 AND "kinds" <@ ARRAY['connection', 'usage'])
);
CREATE INDEX "contact_person_standing" ON "contact_person" ("organisation") WHERE "removed_at" IS NULL;

-- An organisation said, for a voting day, that its contact persons are right.
CREATE TABLE "contact_confirmation" (
    "organisation" TEXT NOT NULL,
    "voting_day" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "contact_confirmation_pkey" PRIMARY KEY ("organisation", "voting_day"),
    CONSTRAINT "contact_confirmation_organisation_fkey" FOREIGN KEY ("organisation") REFERENCES "organisation"("code") ON DELETE NO ACTION ON UPDATE NO ACTION
);
