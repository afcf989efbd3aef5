-- Every time a body asked a committee to deliver at once (Kieswet O 2, P 1c).
CREATE TABLE "delivery_request" (
    "id" UUID NOT NULL,
    "election_id" TEXT NOT NULL,
    "from_level" TEXT NOT NULL,
    "from_code" TEXT NOT NULL,
    "to_level" TEXT NOT NULL,
    "to_code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "delivery_request_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "delivery_request_election_id_from_level_from_code_idx" ON "delivery_request"("election_id", "from_level", "from_code");
