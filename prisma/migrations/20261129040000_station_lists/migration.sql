-- Lists of polling stations (110b) as committees handed them in, and the lists of candidates (230b) that the Kiesraad hands
-- out. Rows are only added: the newest version is in force, the older are its history.
CREATE TABLE "station_list" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created" TEXT,
    "count" INTEGER NOT NULL,
    "warnings" INTEGER NOT NULL,
    "checks" JSONB NOT NULL,
    "stations" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "station_list_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "station_list_version_key" ON "station_list" ("election_id", "level", "code", "version");
CREATE UNIQUE INDEX "station_list_bytes_key" ON "station_list" ("election_id", "level", "code", "sha256");
CREATE INDEX "station_list_sha256_idx" ON "station_list" ("sha256");

CREATE TABLE "candidate_file" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "contest" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "candidate_file_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "candidate_file_version_key" ON "candidate_file" ("election_id", "contest", "version");
CREATE INDEX "candidate_file_sha256_idx" ON "candidate_file" ("sha256");

-- What these need of the store: such bytes are never swept away.
CREATE VIEW "station_object" AS SELECT "sha256" FROM "station_list" UNION SELECT "sha256" FROM "candidate_file";
