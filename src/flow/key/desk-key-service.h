/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey.h"

G_BEGIN_DECLS

/**
 * DeskKeyService:
 *
 * The system's service for readers (PC/SC), asked while a reader is missed: at once, then at every
 * fourth tick. Signal `answered`.
 */
#define DESK_TYPE_KEY_SERVICE (desk_key_service_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyService, desk_key_service, DESK, KEY_SERVICE, GObject)

DeskKeyService *desk_key_service_new (void);

/* Nothing is asked from now on. */
void desk_key_service_close (DeskKeyService *self);

/* A reader is missed, and the driver of @ukey can ask; NULL: none is missed. */
void desk_key_service_set_missed (DeskKeyService *self, DeskUkey *ukey);

void desk_key_service_tick (DeskKeyService *self);
/* Asks at the next desk_key_service_set_missed(). */
void desk_key_service_hurry (DeskKeyService *self);

/* READING until the first answer; READY while none is missed. */
DeskKeyState desk_key_service_get_state (DeskKeyService *self);
gboolean desk_key_service_is_asking (DeskKeyService *self);

/* TRUE, once, if by the last answer drivers do not know what the service knows: it is back, or it
 * has more readers than the @n_slots they see. */
gboolean desk_key_service_take_news (DeskKeyService *self, guint n_slots);

G_END_DECLS
