-- The proces-verbaal of a file that is public, in a version for everybody: a PDF without signatures. Rows are only added.
CREATE TABLE "public_paper" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "pages" INTEGER,
    "images" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "public_paper_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "public_paper_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id")
);
CREATE UNIQUE INDEX "public_paper_publication_id_version_key" ON "public_paper"("publication_id", "version");
CREATE INDEX "public_paper_sha256_idx" ON "public_paper"("sha256");

-- That it was taken back: its row stays, its bytes go.
CREATE TABLE "paper_withdrawal" (
    "paper_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "paper_withdrawal_pkey" PRIMARY KEY ("paper_id"),
    CONSTRAINT "paper_withdrawal_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "public_paper"("id")
);

CREATE OR REPLACE VIEW "publication_object" AS
SELECT "fingerprint" AS "sha256", "submission_id", "election_id" FROM "publication" WHERE "address" IS NULL
UNION ALL
SELECT p."sha256", f."submission_id", f."election_id"
FROM "public_paper" p JOIN "publication" f ON f."id" = p."publication_id"
WHERE NOT EXISTS (SELECT 1 FROM "paper_withdrawal" w WHERE w."paper_id" = p."id");
