-- What the forms that anybody may send are signed with: one row, that never changes. All processes read it.
CREATE TABLE "form_seed" (
    "id" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,

    CONSTRAINT "form_seed_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "form_seed_one_row" CHECK ("id" = 1)
);
INSERT INTO "form_seed" ("id", "seed") VALUES (1, gen_random_uuid()::text || gen_random_uuid()::text);
