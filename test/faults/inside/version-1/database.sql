-- D1 as the first version of Dormouse (commit e4febf3) wrote it, with the schema of 0001_start.sql, beside room.sql.

INSERT INTO users (id, name, guest, visible, created_at) VALUES ('GTO8py3pe6E2TqhE', 'Ada', 1, 1, 2208988800000);
INSERT INTO users (id, name, guest, visible, created_at) VALUES ('R2BLcw5_abferk4v', 'Bo', 1, 1, 2208988800000);
INSERT INTO users (id, name, guest, visible, created_at) VALUES ('sZR6_cDuOVbhMT3k', 'Cy', 1, 1, 2208988800000);
INSERT INTO sessions (hash, user, created_at, used_at) VALUES ('03a68f29907c46139b345cd62c9e617fa201450ce53171e74f8940210e79bb6a', 'R2BLcw5_abferk4v', 2208988800000, 2208988800000);
INSERT INTO sessions (hash, user, created_at, used_at) VALUES ('1e571dc4b1d74c892dbf9c2e5f6400cf5c135d085af9074a2557fa9f87b68f34', 'sZR6_cDuOVbhMT3k', 2208988800000, 2208988800000);
INSERT INTO sessions (hash, user, created_at, used_at) VALUES ('bcf87dfe71f7ee2aa26f437523ca94038ca0cb9070a6b95bf576dfd2d32c219a', 'GTO8py3pe6E2TqhE', 2208988800000, 2208988800000);
INSERT INTO rooms (number, id, name, topic, created_by, created_at, seq, rev, last_message_at, awake, version) VALUES (2, 'first-room', 'First room', 'From version 1', 'GTO8py3pe6E2TqhE', 2208988800000, 100, 5, 2208988899000, 1, 2208988966001);
INSERT INTO members (user, room, joined_at) VALUES ('GTO8py3pe6E2TqhE', 2, 2208988800000);
INSERT INTO members (user, room, joined_at) VALUES ('R2BLcw5_abferk4v', 2, 2208988800000);
INSERT INTO members (user, room, joined_at) VALUES ('sZR6_cDuOVbhMT3k', 2, 2208988801000);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 1, 'm1', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 1', 2208988800000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 2, 'm2', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 2', 2208988801000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 3, 'm3', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'edited', 2208988802000, NULL, 2208988900000, NULL, 1, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 4, 'm4', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 4', 2208988803000, NULL, NULL, NULL, 3, '{"👍":["R2BLcw5_abferk4v","GTO8py3pe6E2TqhE"]}');
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 5, 'm5', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 5', 2208988804000, NULL, NULL, NULL, 4, '{"🎉":["R2BLcw5_abferk4v"]}');
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 6, 'm6', 'GTO8py3pe6E2TqhE', 'Ada', 1, '', 2208988805000, NULL, NULL, 2208988905000, 5, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 7, 'm7', 'R2BLcw5_abferk4v', 'Bo', 1, 'It''s Ada''s – “quoted” 👍🏽', 2208988806000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 8, 'm8', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'line one
line two', 2208988807000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 9, 'm9', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 9', 2208988808000, 7, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 10, 'm10', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 10', 2208988809000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 11, 'm11', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 11', 2208988810000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 12, 'm12', 'GTO8py3pe6E2TqhE', 'Ada', 1, '', 2208988811000, NULL, NULL, 2208988998000, 8, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 13, 'm13', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 13', 2208988812000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 14, 'm14', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 14', 2208988813000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 15, 'm15', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 15', 2208988814000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 16, 'm16', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 16', 2208988815000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 17, 'm17', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 17', 2208988816000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 18, 'm18', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 18', 2208988817000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 19, 'm19', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 19', 2208988818000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 20, 'm20', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 20', 2208988819000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 21, 'm21', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 21', 2208988820000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 22, 'm22', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 22', 2208988821000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 23, 'm23', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 23', 2208988822000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 24, 'm24', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 24', 2208988823000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 25, 'm25', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 25', 2208988824000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 26, 'm26', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 26', 2208988825000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 27, 'm27', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 27', 2208988826000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 28, 'm28', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 28', 2208988827000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 29, 'm29', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 29', 2208988828000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 30, 'm30', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 30', 2208988829000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 31, 'm31', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 31', 2208988830000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 32, 'm32', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 32', 2208988831000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 33, 'm33', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 33', 2208988832000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 34, 'm34', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 34', 2208988833000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 35, 'm35', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 35', 2208988834000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 36, 'm36', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 36', 2208988835000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 37, 'm37', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 37', 2208988836000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 38, 'm38', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 38', 2208988837000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 39, 'm39', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 39', 2208988838000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 40, 'm40', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 40', 2208988839000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 41, 'm41', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 41', 2208988840000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 42, 'm42', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 42', 2208988841000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 43, 'm43', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 43', 2208988842000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 44, 'm44', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 44', 2208988843000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 45, 'm45', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 45', 2208988844000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 46, 'm46', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 46', 2208988845000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 47, 'm47', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 47', 2208988846000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 48, 'm48', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 48', 2208988847000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 49, 'm49', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 49', 2208988848000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 50, 'm50', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 50', 2208988849000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 51, 'm51', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 51', 2208988850000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 52, 'm52', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 52', 2208988851000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 53, 'm53', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 53', 2208988852000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 54, 'm54', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 54', 2208988853000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 55, 'm55', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 55', 2208988854000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 56, 'm56', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 56', 2208988855000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 57, 'm57', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 57', 2208988856000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 58, 'm58', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 58', 2208988857000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 59, 'm59', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 59', 2208988858000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 60, 'm60', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 60', 2208988859000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 61, 'm61', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 61', 2208988860000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 62, 'm62', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 62', 2208988861000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 63, 'm63', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 63', 2208988862000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 64, 'm64', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 64', 2208988863000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 65, 'm65', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 65', 2208988864000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 66, 'm66', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 66', 2208988865000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 67, 'm67', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 67', 2208988866000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 68, 'm68', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 68', 2208988867000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 69, 'm69', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 69', 2208988868000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 70, 'm70', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 70', 2208988869000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 71, 'm71', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 71', 2208988870000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 72, 'm72', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 72', 2208988871000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 73, 'm73', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 73', 2208988872000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 74, 'm74', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 74', 2208988873000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 75, 'm75', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 75', 2208988874000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 76, 'm76', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 76', 2208988875000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 77, 'm77', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 77', 2208988876000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 78, 'm78', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 78', 2208988877000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 79, 'm79', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 79', 2208988878000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 80, 'm80', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 80', 2208988879000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 81, 'm81', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 81', 2208988880000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 82, 'm82', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 82', 2208988881000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 83, 'm83', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 83', 2208988882000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 84, 'm84', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 84', 2208988883000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 85, 'm85', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 85', 2208988884000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 86, 'm86', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 86', 2208988885000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 87, 'm87', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 87', 2208988886000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 88, 'm88', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 88', 2208988887000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 89, 'm89', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 89', 2208988888000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 90, 'm90', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 90', 2208988889000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 91, 'm91', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 91', 2208988890000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 92, 'm92', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 92', 2208988891000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 93, 'm93', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 93', 2208988892000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 94, 'm94', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 94', 2208988893000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 95, 'm95', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 95', 2208988894000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 96, 'm96', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 96', 2208988895000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 97, 'm97', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 97', 2208988896000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 98, 'm98', 'sZR6_cDuOVbhMT3k', 'Cy', 1, 'message 98', 2208988897000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 99, 'm99', 'GTO8py3pe6E2TqhE', 'Ada', 1, 'message 99', 2208988898000, NULL, NULL, NULL, 0, NULL);
INSERT INTO messages (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions) VALUES (2, 100, 'm100', 'R2BLcw5_abferk4v', 'Bo', 1, 'message 100', 2208988899000, NULL, NULL, NULL, 0, NULL);
INSERT INTO allowances (key, started_at, count) VALUES ('0354288875b4abd67285ea013500d2d6bb5a36597ec876226daeacefdc3a60aa', 2208988800000, 1);
INSERT INTO allowances (key, started_at, count) VALUES ('bd76b9430c78dd8306e81fa7a24fd239c63511176e8e2f33076dbd739e49fb78', 2208988800000, 3);
INSERT INTO search (rowid, since, at, times, words) VALUES (8589934592, 2208988800000, 2208988849000, '[0,1000,2000,3000,4000,5000,6000,7000,8000,9000,10000,11000,12000,13000,14000,15000,16000,17000,18000,19000,20000,21000,22000,23000,24000,25000,26000,27000,28000,29000,30000,31000,32000,33000,34000,35000,36000,37000,38000,39000,40000,41000,42000,43000,44000,45000,46000,47000,48000,49000]', 'message 1
message 2
edited
message 4
message 5

it s ada s quoted
line one line two
message 9
message 10
message 11

message 13
message 14
message 15
message 16
message 17
message 18
message 19
message 20
message 21
message 22
message 23
message 24
message 25
message 26
message 27
message 28
message 29
message 30
message 31
message 32
message 33
message 34
message 35
message 36
message 37
message 38
message 39
message 40
message 41
message 42
message 43
message 44
message 45
message 46
message 47
message 48
message 49
message 50');
INSERT INTO search (rowid, since, at, times, words) VALUES (8589934593, 2208988850000, 2208988899000, '[0,1000,2000,3000,4000,5000,6000,7000,8000,9000,10000,11000,12000,13000,14000,15000,16000,17000,18000,19000,20000,21000,22000,23000,24000,25000,26000,27000,28000,29000,30000,31000,32000,33000,34000,35000,36000,37000,38000,39000,40000,41000,42000,43000,44000,45000,46000,47000,48000,49000]', 'message 51
message 52
message 53
message 54
message 55
message 56
message 57
message 58
message 59
message 60
message 61
message 62
message 63
message 64
message 65
message 66
message 67
message 68
message 69
message 70
message 71
message 72
message 73
message 74
message 75
message 76
message 77
message 78
message 79
message 80
message 81
message 82
message 83
message 84
message 85
message 86
message 87
message 88
message 89
message 90
message 91
message 92
message 93
message 94
message 95
message 96
message 97
message 98
message 99
message 100');
