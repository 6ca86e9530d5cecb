/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-card.h"

G_BEGIN_DECLS

/* Where vpcd waits for a card unless it is told otherwise. */
#define DESK_CARD_READER_PORT 35963

/**
 * DeskCardReader:
 *
 * The connection to the reader that the driver vpcd shows to pcscd. The card is in the reader as
 * long as it is connected.
 */
typedef struct _DeskCardReader DeskCardReader;

/* NULL with @error if no reader waits on this machine's @port. */
DeskCardReader *desk_card_reader_connect (guint16 port, GError **error);

/* Lets @card answer until the reader is gone or SIGTERM or SIGINT pulls the card out. A command
 * under way is then finished, but its answer does not arrive. For what desk_card_takes_long() it
 * takes @slowness_ms, and writes a line "working" before. */
void desk_card_reader_run (DeskCardReader *self, DeskCard *card, guint slowness_ms);
void desk_card_reader_free (DeskCardReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCardReader, desk_card_reader_free)

G_END_DECLS
