-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "election" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "subcategory" TEXT,
    "election_date" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "definition_sha256" TEXT NOT NULL,
    "source" BYTEA NOT NULL,
    "settings" JSONB NOT NULL,
    "routes" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "election_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committee" (
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "district" TEXT,

    CONSTRAINT "committee_pkey" PRIMARY KEY ("election_id","level","code")
);

-- CreateTable
CREATE TABLE "exemption" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_person" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "exemption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blocked_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hat" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "election_id" TEXT,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "granted_by" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "hat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "hat_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT NOT NULL,
    "agent" TEXT,
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "access_token" (
    "token_hash" TEXT NOT NULL,
    "hat_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "passkey" (
    "credential_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "challenge" (
    "id" UUID NOT NULL,
    "challenge" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "person_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committee_key" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "certificate" BYTEA NOT NULL,
    "certificate_sha256" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "registered_by" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" UUID,
    "reason" TEXT,

    CONSTRAINT "committee_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL,
    "direct" BOOLEAN NOT NULL DEFAULT false,
    "replaces_id" UUID,
    "message_type" TEXT,
    "about_level" TEXT,
    "about_code" TEXT,
    "fingerprint" TEXT,
    "verdict" JSONB,
    "judged_at" TIMESTAMPTZ(3),
    "paper" JSONB,
    "delivered_at" TIMESTAMPTZ(3),
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_file" (
    "submission_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT,
    "received_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_file_pkey" PRIMARY KEY ("submission_id","index")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_mark" (
    "delivery_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "person_id" UUID NOT NULL,

    CONSTRAINT "delivery_mark_pkey" PRIMARY KEY ("delivery_id","kind")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "election_id" TEXT,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "relayed_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT,
    "election_id" TEXT,
    "result" TEXT NOT NULL,
    "code" TEXT,
    "ip" TEXT,
    "agent" TEXT,
    "person_id" UUID,
    "person_name" TEXT,
    "hat" TEXT,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flood_count" (
    "origin" TEXT NOT NULL,
    "interval" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "flood_count_pkey" PRIMARY KEY ("origin","interval","action")
);

-- CreateIndex
CREATE INDEX "exemption_election_id_idx" ON "exemption"("election_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "hat_election_id_level_code_idx" ON "hat"("election_id", "level", "code");

-- CreateIndex
CREATE UNIQUE INDEX "hat_person_id_election_id_level_code_key" ON "hat"("person_id", "election_id", "level", "code");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "passkey_person_id_idx" ON "passkey"("person_id");

-- CreateIndex
CREATE INDEX "invitation_person_id_idx" ON "invitation"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "committee_key_key_id_key" ON "committee_key"("key_id");

-- CreateIndex
CREATE INDEX "committee_key_election_id_level_code_idx" ON "committee_key"("election_id", "level", "code");

-- CreateIndex
CREATE UNIQUE INDEX "submission_number_key" ON "submission"("number");

-- CreateIndex
CREATE INDEX "submission_election_id_level_code_idx" ON "submission"("election_id", "level", "code");

-- CreateIndex
CREATE INDEX "submission_fingerprint_idx" ON "submission"("fingerprint");

-- CreateIndex
CREATE INDEX "submission_state_created_at_idx" ON "submission"("state", "created_at");

-- CreateIndex
CREATE INDEX "delivery_election_id_level_code_idx" ON "delivery"("election_id", "level", "code");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_submission_id_level_code_key" ON "delivery"("submission_id", "level", "code");

-- CreateIndex
CREATE INDEX "notice_election_id_level_code_idx" ON "notice"("election_id", "level", "code");

-- CreateIndex
CREATE UNIQUE INDEX "notice_cause_level_code_key" ON "notice"("cause", "level", "code");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_action_at_idx" ON "audit_event"("action", "at");

-- CreateIndex
CREATE INDEX "audit_event_person_id_at_idx" ON "audit_event"("person_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_election_id_at_idx" ON "audit_event"("election_id", "at");

-- AddForeignKey
ALTER TABLE "committee" ADD CONSTRAINT "committee_election_id_fkey" FOREIGN KEY ("election_id") REFERENCES "election"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_election_id_fkey" FOREIGN KEY ("election_id") REFERENCES "election"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hat" ADD CONSTRAINT "hat_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_hat_id_fkey" FOREIGN KEY ("hat_id") REFERENCES "hat"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_file" ADD CONSTRAINT "submission_file_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_mark" ADD CONSTRAINT "delivery_mark_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- CreateTable
CREATE TABLE "purpose" (
    "id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,

    CONSTRAINT "purpose_pkey" PRIMARY KEY ("id")
);

-- Rules that the schema language cannot say.

ALTER TABLE "purpose" ADD CONSTRAINT "purpose_once" CHECK ("id" = 1 AND "mode" IN ('rehearsal', 'real'));

ALTER TABLE "submission" ADD CONSTRAINT "submission_state" CHECK ("state" IN ('open', 'judged', 'delivered', 'superseded', 'refused', 'abandoned'));
ALTER TABLE "submission" ADD CONSTRAINT "submission_delivered" CHECK ("state" NOT IN ('delivered', 'superseded') OR ("delivered_at" IS NOT NULL AND "message_type" IS NOT NULL AND "about_code" IS NOT NULL AND "verdict" IS NOT NULL));
ALTER TABLE "committee_key" ADD CONSTRAINT "committee_key_state" CHECK ("state" IN ('registered', 'approved', 'rejected', 'revoked'));
ALTER TABLE "hat" ADD CONSTRAINT "hat_role" CHECK ("role" IN ('member', 'manager', 'operator'));
ALTER TABLE "delivery_mark" ADD CONSTRAINT "delivery_mark_kind" CHECK ("kind" IN ('downloaded', 'acknowledged', 'equalToPaper'));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_result" CHECK ("result" IN ('done', 'refused'));

-- One current delivery per committee, kind of file and committee named in it: of two at once the second must name the first.
CREATE UNIQUE INDEX "submission_current" ON "submission" ("election_id", "level", "code", "message_type", "about_level", "about_code") WHERE "state" = 'delivered';
-- A delivery is replaced at most once: versions are a chain.
CREATE UNIQUE INDEX "submission_replaced_once" ON "submission" ("replaces_id") WHERE "state" IN ('delivered', 'superseded') AND "replaces_id" IS NOT NULL;
-- A person has one hat per body; a null election does not escape that.
CREATE UNIQUE INDEX "hat_without_election" ON "hat" ("person_id", "level", "code") WHERE "election_id" IS NULL;
CREATE INDEX "outbox_waiting" ON "outbox" ("id") WHERE "relayed_at" IS NULL;
CREATE INDEX "outbox_undone" ON "outbox" ("id") WHERE "done_at" IS NULL;
