/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-worker.h"

typedef struct {
  GTask *task;        /* owned; NULL for the job that ends the thread */
  DeskWorkerFunc run; /* NULL likewise */
} Job;

struct _DeskWorker {
  GAsyncQueue *queue; /* owned; of Job */
  GThread *thread;    /* owned */
  gpointer state;     /* owned by the thread if free_state is set */
  GDestroyNotify free_state;
  int cancelling; /* atomic */
};

static void
run_job (DeskWorker *self, Job *job)
{
  if (g_atomic_int_get (&self->cancelling)) {
    g_task_return_new_error (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the worker was closed");
    return;
  }
  if (g_task_return_error_if_cancelled (job->task))
    return;

  job->run (job->task, self->state);
}

static gpointer
run_thread (gpointer data)
{
  DeskWorker *self = data;
  gboolean more = TRUE;

  while (more) {
    Job *job = g_async_queue_pop (self->queue);

    more = job->task != NULL;
    if (more)
      run_job (self, job);
    g_clear_object (&job->task);
    g_free (job);
  }

  if (self->free_state != NULL)
    self->free_state (self->state);
  return NULL;
}

DeskWorker *
desk_worker_new (const char *name, gpointer state, GDestroyNotify free_state)
{
  DeskWorker *self = g_new0 (DeskWorker, 1);

  self->queue = g_async_queue_new ();
  self->state = state;
  self->free_state = free_state;
  self->thread = g_thread_new (name, run_thread, self);
  return self;
}

void
desk_worker_push (DeskWorker *self, GTask *task, DeskWorkerFunc run)
{
  Job *job = g_new (Job, 1);

  job->task = task;
  job->run = run;
  g_async_queue_push (self->queue, job);
}

void
desk_worker_close (DeskWorker *self, DeskWorkerEnd end)
{
  g_assert (!desk_worker_is_current (self));

  g_atomic_int_set (&self->cancelling, end == DESK_WORKER_CANCEL);
  desk_worker_push (self, NULL, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

gboolean
desk_worker_is_current (DeskWorker *self)
{
  return self->thread == g_thread_self ();
}
