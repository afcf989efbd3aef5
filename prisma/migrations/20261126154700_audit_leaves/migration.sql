-- What stands in the log already is version 0. From here on an event is fixed when it is appended: `leaf` holds its
-- canonical bytes, and what says something of a person stands apart, where it can be erased.
ALTER TABLE "audit_event"
    ADD COLUMN "version" SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN "leaf" BYTEA,
    ADD COLUMN "names" TEXT[],
    ADD CONSTRAINT "audit_event_leaf" CHECK (("version" = 0) = ("leaf" IS NULL));

CREATE TABLE "audit_personal" (
    "event_id" BIGINT NOT NULL,
    "salt" BYTEA NOT NULL,
    "clear" TEXT NOT NULL,
    "name" TEXT GENERATED ALWAYS AS ("clear"::jsonb->>'name') STORED,
    "ip" TEXT GENERATED ALWAYS AS ("clear"::jsonb->>'ip') STORED,

    CONSTRAINT "audit_personal_pkey" PRIMARY KEY ("event_id"),
    CONSTRAINT "audit_personal_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- What a known person asked for again and again in one interval, until it is logged as one event with its count.
CREATE TABLE "repeat_count" (
    "interval" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "who" JSONB NOT NULL,

    CONSTRAINT "repeat_count_pkey" PRIMARY KEY ("interval", "actor", "action", "what", "code")
);

-- The log is read newest first, a page at a time: each column that is searched comes with the number.
DROP INDEX "audit_event_action_at_idx";
DROP INDEX "audit_event_election_id_at_idx";
CREATE INDEX "audit_event_action_id_idx" ON "audit_event"("action", "id");
CREATE INDEX "audit_event_election_id_id_idx" ON "audit_event"("election_id", "id") WHERE "election_id" IS NOT NULL;
CREATE INDEX "audit_event_code_id_idx" ON "audit_event"("code", "id") WHERE "code" IS NOT NULL;
CREATE INDEX "audit_event_hat_idx" ON "audit_event"("hat" text_pattern_ops, "id") WHERE "hat" IS NOT NULL;
CREATE INDEX "audit_event_object_id_idx" ON "audit_event"("object_id" text_pattern_ops, "id") WHERE "object_id" IS NOT NULL;
CREATE INDEX "audit_event_names_idx" ON "audit_event" USING GIN ("names");
CREATE INDEX "audit_event_number_0_idx" ON "audit_event"(("details"->>'nummer')) WHERE "version" = 0;
CREATE INDEX "audit_event_person_name_idx" ON "audit_event"(lower("person_name") text_pattern_ops) WHERE "person_name" IS NOT NULL;
CREATE INDEX "audit_event_ip_idx" ON "audit_event"("ip" text_pattern_ops) WHERE "ip" IS NOT NULL;
CREATE INDEX "audit_personal_name_idx" ON "audit_personal"(lower("name") text_pattern_ops);
CREATE INDEX "audit_personal_ip_idx" ON "audit_personal"("ip" text_pattern_ops);
