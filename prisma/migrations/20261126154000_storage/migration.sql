-- The random text that stands both here and beside the objects: database and storage belong together.
CREATE TABLE "storage" (
    "id" INTEGER NOT NULL,
    "marker" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),

    CONSTRAINT "storage_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "storage_once" CHECK ("id" = 1)
);
INSERT INTO "storage" ("id", "marker") VALUES (1, gen_random_uuid()::text);
