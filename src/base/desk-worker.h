/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskWorker:
 *
 * One thread that owns something which only one thread may touch (a PKCS#11 module, a database),
 * and the queue in front of it. Jobs run in the order in which they were pushed.
 */
typedef struct _DeskWorker DeskWorker;

/* Runs on the worker's thread and answers @task. */
typedef void (*DeskWorkerFunc) (GTask *task, gpointer state);

typedef enum {
  DESK_WORKER_DRAIN,  /* what is queued still runs */
  DESK_WORKER_CANCEL, /* what is queued is answered with G_IO_ERROR_CANCELLED */
} DeskWorkerEnd;

/* @state is handed to every job; @free_state (nullable) runs on the thread when it ends. */
DeskWorker *desk_worker_new (const char *name, gpointer state, GDestroyNotify free_state);

/* Takes @task. One that was cancelled before its turn is answered without running. */
void desk_worker_push (DeskWorker *self, GTask *task, DeskWorkerFunc run);

/* Waits for the thread and frees. */
void desk_worker_close (DeskWorker *self, DeskWorkerEnd end);

/* TRUE on the worker's own thread; for assertions. */
gboolean desk_worker_is_current (DeskWorker *self);

G_END_DECLS
