/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskSpool:
 *
 * A file of mode 0600 that takes an upload while it arrives, so that its size costs no memory.
 * Removed with the spool unless its path was taken.
 */
typedef struct _DeskSpool DeskSpool;

/* Removes what an interrupted run left in @directory, which is made if it is missing. */
gboolean desk_spool_prepare_directory (const char *directory, GError **error);

DeskSpool *desk_spool_new (const char *directory, GError **error);
void desk_spool_free (DeskSpool *self);

/* After an error the spool takes nothing more and desk_spool_finish() reports it. */
void desk_spool_append (DeskSpool *self, GBytes *chunk);

/* Closes the file and hands over its path (caller frees, and removes the file) and its content,
 * mapped. */
gboolean desk_spool_finish (DeskSpool *self, char **path, GBytes **content, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSpool, desk_spool_free)

G_END_DECLS
