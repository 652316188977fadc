-- How many people were shown online with the last batch, for a list that asks no room.
ALTER TABLE rooms ADD COLUMN online INTEGER NOT NULL DEFAULT 0;
