-- What is used of the free tier, by day (UTC) and in total: one row a day. `counts` is a JSON object, so that a counter
-- can be added without touching the rows of the past.
CREATE TABLE usage (
  day TEXT PRIMARY KEY,
  counts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a room has used on the last day it told of, in the row that each batch writes anyway: `usage` on that day, `ledger`
-- the id of its last report and `reported` what that one said. A report that comes again counts only for what is new in it.
ALTER TABLE rooms ADD COLUMN usage_day TEXT;
ALTER TABLE rooms ADD COLUMN usage TEXT;
ALTER TABLE rooms ADD COLUMN ledger TEXT;
ALTER TABLE rooms ADD COLUMN reported TEXT;
