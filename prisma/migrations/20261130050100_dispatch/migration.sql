-- What goes out of a notice: one row per addressee and channel, written in the transaction of the notice.
CREATE TABLE "dispatch" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cause" TEXT NOT NULL,
    "notice_id" UUID,
    "channel" TEXT NOT NULL,
    "addressee" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "worker" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "begun_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "said" TEXT,

    CONSTRAINT "dispatch_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "dispatch_notice_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice" ("id") ON DELETE CASCADE,
    CONSTRAINT "dispatch_whole" CHECK (
      "channel" IN ('mail', 'webhook') AND "state" IN ('waiting', 'sending', 'sent', 'dead', 'dropped')
      AND ("state" = 'sending') = ("worker" IS NOT NULL) AND ("worker" IS NULL) = ("lease_until" IS NULL)
      AND ("state" IN ('sent', 'dead', 'dropped')) = ("ended_at" IS NOT NULL))
);
-- Never twice, whatever the code does.
CREATE UNIQUE INDEX "dispatch_once" ON "dispatch" ("cause", "channel", "addressee");
CREATE INDEX "dispatch_open" ON "dispatch" ("channel", "due_at") WHERE "state" IN ('waiting', 'sending');
CREATE INDEX "dispatch_dead" ON "dispatch" ("ended_at") WHERE "state" = 'dead';
CREATE INDEX "dispatch_notice" ON "dispatch" ("notice_id");
