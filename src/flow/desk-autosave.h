/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-draft-store.h"

G_BEGIN_DECLS

/* A change is written this long after it, so that typing does not write with every letter: what a
 * power cut can take is the field being typed. */
#define DESK_AUTOSAVE_DELAY_MS 400

/**
 * DeskAutosave:
 *
 * Writes an application to the draft store when it changes: DESK_AUTOSAVE_DELAY_MS later, or at
 * once when its step changes. Properties: `saved-time` (Unix seconds, 0: not saved yet), `failed`
 * (the last write did; the next change tries again). Never keeps the application alive by itself
 * beyond its own life.
 */
#define DESK_TYPE_AUTOSAVE (desk_autosave_get_type ())

G_DECLARE_FINAL_TYPE (DeskAutosave, desk_autosave, DESK, AUTOSAVE, GObject)

DeskAutosave *
desk_autosave_new (DeskDraftStore *store, DeskApplication *application, DeskClock *clock);

gint64 desk_autosave_get_saved_time (DeskAutosave *self);
gboolean desk_autosave_get_failed (DeskAutosave *self);

/* Hands what waits to the store now; the store finishes it before it closes. */
void desk_autosave_flush (DeskAutosave *self);

/* Nothing is written any more: the draft is to be removed. */
void desk_autosave_stop (DeskAutosave *self);

/* Writes now, changed or not. Errors are the draft store's. */
void desk_autosave_save_async (DeskAutosave *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean desk_autosave_save_finish (DeskAutosave *self, GAsyncResult *result, GError **error);

G_END_DECLS
