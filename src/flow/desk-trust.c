/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-trust.h"

#include "desk-api-service.h"
#include "desk-flow-error.h"
#include "desk-platform.h"
#include "desk-x509.h"

struct _DeskTrust {
  GObject parent_instance;

  DeskApi *api;            /* owned */
  char *path;              /* owned */
  gboolean may_fetch;      /* FALSE for a file the operator named */
  STACK_OF (X509) * roots; /* owned, nullable: not loaded yet */
};

G_DEFINE_FINAL_TYPE (DeskTrust, desk_trust, G_TYPE_OBJECT)

static void
free_roots (gpointer roots)
{
  sk_X509_pop_free (roots, X509_free);
}

static void
desk_trust_finalize (GObject *object)
{
  DeskTrust *self = DESK_TRUST (object);

  g_clear_pointer (&self->roots, free_roots);
  g_clear_object (&self->api);
  g_free (self->path);
  G_OBJECT_CLASS (desk_trust_parent_class)->finalize (object);
}

static void
desk_trust_class_init (DeskTrustClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_trust_finalize;
}

static void
desk_trust_init (DeskTrust *self)
{
}

DeskTrust *
desk_trust_new (DeskApi *api, const char *file, const char *data_dir)
{
  DeskTrust *self = g_object_new (DESK_TYPE_TRUST, NULL);

  self->api = g_object_ref (api);
  self->may_fetch = file == NULL;
  self->path = file != NULL ? g_strdup (file) : g_build_filename (data_dir, "trust.pem", NULL);
  return self;
}

/* Main thread. */
static void
return_roots (GTask *task)
{
  DeskTrust *self = g_task_get_source_object (task);

  g_task_return_pointer (task, X509_chain_up_ref (self->roots), free_roots);
}

/* Keeps what @pem holds; FALSE with %DESK_FLOW_ERROR_TRUST if that is nothing. */
static gboolean
take_pem (DeskTrust *self, GBytes *pem, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
  STACK_OF (X509) *roots = desk_x509_list_new_from_pem (text, NULL);

  if (roots == NULL) {
    g_set_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_TRUST, "%s holds no certificate",
                 self->path);
    return FALSE;
  }

  g_clear_pointer (&self->roots, free_roots);
  self->roots = roots;
  return TRUE;
}

static void
write_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  DeskTrust *self = source;
  g_autoptr (GError) error = NULL;

  if (desk_platform_write_private_file (self->path, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_DRAFT, "%s", error->message);
}

static void on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_write_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskTrust *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pem = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (pem == NULL && self->may_fetch && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    desk_api_service_get_trust_async (self->api, g_task_get_cancellable (task), on_trust_ready,
                                      g_object_ref (task));
    return;
  }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (pem == NULL)
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_TRUST, "%s", error->message);
  else if (!take_pem (self, pem, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_roots (task);
}

static void
on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskTrust *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GBytes) pem = desk_api_service_get_trust_finish (DESK_API (source), result, &error);
  g_autoptr (GTask) writing = NULL;

  if (pem == NULL || !take_pem (self, pem, &error)) {
    g_task_return_error (task, error);
    return;
  }

  writing = g_task_new (self, NULL, on_write_ready, g_object_ref (task));
  g_task_set_task_data (writing, g_bytes_ref (pem), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (writing, write_file);
}

static void
on_write_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskTrust *self = DESK_TRUST (source);
  GError *error = NULL;

  /* A root that is not pinned is none: the next time another could be fetched. */
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_clear_pointer (&self->roots, free_roots);
    g_task_return_error (task, error);
    return;
  }

  return_roots (task);
}

void
desk_trust_load_async (DeskTrust *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GFile) file = NULL;

  g_task_set_source_tag (task, desk_trust_load_async);
  if (self->roots != NULL) {
    return_roots (task);
    return;
  }

  file = g_file_new_for_path (self->path);
  g_file_load_bytes_async (file, cancellable, on_read_ready, g_object_ref (task));
}

STACK_OF (X509) * desk_trust_load_finish (DeskTrust *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
