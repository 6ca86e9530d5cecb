/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-draft"

#include "desk-draft-store.h"

#include "desk-draft-records.h"
#include "desk-mask.h"
#include "desk-worker.h"

struct _DeskDraftStore {
  GObject parent_instance;

  DeskClock *clock;   /* owned */
  DeskWorker *worker; /* owned; NULL once closed */
};

G_DEFINE_FINAL_TYPE (DeskDraftStore, desk_draft_store, G_TYPE_OBJECT)

void
desk_draft_entry_free (DeskDraftEntry *entry)
{
  g_free (entry->id);
  g_free (entry->owner);
  g_free (entry->order_id);
  g_free (entry->order_number);
  g_free (entry->holder);
  g_free (entry);
}

static void
desk_draft_store_finalize (GObject *object)
{
  DeskDraftStore *self = DESK_DRAFT_STORE (object);

  g_assert (self->worker == NULL);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (desk_draft_store_parent_class)->finalize (object);
}

static void
desk_draft_store_class_init (DeskDraftStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_draft_store_finalize;
}

static void
desk_draft_store_init (DeskDraftStore *self)
{
}

/* What the store's thread keeps. */
typedef struct {
  char *directory; /* owned */
  gboolean use_secret_service;
  DeskClock *clock;          /* owned */
  DeskDraftRecords *records; /* owned; NULL until the first operation */
  GError *failure;           /* owned; why it cannot be opened: a person is not asked twice */
} DraftThread;

static void
draft_thread_free (gpointer data)
{
  DraftThread *state = data;

  g_clear_pointer (&state->records, desk_draft_records_free);
  g_clear_error (&state->failure);
  g_object_unref (state->clock);
  g_free (state->directory);
  g_free (state);
}

/* Borrowed, or NULL with @error. */
static DeskDraftRecords *
draft_thread_get_records (DraftThread *state, GError **error)
{
  if (state->records == NULL && state->failure == NULL)
    state->records
        = desk_draft_records_open (state->directory, state->use_secret_service,
                                   desk_clock_now_seconds (state->clock), &state->failure);
  if (state->records == NULL)
    g_propagate_error (error, g_error_copy (state->failure));

  return state->records;
}

DeskDraftStore *
desk_draft_store_new (const char *directory, gboolean use_secret_service, DeskClock *clock)
{
  DeskDraftStore *self = g_object_new (DESK_TYPE_DRAFT_STORE, NULL);
  DraftThread *state = g_new0 (DraftThread, 1);

  state->directory = g_strdup (directory);
  state->use_secret_service = use_secret_service;
  state->clock = g_object_ref (clock);
  self->clock = g_object_ref (clock);
  self->worker = desk_worker_new ("desk-draft", state, draft_thread_free);
  return self;
}

void
desk_draft_store_close (DeskDraftStore *self)
{
  g_return_if_fail (DESK_IS_DRAFT_STORE (self));

  if (self->worker != NULL)
    desk_worker_close (g_steal_pointer (&self->worker), DESK_WORKER_DRAIN);
}

/* Takes @data. */
static void
start (DeskDraftStore *self,
       gpointer data,
       GDestroyNotify free_data,
       DeskWorkerFunc run,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, data, free_data);
  if (self->worker == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the drafts are closed");
    return;
  }

  desk_worker_push (self->worker, g_steal_pointer (&task), run);
}

static void
return_boolean (GTask *task, gboolean ok, GError *error)
{
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run_save (GTask *task, gpointer state)
{
  GError *error = NULL;
  DeskDraftRecords *records = draft_thread_get_records (state, &error);
  gboolean ok
      = records != NULL && desk_draft_records_put (records, g_task_get_task_data (task), &error);

  return_boolean (task, ok, error);
}

void
desk_draft_store_save_async (DeskDraftStore *self,
                             DeskApplication *application,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DESK_IS_DRAFT_STORE (self));
  g_return_if_fail (DESK_IS_APPLICATION (application));

  start (self, desk_draft_snapshot_take (application, desk_clock_now_seconds (self->clock)),
         (GDestroyNotify) desk_draft_snapshot_free, run_save, cancellable, callback, user_data);
}

gboolean
desk_draft_store_save_finish (DeskDraftStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run_load (GTask *task, gpointer state)
{
  GError *error = NULL;
  DeskDraftRecords *records = draft_thread_get_records (state, &error);
  g_autoptr (DeskDraftSnapshot) snapshot = NULL;
  DeskApplication *application = NULL;

  if (records != NULL)
    snapshot = desk_draft_records_get (records, g_task_get_task_data (task), &error);
  if (snapshot != NULL)
    application = desk_draft_snapshot_restore (snapshot, &error);
  if (application == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, application, g_object_unref);
}

void
desk_draft_store_load_async (DeskDraftStore *self,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DESK_IS_DRAFT_STORE (self));
  g_return_if_fail (id != NULL);

  start (self, g_strdup (id), g_free, run_load, cancellable, callback, user_data);
}

DeskApplication *
desk_draft_store_load_finish (DeskDraftStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* NULL with a warning for a draft this program does not understand; the others are still shown. */
static DeskDraftEntry *
describe (DeskDraftSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskApplication) application = desk_draft_snapshot_restore (snapshot, &error);
  g_autofree char *name = NULL;
  DeskDraftEntry *entry;

  if (application == NULL) {
    g_warning ("a draft is not understood: %s", error->message);
    return NULL;
  }

  name = desk_applicant_dup_name_normalised (desk_application_get_applicant (application));
  entry = g_new0 (DeskDraftEntry, 1);
  entry->id = g_strdup (snapshot->id);
  entry->owner = g_strdup (desk_application_get_owner (application));
  entry->order_id = g_strdup (desk_application_get_order_id (application));
  entry->submitted = desk_application_get_submitted (application);
  entry->order_number = g_strdup (desk_application_get_order_number (application));
  entry->holder = desk_mask_name (name);
  entry->step = desk_application_get_step (application);
  entry->changed = snapshot->changed;
  return entry;
}

static void
run_list (GTask *task, gpointer state)
{
  GError *error = NULL;
  DeskDraftRecords *records = draft_thread_get_records (state, &error);
  g_autoptr (GPtrArray) snapshots = NULL;
  GPtrArray *entries;

  if (records != NULL)
    snapshots = desk_draft_records_list (records, &error);
  if (snapshots == NULL) {
    g_task_return_error (task, error);
    return;
  }

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_draft_entry_free);
  for (guint i = 0; i < snapshots->len; i++) {
    DeskDraftEntry *entry = describe (g_ptr_array_index (snapshots, i));

    if (entry != NULL)
      g_ptr_array_add (entries, entry);
  }
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

void
desk_draft_store_list_async (DeskDraftStore *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (DESK_IS_DRAFT_STORE (self));

  start (self, NULL, NULL, run_list, cancellable, callback, user_data);
}

GPtrArray *
desk_draft_store_list_finish (DeskDraftStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_remove (GTask *task, gpointer state)
{
  GError *error = NULL;
  DeskDraftRecords *records = draft_thread_get_records (state, &error);
  gboolean ok
      = records != NULL && desk_draft_records_remove (records, g_task_get_task_data (task), &error);

  return_boolean (task, ok, error);
}

void
desk_draft_store_remove_async (DeskDraftStore *self,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (DESK_IS_DRAFT_STORE (self));
  g_return_if_fail (id != NULL);

  start (self, g_strdup (id), g_free, run_remove, cancellable, callback, user_data);
}

gboolean
desk_draft_store_remove_finish (DeskDraftStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
