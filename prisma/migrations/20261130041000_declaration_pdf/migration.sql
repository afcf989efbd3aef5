-- How a declaration that came as a PDF was judged, and all that was sent; the declaration itself names what was signed.
CREATE TABLE "declaration_pdf" (
    "declaration_id" UUID NOT NULL,
    "verdict" JSONB NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "signature_sha256" TEXT,
    "signature_size" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "declaration_pdf_pkey" PRIMARY KEY ("declaration_id"),
    CONSTRAINT "declaration_pdf_whole" CHECK (("signature_sha256" IS NULL) = ("signature_size" IS NULL))
);
CREATE INDEX "declaration_pdf_sha256_idx" ON "declaration_pdf" ("sha256");
CREATE INDEX "declaration_pdf_signature_sha256_idx" ON "declaration_pdf" ("signature_sha256");

CREATE OR REPLACE VIEW "declaration_object" AS SELECT "sha256" FROM "declaration"
  UNION SELECT "sha256" FROM "declaration_mandate"
  UNION SELECT "sha256" FROM "declaration_second" WHERE "sha256" IS NOT NULL
  UNION SELECT "sha256" FROM "declaration_pdf"
  UNION SELECT "signature_sha256" FROM "declaration_pdf" WHERE "signature_sha256" IS NOT NULL;
