-- SPDX-FileCopyrightText: 2026 The CertDesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The client's drafts. Everything a person typed, drew or photographed is sealed with AES-256-GCM
-- under a key that is not in this file; in the clear stand only random identifiers, times and sizes.

CREATE TABLE draft (
  id       TEXT   NOT NULL PRIMARY KEY, -- UUID made on this computer
  content  BLOB   NOT NULL,             -- sealed JSON of the application, bound to 'draft/<id>'
  changed  BIGINT NOT NULL              -- Unix seconds of the last save
);

CREATE TABLE picture (
  digest   TEXT   NOT NULL PRIMARY KEY, -- HMAC-SHA256 of the content's SHA-256, hexadecimal
  content  BLOB   NOT NULL              -- sealed file as chosen, bound to 'picture/<digest>'
);

CREATE TABLE draft_picture (
  draft_id TEXT   NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  kind     TEXT   NOT NULL,             -- code of DeskAttachmentKind
  digest   TEXT   NOT NULL REFERENCES picture (digest),
  PRIMARY KEY (draft_id, kind)
);

CREATE INDEX draft_picture_by_digest ON draft_picture (digest);

CREATE TABLE key_check (
  id       BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), -- one row
  content  BLOB   NOT NULL              -- a sealed constant: tells a wrong key from a damaged draft
);
