/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-message.h"
#include "desk-ukey-schema.h"

G_BEGIN_DECLS

/* What desk-ukey-message.c and desk-ukey-message-codec.c share. */

typedef struct {
  DeskUkeyTag tag;
  DeskUkeyFieldType type;
  union {
    char *text;              /* owned */
    GBytes *bytes;           /* owned */
    DeskSecret *secret;      /* owned */
    DeskUkeyMessage *record; /* owned */
    uint64_t number;
  };
} DeskUkeyMessageField;

struct _DeskUkeyMessage {
  DeskUkeyKind kind;
  GPtrArray *fields; /* owned, of DeskUkeyMessageField */
};

/* Appends a field whose value the caller sets. Borrowed. */
DeskUkeyMessageField *
desk_ukey_message_add_field (DeskUkeyMessage *self, DeskUkeyTag tag, DeskUkeyFieldType type);

G_END_DECLS
