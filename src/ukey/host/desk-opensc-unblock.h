/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-module.h"

#include <glib.h>

G_BEGIN_DECLS

/* OpenSC unblocks a PIN with its PUK only if its configuration says so; without that, what would
 * unblock changes a PIN and costs tries. While the option is on, a change of the PIN would be taken
 * for an unblocking, so it is on for the one operation only. */

/* TRUE if @module is OpenSC's. */
gboolean desk_opensc_unblock_is_possible (DeskPkcs11Module *module);

/* Starts the module again with the option on, or with the configuration that was there before. */
gboolean desk_opensc_unblock_begin (DeskPkcs11Module *module, GError **error);
gboolean desk_opensc_unblock_end (DeskPkcs11Module *module, GError **error);

G_END_DECLS
