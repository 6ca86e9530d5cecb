/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the list of drafts needs of one; strings owned. */
typedef struct {
  char *id;
  char *owner;        /* account id; nullable: nobody's yet */
  char *order_id;     /* nullable */
  char *order_number; /* nullable */
  char *holder;       /* masked, "" unknown */
  gboolean submitted; /* handed in, not taken up again since */
  DeskStep step;
  gint64 changed; /* Unix seconds */
} DeskDraftEntry;

void desk_draft_entry_free (DeskDraftEntry *entry);

/**
 * DeskDraftStore:
 *
 * The encrypted cache of unfinished applications: SQLite in WAL mode with synchronous=FULL;
 * contents and pictures sealed with AES-256-GCM, bound to their row; the key from the Secret
 * Service, else from a file of mode 0600. All work runs on one thread of its own, in the order in
 * which it was asked for; a finished save survives a crash or a power cut. Pictures are stored once
 * per content, not with every save.
 */
#define DESK_TYPE_DRAFT_STORE (desk_draft_store_get_type ())

G_DECLARE_FINAL_TYPE (DeskDraftStore, desk_draft_store, DESK, DRAFT_STORE, GObject)

/* Nothing is opened yet: asking a keyring for the key may take as long as a person takes to unlock
 * it, so that happens on the store's thread with the first operation. If the store cannot be
 * opened, that operation and every later one fail: %G_IO_ERROR_NOT_FOUND if there are drafts but no
 * key, %G_IO_ERROR_PERMISSION_DENIED if others may read the key, %G_IO_ERROR_INVALID_DATA if it is
 * the wrong one, or an error of the database. */
DeskDraftStore *
desk_draft_store_new (const char *directory, gboolean use_secret_service, DeskClock *clock);

/* Waits for what is queued, then closes; call before the last unref. */
void desk_draft_store_close (DeskDraftStore *self);

/* Takes a snapshot of @application at once, writes it later. */
void desk_draft_store_save_async (DeskDraftStore *self,
                                  DeskApplication *application,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean desk_draft_store_save_finish (DeskDraftStore *self, GAsyncResult *result, GError **error);

void desk_draft_store_load_async (DeskDraftStore *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* %G_IO_ERROR_NOT_FOUND, or %G_IO_ERROR_INVALID_DATA if it does not decrypt. */
DeskApplication *
desk_draft_store_load_finish (DeskDraftStore *self, GAsyncResult *result, GError **error);

void desk_draft_store_list_async (DeskDraftStore *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* GPtrArray of DeskDraftEntry, last changed first. */
GPtrArray *
desk_draft_store_list_finish (DeskDraftStore *self, GAsyncResult *result, GError **error);

void desk_draft_store_remove_async (DeskDraftStore *self,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
desk_draft_store_remove_finish (DeskDraftStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskDraftEntry, desk_draft_entry_free)

G_END_DECLS
