-- Grows with each change of a room's name or topic, so that a room that hears of two in another order keeps the later one.
ALTER TABLE rooms ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
