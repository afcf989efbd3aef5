-- Test counts that were delivered to the test lane of a real election: never a submission. What was judged, not its bytes.
CREATE TABLE "trial_delivery" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message_type" TEXT NOT NULL,
    "about_level" TEXT NOT NULL,
    "about_code" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "files" TEXT[],
    "verdict" JSONB NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trial_delivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "trial_delivery_owner_fingerprint_key" ON "trial_delivery"("election_id", "level", "code", "fingerprint");

-- What a committee said of its own data in a real election, point by point. The newest counts.
CREATE TABLE "setup_check" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "points" JSONB NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_check_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "setup_check_version_key" ON "setup_check"("election_id", "level", "code", "version");
