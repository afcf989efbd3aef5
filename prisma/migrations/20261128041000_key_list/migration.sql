-- Every list of an election's usable keys that was ever given out: its bytes and signature stand in signature.
CREATE TABLE "key_list" (
    "election_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "keys_sha256" TEXT NOT NULL,
    "keys" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_list_pkey" PRIMARY KEY ("election_id", "version")
);

-- For whom an election's list is, where the Kiesraad decided so; without a row: for its own bodies.
CREATE TABLE "key_list_audience" (
    "election_id" TEXT NOT NULL,
    "audience" TEXT NOT NULL,

    CONSTRAINT "key_list_audience_pkey" PRIMARY KEY ("election_id"),
    CONSTRAINT "key_list_audience_known" CHECK ("audience" IN ('bodies', 'everybody'))
);
