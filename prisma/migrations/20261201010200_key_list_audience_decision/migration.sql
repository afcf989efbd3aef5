-- Key lists: who decided for whom the list of an election is, when and why. Rows are only added; in force stays key_list_audience.
CREATE TABLE "key_list_audience_decision" (
    "election_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "audience" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "by_person" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "key_list_audience_decision_pkey" PRIMARY KEY ("election_id", "number"),
    CONSTRAINT "key_list_audience_decision_audience" CHECK ("audience" IN ('bodies', 'everybody'))
);
