/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store.h"

#include "desk-store-resources.h"

/* Jobs that share one commit. More would make the first of them wait noticeably. */
#define BATCH_SIZE 64

#define SAVEPOINT "job"

typedef struct {
  DeskStoreMode mode;
  DeskStoreFunc func;
  gpointer data; /* borrowed; the task's or the waiting caller's */
  GTask *task;   /* owned; NULL if the caller waits */
  GError *error; /* owned, nullable; the outcome */
  gboolean done; /* guarded by the store's lock; only if the caller waits */
} Job;

struct _DeskStore {
  GObject parent_instance;

  DeskDb *db; /* owned; used by the thread alone once it runs */
  GThread *thread;

  GMutex lock;
  GCond queued;   /* something was queued, or closing was set */
  GCond finished; /* a waiting caller's job is done */
  GQueue jobs;    /* of Job; guarded by lock */
  gboolean closing;
  guint64 n_commits; /* guarded by lock */
};

G_DEFINE_FINAL_TYPE (DeskStore, desk_store, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_error (&job->error);
  g_free (job);
}

static void
free_job (gpointer job)
{
  job_free (job);
}

/* @user_data: array of Job, all of this context. */
static gboolean
on_jobs_complete (gpointer user_data)
{
  GPtrArray *jobs = user_data;

  for (guint i = 0; i < jobs->len; i++) {
    Job *job = g_ptr_array_index (jobs, i);

    if (job->error != NULL)
      g_task_return_error (job->task, g_steal_pointer (&job->error));
    else
      g_task_return_boolean (job->task, TRUE);
  }

  return G_SOURCE_REMOVE;
}

static void
free_jobs (gpointer jobs)
{
  g_ptr_array_unref (jobs);
}

static GMainContext *
get_context (Job *job)
{
  return job->task != NULL ? g_task_get_context (job->task) : NULL;
}

/* Hands over the @n jobs, all of the same context. Always through a source of it, so that the
 * callbacks run in the caller's thread: g_main_context_invoke() would run them here whenever nobody
 * iterates the context at the moment. One source for all: each wakes the loop up. */
static void
complete_in_context (Job **jobs, guint n)
{
  GPtrArray *group = g_ptr_array_new_full (n, free_job);
  g_autoptr (GSource) source = g_idle_source_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (group, jobs[i]);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_jobs_complete, group, free_jobs);
  g_source_attach (source, get_context (jobs[0]));
}

static void
complete_waiting (DeskStore *self, Job *job)
{
  g_mutex_lock (&self->lock);
  job->done = TRUE;
  g_cond_broadcast (&self->finished);
  g_mutex_unlock (&self->lock);
}

/* Hands the outcomes to the callers; no job may be touched afterwards. */
static void
acknowledge (DeskStore *self, Job **jobs, guint n_jobs)
{
  guint n;

  for (guint i = 0; i < n_jobs; i += n) {
    GMainContext *context = get_context (jobs[i]);

    n = 1;
    if (context == NULL) {
      complete_waiting (self, jobs[i]);
      continue;
    }
    while (i + n < n_jobs && get_context (jobs[i + n]) == context)
      n++;
    complete_in_context (jobs + i, n);
  }
}

static void
acknowledge_all (DeskStore *self, GPtrArray *jobs)
{
  acknowledge (self, (Job **) jobs->pdata, jobs->len);
  g_ptr_array_set_size (jobs, 0);
}

static gboolean
is_cancelled (Job *job)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;

  return cancellable != NULL && g_cancellable_set_error_if_cancelled (cancellable, &job->error);
}

static void
run_read (DeskStore *self, Job *job)
{
  if (!is_cancelled (job))
    job->func (self->db, job->data, &job->error);
}

/* FALSE with @error when the transaction itself is lost, with everything before it. */
static gboolean
run_write (DeskStore *self, Job *job, GError **error)
{
  gboolean kept;

  if (is_cancelled (job))
    return TRUE;
  if (!desk_db_savepoint (self->db, SAVEPOINT, error))
    return FALSE;

  kept = job->func (self->db, job->data, &job->error);
  if (!desk_db_in_transaction (self->db)) {
    /* SQLite takes the whole transaction back by itself when the disk is full. */
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_FULL, "the transaction was rolled back: %s",
                 job->error != NULL ? job->error->message : "no reason given");
    return FALSE;
  }

  return kept ? desk_db_release (self->db, SAVEPOINT, error)
              : desk_db_rollback_to (self->db, SAVEPOINT, error);
}

static gboolean
run_writes_in_transaction (DeskStore *self, GPtrArray *writes, GError **error)
{
  if (!desk_db_begin (self->db, error))
    return FALSE;

  for (guint i = 0; i < writes->len; i++)
    if (!run_write (self, g_ptr_array_index (writes, i), error))
      return FALSE;

  return desk_db_commit (self->db, error);
}

static void
run_writes (DeskStore *self, GPtrArray *writes)
{
  g_autoptr (GError) error = NULL;

  if (!run_writes_in_transaction (self, writes, &error)) {
    g_warning ("a transaction was lost: %s", error->message);
    desk_db_rollback (self->db);
    for (guint i = 0; i < writes->len; i++) {
      Job *job = g_ptr_array_index (writes, i);

      g_clear_error (&job->error);
      job->error = g_error_copy (error);
    }
  } else {
    g_mutex_lock (&self->lock);
    self->n_commits++;
    g_mutex_unlock (&self->lock);
  }

  acknowledge_all (self, writes);
}

/* Waits for work; FALSE when the store is closing and nothing is left. */
static gboolean
take_batch (DeskStore *self, GPtrArray *reads, GPtrArray *writes)
{
  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->jobs) && !self->closing)
    g_cond_wait (&self->queued, &self->lock);

  while (reads->len + writes->len < BATCH_SIZE && !g_queue_is_empty (&self->jobs)) {
    Job *job = g_queue_pop_head (&self->jobs);

    g_ptr_array_add (job->mode == DESK_STORE_READ ? reads : writes, job);
  }
  g_mutex_unlock (&self->lock);

  return reads->len + writes->len > 0;
}

static gpointer
run_thread (gpointer user_data)
{
  DeskStore *self = user_data;
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  g_autoptr (GPtrArray) writes = g_ptr_array_new ();

  while (take_batch (self, reads, writes)) {
    for (guint i = 0; i < reads->len; i++)
      run_read (self, g_ptr_array_index (reads, i));
    acknowledge_all (self, reads);
    if (writes->len > 0)
      run_writes (self, writes);
  }

  return NULL;
}

static void
desk_store_finalize (GObject *object)
{
  DeskStore *self = DESK_STORE (object);

  g_assert (self->thread == NULL);
  g_clear_pointer (&self->db, desk_db_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->queued);
  g_cond_clear (&self->finished);

  G_OBJECT_CLASS (desk_store_parent_class)->finalize (object);
}

static void
desk_store_class_init (DeskStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_store_finalize;
}

static void
desk_store_init (DeskStore *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->queued);
  g_cond_init (&self->finished);
  g_queue_init (&self->jobs);
}

DeskStore *
desk_store_open (const char *path, DeskClock *clock, GError **error)
{
  g_autoptr (DeskStore) self = g_object_new (DESK_TYPE_STORE, NULL);

  self->db = desk_db_open (path, DESK_DB_EXCLUSIVE | DESK_DB_DURABLE, error);
  if (self->db == NULL
      || !desk_db_migrate (self->db, desk_store_get_resource (), "/cn/nmgca/CertDesk/sql",
                           "backend-", desk_clock_now_seconds (clock), error))
    return NULL;

  self->thread = g_thread_new ("desk-store", run_thread, self);
  return g_steal_pointer (&self);
}

void
desk_store_close (DeskStore *self)
{
  g_return_if_fail (DESK_IS_STORE (self));

  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->queued);
  g_mutex_unlock (&self->lock);

  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->db, desk_db_free);
}

static gboolean
enqueue (DeskStore *self, Job *job)
{
  gboolean open;

  g_mutex_lock (&self->lock);
  open = !self->closing;
  if (open) {
    g_queue_push_tail (&self->jobs, job);
    g_cond_signal (&self->queued);
  }
  g_mutex_unlock (&self->lock);

  if (!open)
    g_set_error (&job->error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the database is closed");
  return open;
}

void
desk_store_run_async (DeskStore *self,
                      DeskStoreMode mode,
                      DeskStoreFunc func,
                      gpointer data,
                      GDestroyNotify destroy,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (DESK_IS_STORE (self));

  job->mode = mode;
  job->func = func;
  job->data = data;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, desk_store_run_async);
  g_task_set_task_data (job->task, data, destroy);
  /* What was committed is reported as such, even if the caller cancelled meanwhile. */
  g_task_set_check_cancellable (job->task, FALSE);

  if (!enqueue (self, job))
    acknowledge (self, &job, 1);
}

gboolean
desk_store_run_finish (DeskStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
desk_store_run (
    DeskStore *self, DeskStoreMode mode, DeskStoreFunc func, gpointer data, GError **error)
{
  Job job = { .mode = mode, .func = func, .data = data };

  g_return_val_if_fail (DESK_IS_STORE (self), FALSE);
  g_return_val_if_fail (g_thread_self () != self->thread, FALSE);

  if (enqueue (self, &job)) {
    g_mutex_lock (&self->lock);
    while (!job.done)
      g_cond_wait (&self->finished, &self->lock);
    g_mutex_unlock (&self->lock);
  }

  if (job.error == NULL)
    return TRUE;

  g_propagate_error (error, job.error);
  return FALSE;
}

guint64
desk_store_get_commit_count (DeskStore *self)
{
  guint64 count;

  g_mutex_lock (&self->lock);
  count = self->n_commits;
  g_mutex_unlock (&self->lock);
  return count;
}
