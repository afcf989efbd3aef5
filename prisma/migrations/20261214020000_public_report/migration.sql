-- What anybody reports without an account: what was said, and what became of it. Rows are only added.
CREATE SEQUENCE "public_report_number_seq" AS INTEGER;

CREATE TABLE "public_report" (
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "election_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "form_digest" TEXT NOT NULL,
    "secret_digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "public_report_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "public_report_number_key" ON "public_report"("number");
CREATE UNIQUE INDEX "public_report_form_digest_key" ON "public_report"("form_digest");
CREATE INDEX "public_report_election_id_kind_at_idx" ON "public_report"("election_id", "kind", "at");

-- The public file that it is about.
CREATE TABLE "reported_file" (
    "report_id" UUID NOT NULL,
    "about_level" TEXT NOT NULL,
    "about_code" TEXT NOT NULL,
    "message_type" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "place" TEXT,

    CONSTRAINT "reported_file_pkey" PRIMARY KEY ("report_id"),
    CONSTRAINT "reported_file_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id")
);

CREATE TABLE "report_step" (
    "report_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "report_step_pkey" PRIMARY KEY ("report_id", "step"),
    CONSTRAINT "report_step_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id"),
    CONSTRAINT "report_step_known" CHECK ("step" IN ('lookedAt', 'answered', 'notFounded')),
    CONSTRAINT "report_step_text" CHECK (("step" = 'lookedAt') = ("text" IS NULL))
);

-- Who reported it, where they said so: apart, and gone when its time is over.
CREATE TABLE "report_contact" (
    "report_id" UUID NOT NULL,
    "name" TEXT,
    "email" TEXT,
    "erase_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_contact_pkey" PRIMARY KEY ("report_id"),
    CONSTRAINT "report_contact_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "public_report"("id")
);
CREATE INDEX "report_contact_erase_at_idx" ON "report_contact"("erase_at");
