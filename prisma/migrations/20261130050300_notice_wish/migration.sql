-- Of what somebody wants mail, and in which hours not; without a row as usual.
CREATE TABLE "notice_wish" (
    "person_id" UUID NOT NULL,
    "wanted" TEXT[] NOT NULL,
    "unwanted" TEXT[] NOT NULL,
    "quiet_from" TEXT,
    "quiet_until" TEXT,

    CONSTRAINT "notice_wish_pkey" PRIMARY KEY ("person_id"),
    CONSTRAINT "notice_wish_quiet" CHECK (("quiet_from" IS NULL) = ("quiet_until" IS NULL))
);
