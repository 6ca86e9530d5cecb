/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-worker.h"

typedef struct {
  GTask *task;     /* owned; NULL for the job that ends the thread */
  DeskUkeyJob run; /* NULL likewise */
} QueuedJob;

struct _DeskUkeyWorker {
  char *module_path;  /* owned, nullable */
  GAsyncQueue *queue; /* owned; of QueuedJob */
  GThread *thread;    /* owned */
  int closing;        /* atomic */

  DeskPkcs11Module *module; /* owned by the thread, nullable */
};

static void
load_module (DeskUkeyWorker *self, GError **error)
{
  if (self->module != NULL)
    return;

  if (self->module_path == NULL) {
    g_set_error (error, DESK_UKEY_ERROR, DESK_UKEY_ERROR_NO_MODULE, "no PKCS#11 module was found");
    return;
  }

  self->module = desk_pkcs11_module_load (self->module_path, error);
}

static void
run_job (DeskUkeyWorker *self, QueuedJob *job)
{
  g_autoptr (GError) load_error = NULL;

  if (g_atomic_int_get (&self->closing)) {
    g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the key was closed");
    return;
  }
  if (g_task_return_error_if_cancelled (job->task))
    return;

  load_module (self, &load_error);
  job->run (job->task, self->module, load_error);
}

static gpointer
run_thread (gpointer data)
{
  DeskUkeyWorker *self = data;
  gboolean more = TRUE;

  while (more) {
    QueuedJob *job = g_async_queue_pop (self->queue);

    more = job->task != NULL;
    if (more)
      run_job (self, job);
    g_clear_object (&job->task);
    g_free (job);
  }

  g_clear_pointer (&self->module, desk_pkcs11_module_free);
  return NULL;
}

DeskUkeyWorker *
desk_ukey_worker_new (const char *module_path)
{
  DeskUkeyWorker *self = g_new0 (DeskUkeyWorker, 1);

  self->module_path = g_strdup (module_path);
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("desk-ukey", run_thread, self);
  return self;
}

void
desk_ukey_worker_push (DeskUkeyWorker *self, GTask *task, DeskUkeyJob run)
{
  QueuedJob *job = g_new (QueuedJob, 1);

  job->task = task;
  job->run = run;
  g_async_queue_push (self->queue, job);
}

void
desk_ukey_worker_close (DeskUkeyWorker *self)
{
  g_atomic_int_set (&self->closing, TRUE);
  desk_ukey_worker_push (self, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self->module_path);
  g_free (self);
}
