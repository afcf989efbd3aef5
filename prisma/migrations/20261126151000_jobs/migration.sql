-- An event that fails backs off, and ends among the dead; a previous release, which knows none of this, tries it as it did.
ALTER TABLE "outbox"
    ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN "last_error" TEXT,
    ADD COLUMN "dead_at" TIMESTAMPTZ(3),
    ADD COLUMN "swept" BOOLEAN NOT NULL DEFAULT false;

CREATE INDEX "outbox_due" ON "outbox" ("next_attempt_at") WHERE "done_at" IS NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_dead" ON "outbox" ("id") WHERE "dead_at" IS NOT NULL AND "done_at" IS NULL;
CREATE INDEX "outbox_done" ON "outbox" ("done_at") WHERE "done_at" IS NOT NULL;

CREATE TABLE "sweep" (
    "name" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_by" UUID,
    "leased_until" TIMESTAMPTZ(3),
    "last_ok" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "sweep_pkey" PRIMARY KEY ("name")
);
