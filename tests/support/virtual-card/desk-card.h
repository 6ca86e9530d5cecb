/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-card-memory.h"

G_BEGIN_DECLS

/**
 * DeskCard:
 *
 * A smart card that speaks the protocol of Aventra's MyEID 4.5, as far as OpenSC's driver and
 * pkcs15-init use it to set a card up, generate RSA-2048 and P-256 keys, store certificates, sign,
 * and change or unblock PINs. What it does not speak (key import, decryption, AES) it refuses.
 */
typedef struct _DeskCard DeskCard;

/* Takes @memory. The card is as after a reset. */
DeskCard *desk_card_new (DeskCardMemory *memory);
void desk_card_free (DeskCard *self);

/* Power off, power on: forgets what was verified and selected. */
void desk_card_reset (DeskCard *self);

/* What it says first when it gets power. */
const uint8_t *desk_card_get_answer_to_reset (size_t *length);

/* Answers the command in @frame, whatever that is: appends data and status to @answer. What the
 * command changes is saved before. */
void desk_card_transmit (DeskCard *self, const uint8_t *frame, size_t length, GByteArray *answer);

/* Whether a chip takes its time over the command: a PIN to compare, a key to make or use. */
gboolean desk_card_takes_long (const uint8_t *frame, size_t length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCard, desk_card_free)

G_END_DECLS
