/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key that seals the drafts of @directory: from the file drafts.key in it if there is one, else
 * from the Secret Service (if @use_secret_service and one answers), else newly made. A new key goes
 * to the Secret Service, or to the file (mode 0600) where there is none.
 *
 * @may_create FALSE: drafts exist already, so a missing key is %G_IO_ERROR_NOT_FOUND and none is
 * made; a locked keyring must not cost the drafts. Blocks; for the draft thread. */
DeskSecret *desk_draft_key_obtain (const char *directory,
                                   gboolean use_secret_service,
                                   gboolean may_create,
                                   GError **error);

G_END_DECLS
