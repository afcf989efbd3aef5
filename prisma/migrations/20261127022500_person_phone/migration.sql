-- The number at which somebody can be called on the night of the count, as they wrote it; null: not given.
ALTER TABLE "person" ADD COLUMN "phone" TEXT CHECK (char_length("phone") <= 30);
