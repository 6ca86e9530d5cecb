-- SPDX-FileCopyrightText: 2026 The CertDesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Accounts, sign-in, limits, idempotency and the audit trail.
-- "sealed": AES-256-GCM as src/base/desk-aead.h writes it, bound to table/column/id. "index": HMAC-SHA256, 64 hex
-- digits. Times are Unix seconds. Ids are UUID version 7 in text form.

CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  phone BLOB NOT NULL,               -- sealed; 11 digits
  phone_index TEXT NOT NULL UNIQUE,  -- index of the phone
  name BLOB,                         -- sealed; NULL until a real-name check gave one
  created BIGINT NOT NULL            -- seconds
);

CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  token_sha256 TEXT NOT NULL UNIQUE, -- hex, of the bearer token, which is stored nowhere
  account_id TEXT NOT NULL REFERENCES account (id),
  method TEXT NOT NULL CHECK (method IN ('sms', 'ukey')),
  created BIGINT NOT NULL,           -- seconds
  last_seen BIGINT NOT NULL,         -- seconds; brought up to date every few minutes
  expires BIGINT NOT NULL            -- seconds; absolute end
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE sms_code (
  phone_index TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'contract')),
  code_hash TEXT NOT NULL,           -- HMAC-SHA256 over phone, purpose and the six digits, hex
  tries INTEGER NOT NULL,            -- wrong ones so far
  created BIGINT NOT NULL,           -- seconds
  expires BIGINT NOT NULL,           -- seconds
  PRIMARY KEY (phone_index, purpose) -- one live code each
);

CREATE TABLE sms_message (
  number BIGINT NOT NULL PRIMARY KEY, -- from 1, in the order they were submitted
  phone_index TEXT NOT NULL,
  text BLOB NOT NULL,                 -- sealed; as the person reads it
  created BIGINT NOT NULL             -- seconds
);
CREATE INDEX sms_message_phone ON sms_message (phone_index, number);

CREATE TABLE limit_event (
  kind TEXT NOT NULL,    -- "sms_phone", "sms_address", "sign_in_address"
  subject TEXT NOT NULL, -- index of the number or the address
  time BIGINT NOT NULL   -- seconds; rows older than a day are removed
);
CREATE INDEX limit_event_subject ON limit_event (kind, subject, time);
CREATE INDEX limit_event_time ON limit_event (time);

CREATE TABLE ukey_challenge (
  id TEXT NOT NULL PRIMARY KEY,
  nonce BLOB NOT NULL,    -- 32 random bytes
  expires BIGINT NOT NULL -- seconds; the row is removed when it is used
);
CREATE INDEX ukey_challenge_expires ON ukey_challenge (expires);

CREATE TABLE certificate (
  issuer_sha256 TEXT NOT NULL,  -- hex, of the issuer's DER name
  serial TEXT NOT NULL,         -- hex, without leading zeros
  account_id TEXT NOT NULL REFERENCES account (id),
  der BLOB NOT NULL,            -- sealed, id "issuer_sha256:serial"; the certificate names its holder
  not_after BIGINT NOT NULL,    -- seconds
  created BIGINT NOT NULL,      -- seconds
  PRIMARY KEY (issuer_sha256, serial)
);
CREATE INDEX certificate_account ON certificate (account_id);

CREATE TABLE revocation (
  issuer_sha256 TEXT NOT NULL, -- hex, of the issuer's DER name
  serial TEXT NOT NULL,        -- hex, without leading zeros
  time BIGINT NOT NULL,        -- seconds; valid before
  reason INTEGER NOT NULL,     -- CRLReason (RFC 5280, 5.3.1)
  PRIMARY KEY (issuer_sha256, serial)
);

CREATE TABLE idempotency (
  scope TEXT NOT NULL,        -- account id, "" for a public route
  key TEXT NOT NULL,          -- what the client sent, a UUID
  request_sha256 TEXT NOT NULL, -- hex, over method, path and body
  status INTEGER NOT NULL,    -- HTTP status of the stored answer
  response BLOB,              -- sealed, id "scope:key"; JSON; NULL for an empty answer
  created BIGINT NOT NULL,    -- seconds; valid for 24 hours
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_created ON idempotency (created);

CREATE TABLE audit_entry (
  number BIGINT NOT NULL PRIMARY KEY, -- from 1, without gaps
  time BIGINT NOT NULL,               -- seconds
  actor TEXT NOT NULL,                -- account id, "system" or "admin"
  action TEXT NOT NULL,               -- "session.created" ...
  subject TEXT NOT NULL,              -- id of what it is about
  detail TEXT,                        -- never personal data; NULL: nothing to add
  hash TEXT NOT NULL                  -- hex SHA-256 over the hash before and every column above
);

CREATE TABLE audit_head (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  number BIGINT NOT NULL, -- of the last audit_entry; 0: none yet
  hash TEXT NOT NULL      -- of the last audit_entry; "" before the first
);
INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '');
