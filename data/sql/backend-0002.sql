-- SPDX-FileCopyrightText: 2026 The CertDesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Real-name checks, orders, their pictures and their contracts.
-- "sealed", "index", times and ids as in backend-0001.sql. A blob is named by the SHA-256 of its plain content, hex.

CREATE TABLE identity_check (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  id_type TEXT NOT NULL,           -- "01" resident ID ... "07"
  name BLOB NOT NULL,              -- sealed; normalised
  id_number BLOB NOT NULL,         -- sealed; normalised
  mobile BLOB NOT NULL,            -- sealed; 11 digits
  subject_index TEXT NOT NULL,     -- index of "id_type:id_number"
  result TEXT NOT NULL CHECK (result IN ('match', 'manual')), -- other outcomes leave only an audit row
  serial TEXT NOT NULL,            -- the provider's number of this check
  created BIGINT NOT NULL          -- seconds; the provider's time
);
CREATE INDEX identity_check_account ON identity_check (account_id);

CREATE TABLE order_sequence (
  day TEXT NOT NULL PRIMARY KEY, -- "20261122" in Beijing
  last INTEGER NOT NULL          -- number given to the day's newest order, from 1
);

CREATE TABLE service_order (
  id TEXT NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,     -- "NM20261122-000123"; sorts by time of creation
  account_id TEXT NOT NULL REFERENCES account (id),
  product TEXT NOT NULL CHECK (product IN ('person_certificate')),
  state TEXT NOT NULL,             -- a code of src/model/desk-order-state.c
  version BIGINT NOT NULL,         -- from 1; counts moves and edits that are answered with the order
  identity_check_id TEXT NOT NULL REFERENCES identity_check (id),
  subject_index TEXT NOT NULL,     -- of the identity check: whom the certificate is for
  consent_version TEXT,            -- of the contract text agreed to; NULL: not yet
  consent_sha256 TEXT,             -- hex, of that text
  consent_time BIGINT,             -- seconds; when the applicant agreed
  ink BLOB,                        -- sealed; JSON as on the wire; NULL: not signed
  basis BIGINT NOT NULL,           -- from 0; counts changes of what the contract says
  contract_id TEXT,                -- the contract in force; NULL: none, or what it says has changed since
  validity_years INTEGER,          -- NULL until the product is chosen
  seal_kind TEXT CHECK (seal_kind IN ('none', 'personal_name')),
  amount_fen BIGINT NOT NULL,      -- price when the product was chosen; 0 before, or without payment
  invoice_kind TEXT NOT NULL CHECK (invoice_kind IN ('none', 'ordinary', 'special')),
  invoice BLOB,                    -- sealed; JSON as on the wire; NULL until the product is chosen
  delivery BLOB,                   -- sealed; JSON as on the wire; NULL until chosen
  content_hash TEXT,               -- hex SHA-256 over all of the above, frozen at submission
  created BIGINT NOT NULL,         -- seconds
  updated BIGINT NOT NULL          -- seconds
);
CREATE INDEX service_order_account ON service_order (account_id, number);
-- One application in progress for one person in one account; those that came to nothing do not count.
CREATE UNIQUE INDEX service_order_only_one ON service_order (account_id, product, subject_index)
  WHERE state NOT IN ('COMPLETED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'REFUNDED');

CREATE TABLE order_event (
  order_id TEXT NOT NULL REFERENCES service_order (id),
  number INTEGER NOT NULL, -- from 1 within the order
  time BIGINT NOT NULL,    -- seconds
  state TEXT NOT NULL,     -- entered
  note TEXT NOT NULL,      -- for the applicant; "" if none; never personal data
  PRIMARY KEY (order_id, number)
);

CREATE TABLE attachment (
  order_id TEXT NOT NULL REFERENCES service_order (id),
  kind TEXT NOT NULL CHECK (kind IN ('id_front', 'id_back', 'handheld', 'supporting')),
  received_sha256 TEXT NOT NULL, -- hex, of the file as it was uploaded
  blob_sha256 TEXT NOT NULL,     -- blob; the picture as JPEG without metadata
  width INTEGER NOT NULL,        -- pixels of the JPEG
  height INTEGER NOT NULL,       -- pixels of the JPEG
  size BIGINT NOT NULL,          -- bytes of the JPEG
  created BIGINT NOT NULL,       -- seconds
  PRIMARY KEY (order_id, kind)
);

CREATE TABLE contract (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES service_order (id),
  mode TEXT NOT NULL CHECK (mode IN ('one_off', 'ukey')),
  state TEXT NOT NULL CHECK (state IN ('prepared', 'signed')),
  prepared_sha256 TEXT,      -- blob; what the applicant's key signs; NULL in mode one_off
  sha256 TEXT NOT NULL,      -- blob; the PDF in this state
  size BIGINT NOT NULL,      -- bytes
  signer BLOB,               -- sealed; DER of the applicant's certificate
  basis BIGINT NOT NULL,     -- service_order.basis it was made from
  created BIGINT NOT NULL,   -- seconds
  signed BIGINT,             -- seconds; NULL while prepared
  read BIGINT                -- seconds; when the applicant confirmed to have read it
);
CREATE INDEX contract_order ON contract (order_id);

-- What is about to be certified, written before any key is made or used. A row that stays without a
-- certificate is a signing that was interrupted: nothing was issued, and it is never taken up again.
CREATE TABLE issuance (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES service_order (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('contract')),
  subject BLOB NOT NULL,   -- sealed; common name
  number TEXT NOT NULL,    -- subject's serialNumber: the order's number
  identity_check_id TEXT NOT NULL REFERENCES identity_check (id),
  created BIGINT NOT NULL, -- seconds
  serial TEXT UNIQUE,      -- hex; NULL until issued
  certificate BLOB,        -- sealed; DER; NULL until issued
  issued BIGINT            -- seconds; NULL until issued
);
CREATE INDEX issuance_order ON issuance (order_id);
