-- Who of the Kiesraad can be called when.
CREATE TABLE "duty_shift" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "starts" TIMESTAMPTZ(3) NOT NULL,
    "ends" TIMESTAMPTZ(3) NOT NULL,
    "entered_by" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_by" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "duty_shift_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "duty_shift_forward" CHECK ("starts" < "ends"),
    CONSTRAINT "duty_shift_removed" CHECK (("removed_by" IS NULL) = ("removed_at" IS NULL))
);
CREATE INDEX "duty_shift_standing" ON "duty_shift" ("ends") WHERE "removed_at" IS NULL;
