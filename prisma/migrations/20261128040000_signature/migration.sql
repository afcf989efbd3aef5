-- What the platform signs: asked for by a row, signed by whichever worker holds the key. What is signed stays as it is.
CREATE TABLE "signature" (
    "sha256" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "cms" BYTEA,
    "certificate" BYTEA,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "signature_pkey" PRIMARY KEY ("sha256"),
    CONSTRAINT "signature_whole" CHECK (("cms" IS NULL) = ("signed_at" IS NULL) AND ("cms" IS NULL) = ("certificate" IS NULL)),
    CONSTRAINT "signature_digest" CHECK ("sha256" = encode(sha256("content"), 'hex'))
);

CREATE INDEX "signature_waiting" ON "signature" ("asked_at") WHERE "signed_at" IS NULL;

CREATE FUNCTION "signature_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."signed_at" IS NOT NULL OR (OLD."sha256", OLD."purpose", OLD."content", OLD."asked_at")
      IS DISTINCT FROM (NEW."sha256", NEW."purpose", NEW."content", NEW."asked_at") THEN
    RAISE EXCEPTION 'a signature is given once and stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "signature_stays" BEFORE UPDATE ON "signature" FOR EACH ROW EXECUTE FUNCTION "signature_stays"();
