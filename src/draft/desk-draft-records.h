/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-draft-snapshot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskDraftRecords:
 *
 * The drafts on disk: SQL and sealing, synchronous, for the one thread that owns it.
 */
typedef struct _DeskDraftRecords DeskDraftRecords;

/* Opens or creates @directory/drafts.db and obtains its key. %G_IO_ERROR_INVALID_DATA if the key is
 * not the one that sealed what is there. @now: Unix seconds. */
DeskDraftRecords *desk_draft_records_open (const char *directory,
                                           gboolean use_secret_service,
                                           gint64 now,
                                           GError **error);
void desk_draft_records_free (DeskDraftRecords *self);

/* Replaces the draft of that id; on disk when it returns TRUE. */
gboolean
desk_draft_records_put (DeskDraftRecords *self, DeskDraftSnapshot *snapshot, GError **error);

/* %G_IO_ERROR_NOT_FOUND; %G_IO_ERROR_INVALID_DATA if it was changed on disk. */
DeskDraftSnapshot *desk_draft_records_get (DeskDraftRecords *self, const char *id, GError **error);

/* GPtrArray of DeskDraftSnapshot without pictures, last changed first. A draft that does not open
 * is left out with a warning, so that it does not hide the others. */
GPtrArray *desk_draft_records_list (DeskDraftRecords *self, GError **error);

/* Nothing to remove is no error. */
gboolean desk_draft_records_remove (DeskDraftRecords *self, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskDraftRecords, desk_draft_records_free)

G_END_DECLS
