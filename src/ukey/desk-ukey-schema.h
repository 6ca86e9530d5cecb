/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-protocol.h"

G_BEGIN_DECLS

typedef enum {
  DESK_UKEY_FIELD_TEXT,   /* UTF-8 without NUL */
  DESK_UKEY_FIELD_BYTES,  /* */
  DESK_UKEY_FIELD_NUMBER, /* u64, big endian */
  DESK_UKEY_FIELD_SECRET, /* bytes that are wiped */
  DESK_UKEY_FIELD_RECORD, /* fields */
} DeskUkeyFieldType;

/* One row of the table that both ends hold each message against. */
typedef struct {
  uint8_t tag;
  uint8_t type;      /* DeskUkeyFieldType */
  gboolean required; /* at least once */
  guint max_count;
  uint64_t min;   /* octets; of a number its value */
  uint64_t max;   /* likewise */
  uint8_t record; /* DeskUkeyKind of a record */
} DeskUkeyField;

/* The fields of @kind; NULL if there is no such kind. */
const DeskUkeyField *desk_ukey_schema_get_fields (DeskUkeyKind kind, size_t *n_fields);

/* TRUE for a kind that stands in a frame of its own. */
gboolean desk_ukey_schema_is_frame (DeskUkeyKind kind);

G_END_DECLS
