-- Fingerprints of counts that will never be counts: what was made to try something. One per fingerprint, whatever barred it first.
CREATE TABLE "barred_fingerprint" (
    "fingerprint" TEXT NOT NULL,
    "election_id" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "barred_fingerprint_pkey" PRIMARY KEY ("fingerprint")
);

-- A test count that a key signed, as it was judged: never a submission. One per key.
CREATE TABLE "key_proof" (
    "key_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "files" TEXT[],
    "verdict" JSONB NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_proof_pkey" PRIMARY KEY ("key_id")
);
CREATE UNIQUE INDEX "key_proof_fingerprint_key" ON "key_proof"("fingerprint");

ALTER TABLE "key_proof" ADD CONSTRAINT "key_proof_key_fkey"
    FOREIGN KEY ("key_id") REFERENCES "committee_key"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "key_proof" ADD CONSTRAINT "key_proof_barred_fkey"
    FOREIGN KEY ("fingerprint") REFERENCES "barred_fingerprint"("fingerprint") ON DELETE NO ACTION ON UPDATE NO ACTION;
