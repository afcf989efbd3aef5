-- How often a network did something in a stretch of time. Unlogged: after a crash of the database counting starts anew.
CREATE UNLOGGED TABLE "tally" (
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "network" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("kind", "since", "network")
);

-- In the place of flood_count, which a previous release still writes and empties itself.
CREATE TABLE "attempt_count" (
    "since" TIMESTAMPTZ(3) NOT NULL,
    "origin" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "attempt_count_pkey" PRIMARY KEY ("since", "origin", "action", "route", "code")
);

WITH counted AS (DELETE FROM "flood_count" RETURNING *)
INSERT INTO "attempt_count" SELECT "interval", "origin", "action", '', '', "count" FROM counted;
