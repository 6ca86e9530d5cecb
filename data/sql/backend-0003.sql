-- SPDX-FileCopyrightText: 2026 The CertDesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Requests to customer service to unlock a key that cannot be unlocked at its holder's computer.
-- "sealed", "index", times and ids as in backend-0001.sql.

CREATE TABLE unblock_sequence (
  day TEXT NOT NULL PRIMARY KEY, -- "20261122" in Beijing
  last INTEGER NOT NULL          -- number given to the day's newest request, from 1
);

CREATE TABLE unblock_request (
  id TEXT NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,   -- "JS20261122-000123"; what is told on the telephone
  account_id TEXT NOT NULL REFERENCES account (id),
  token_serial BLOB NOT NULL,    -- sealed; as the key's driver tells it
  token_index TEXT NOT NULL,     -- index of the serial
  token_label BLOB NOT NULL,     -- sealed
  reason TEXT NOT NULL CHECK (reason IN ('no_unblock', 'puk_lost', 'puk_locked')),
  state TEXT NOT NULL CHECK (state IN ('received', 'done', 'refused')),
  note TEXT NOT NULL,            -- for the applicant; "" if none; never personal data
  created BIGINT NOT NULL,       -- seconds
  updated BIGINT NOT NULL        -- seconds
);
CREATE INDEX unblock_request_account ON unblock_request (account_id, number);
CREATE INDEX unblock_request_state ON unblock_request (state, number);
-- One request under way for one key in one account.
CREATE UNIQUE INDEX unblock_request_only_one ON unblock_request (account_id, token_index)
  WHERE state = 'received';
