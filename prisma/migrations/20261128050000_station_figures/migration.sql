-- Which reporting units a count has, with a digest over the numbers of each: read only where two counts are compared, so not
-- with the figures that go along with every look at a submission. Until now they stood in `figures`.
ALTER TABLE submission ADD COLUMN stations jsonb;
