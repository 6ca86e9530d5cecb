/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-ukey-module.h"

G_BEGIN_DECLS

/**
 * DeskUkey:
 *
 * One PKCS#11 module, loaded by a child process of its own: a driver that hangs or crashes costs
 * the one operation it was at. Nothing here blocks. Operations wait for one another in a queue and
 * name a token by its serial, so a key that was pulled out and put back is found again. A cancelled
 * one answers at once (%G_IO_ERROR_CANCELLED), though the driver may still be at it.
 *
 * What no key could take, as a label that is too long, is %G_IO_ERROR_INVALID_ARGUMENT. Every other
 * error is a DESK_KEY_ERROR, whose pin_use says what became of the PIN. A @pin of NULL is typed on
 * the key itself.
 *
 * Properties: `busy` (an operation waits or is under way) and `slow` (one has been under way for a
 * second).
 */
#define DESK_TYPE_UKEY (desk_ukey_get_type ())

G_DECLARE_FINAL_TYPE (DeskUkey, desk_ukey, DESK, UKEY, GObject)

/* @module NULL: there is none; only desk_ukey_service_async() works then. No process is started
 * yet. @clock judges the certificates. */
DeskUkey *desk_ukey_new (DeskUkeyModule *module, DeskClock *clock);

/* Answers what waits with %G_IO_ERROR_CANCELLED and lets the process end, at the latest by force
 * after two seconds. Call before the last unref. */
void desk_ukey_close (DeskUkey *self);

DeskUkeyModule *desk_ukey_get_module (DeskUkey *self); /* borrowed, nullable */
gboolean desk_ukey_get_busy (DeskUkey *self);
gboolean desk_ukey_get_slow (DeskUkey *self);

G_END_DECLS

/* Its operations; each of the two headers needs what stands above. */
#include "desk-ukey-calls.h"
#include "desk-ukey-queries.h"
