-- Which bytes of a delivery went out to one person over several requests: fetched is what went out whole.
CREATE TABLE "delivery_progress" (
    "delivery_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "covered" int8multirange NOT NULL,

    CONSTRAINT "delivery_progress_pkey" PRIMARY KEY ("delivery_id", "person_id", "sha256")
);
