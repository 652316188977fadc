-- Rows written are what a free account counts, an index entry included. Hence WITHOUT ROWID wherever a key is not a
-- number of ours, and no index that a query of src/database does not need.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  guest INTEGER NOT NULL,
  visible INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `hash` is the SHA-256 of the token, in hex. The token itself is known to its owner only.
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  user TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `seq`, `rev` and `last_message_at` say how far the archive of the room has come. `awake` is 1 while the room may hold
-- what the archive lacks, or may have people in it. `version` is the number of the last batch that was archived.
-- AUTOINCREMENT: the number of a deleted room is not given to another.
CREATE TABLE rooms (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  topic TEXT NOT NULL DEFAULT '',
  created_by TEXT,
  created_at INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  last_message_at INTEGER,
  awake INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Who has opened or posted to which room: where to go when a name changes or a session ends.
CREATE TABLE members (
  user TEXT NOT NULL,
  room INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (user, room)
) STRICT, WITHOUT ROWID;

-- `rev` is 0 for a message that never changed.
CREATE TABLE messages (
  room INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  author TEXT NOT NULL,
  name TEXT NOT NULL,
  guest INTEGER NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  reply_to INTEGER,
  edited_at INTEGER,
  deleted_at INTEGER,
  rev INTEGER NOT NULL DEFAULT 0,
  reactions TEXT,
  PRIMARY KEY (room, seq)
) STRICT, WITHOUT ROWID;

-- One document for each 50 messages of a room (search-documents.ts says what is in it). The words are folded before they
-- come here, so the tokenizer has only to split them at spaces. `words` is last: the columns before it are then read
-- without walking through it.
CREATE VIRTUAL TABLE search USING fts5(since UNINDEXED, at UNINDEXED, times UNINDEXED, words, tokenize = 'ascii');
-- Without it the words of a deleted message stay in the index until its segments happen to be merged.
INSERT INTO search(search, rank) VALUES ('secure-delete', 1);

CREATE TABLE allowances (
  key TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO rooms (id, name, topic, created_at) VALUES ('lobby', 'Lobby', 'Where everybody starts.', unixepoch() * 1000);
