-- Keys of which the private half was handed in: never again anybody's. Only the SHA-256 of the public half is kept.
CREATE TABLE "burnt_key" (
    "key_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "burnt_key_pkey" PRIMARY KEY ("key_id")
);

-- In the order in which they came, so that a process reads each modulus once.
ALTER TABLE "committee_key" ADD COLUMN "serial" BIGSERIAL NOT NULL;
CREATE UNIQUE INDEX "committee_key_serial_key" ON "committee_key"("serial");
