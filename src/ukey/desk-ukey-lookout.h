/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-module.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskUkeyLookout:
 *
 * Watches with a process of its own whether a token is still there, while another process is at an
 * operation with it and does not answer: a driver that waits for a key that was pulled out may wait
 * for ever. It says so only when it is sure; a driver that shows nothing to a second process, or
 * fails there, proves nothing.
 */
typedef struct _DeskUkeyLookout DeskUkeyLookout;

/* Starts to look after @delay_ms, then twice a second. @gone is called at most once. */
DeskUkeyLookout *desk_ukey_lookout_new (DeskUkeyModule *module,
                                        const char *token_serial,
                                        guint delay_ms,
                                        GSourceOnceFunc gone,
                                        gpointer user_data);

/* May be called by @gone. */
void desk_ukey_lookout_free (DeskUkeyLookout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyLookout, desk_ukey_lookout_free)

G_END_DECLS
