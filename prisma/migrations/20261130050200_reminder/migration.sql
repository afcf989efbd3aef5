-- That an organisation was reminded on a day, of all that was open: once, whoever plans it and whatever the clock says.
CREATE TABLE "reminder" (
    "organisation" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "duties" JSONB NOT NULL,
    "reached" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("organisation", "day"),
    CONSTRAINT "reminder_whole" CHECK ("reached" IN ('contacts', 'deputies', 'nobody'))
);
CREATE INDEX "reminder_day" ON "reminder" ("day");

-- What the Kiesraad adds to the reminders of a voting day.
CREATE TABLE "reminder_text" (
    "voting_day" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by_person" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_text_pkey" PRIMARY KEY ("voting_day")
);
