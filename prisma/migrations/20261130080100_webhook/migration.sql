-- Where a body's own programs hear that there is a notice, and what that is signed with.
CREATE TABLE "webhook" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "election_id" TEXT,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "old_secret" TEXT,
    "old_until" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "webhook_old" CHECK (("old_secret" IS NULL) = ("old_until" IS NULL))
);
CREATE UNIQUE INDEX "webhook_body" ON "webhook" ("election_id", "level", "code") NULLS NOT DISTINCT;
CREATE INDEX "dispatch_webhook" ON "dispatch" ("addressee", "created_at") WHERE "channel" = 'webhook';
