/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-card-file.h"
#include "desk-card-pin.h"

G_BEGIN_DECLS

#define DESK_CARD_SERIAL_LENGTH 10

/**
 * DeskCardMemory:
 *
 * What a card keeps while it is not in a reader. It stands in a file as it does in a chip, PINs and
 * keys included: this card is for tests.
 */
typedef struct {
  char *path; /* owned; NULL for a card that is forgotten */
  uint8_t serial[DESK_CARD_SERIAL_LENGTH];
  gboolean is_activated;                    /* access rules are in force */
  DeskCardPin pins[DESK_CARD_PIN_LAST + 1]; /* by number; the first is not used */
  DeskCardFile *master;                     /* owned */
} DeskCardMemory;

/* A blank card with a serial number of its own if there is no file at @path (nullable). NULL with
 * @error if there is one that is not a card's. */
DeskCardMemory *desk_card_memory_load (const char *path, GError **error);

/* The old contents or the new ones are in the file, whenever the program is killed. */
gboolean desk_card_memory_save (DeskCardMemory *self, GError **error);

/* Forgets all but the serial number. */
void desk_card_memory_erase (DeskCardMemory *self);
void desk_card_memory_free (DeskCardMemory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCardMemory, desk_card_memory_free)

G_END_DECLS
