/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"
#include "desk-ukey-protocol.h"

G_BEGIN_DECLS

/**
 * DeskUkeyMessage:
 *
 * One frame, or one record in a frame, between the client and certdesk-ukey-host. What it may hold
 * is in the table behind desk_ukey_schema_get_fields(); it is checked when a message is encoded
 * and when it is decoded. Errors are %DESK_KEY_STATE_MODULE_CRASHED: whoever breaks the protocol is
 * not to be talked to any longer.
 */
typedef struct _DeskUkeyMessage DeskUkeyMessage;

DeskUkeyMessage *desk_ukey_message_new (DeskUkeyKind kind);
void desk_ukey_message_free (DeskUkeyMessage *self);

DeskUkeyKind desk_ukey_message_get_kind (DeskUkeyMessage *self);

/* A NULL value adds nothing. Texts and bytes are copied or referenced. */
void desk_ukey_message_add_text (DeskUkeyMessage *self, DeskUkeyTag tag, const char *text);
void desk_ukey_message_add_bytes (DeskUkeyMessage *self, DeskUkeyTag tag, GBytes *bytes);
void desk_ukey_message_add_number (DeskUkeyMessage *self, DeskUkeyTag tag, uint64_t number);
void desk_ukey_message_add_secret (DeskUkeyMessage *self, DeskUkeyTag tag, DeskSecret *secret);
/* Takes @record, a message of the kind of the record. */
void desk_ukey_message_add_record (DeskUkeyMessage *self, DeskUkeyTag tag, DeskUkeyMessage *record);

/* The first field with @tag: NULL, 0 or FALSE if there is none. */
const char *desk_ukey_message_get_text (DeskUkeyMessage *self, DeskUkeyTag tag);   /* borrowed */
GBytes *desk_ukey_message_get_bytes (DeskUkeyMessage *self, DeskUkeyTag tag);      /* borrowed */
DeskSecret *desk_ukey_message_get_secret (DeskUkeyMessage *self, DeskUkeyTag tag); /* borrowed */
uint64_t desk_ukey_message_get_number (DeskUkeyMessage *self, DeskUkeyTag tag);
gboolean desk_ukey_message_has (DeskUkeyMessage *self, DeskUkeyTag tag);

/* Fields that may be there more than once. */
guint desk_ukey_message_count (DeskUkeyMessage *self, DeskUkeyTag tag);
DeskUkeyMessage *desk_ukey_message_get_record (DeskUkeyMessage *self, DeskUkeyTag tag, guint index);
const char *desk_ukey_message_get_nth_text (DeskUkeyMessage *self, DeskUkeyTag tag, guint index);

/* The whole frame, its length included, in wiped memory; NULL if @self breaks the table. */
DeskSecret *desk_ukey_message_encode (DeskUkeyMessage *self, GError **error);

/* How many bytes follow the first four of a frame; 0 if no frame can start like this. */
size_t desk_ukey_message_parse_header (const uint8_t header[static DESK_UKEY_FRAME_HEADER]);

/* @body: what follows those four. The caller wipes it. */
DeskUkeyMessage *desk_ukey_message_decode (const uint8_t *body, size_t length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyMessage, desk_ukey_message_free)

G_END_DECLS
