-- oldest: 20261121000105_delivery_request
-- What the database is at, and the oldest release that may still run on it: both the names of migrations.
CREATE TABLE "release" (
    "id" INTEGER NOT NULL,
    "newest" TEXT NOT NULL,
    "oldest" TEXT NOT NULL,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "release_once" CHECK ("id" = 1)
);
