/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-db.h"

G_BEGIN_DECLS

/**
 * DeskStore:
 *
 * The backend's database: one connection, used by one thread of its own, held exclusively
 * (SQLite 3.40 can lose committed data when two connections write a WAL database). Jobs queue up;
 * the writes that wait together share one transaction, a savepoint each, so a failing one takes
 * back only its own changes. No write is acknowledged before its COMMIT is on the disk. Reads run
 * first and wait for no commit.
 *
 * desk_store_close() must be called before the last reference goes.
 */
#define DESK_TYPE_STORE (desk_store_get_type ())

G_DECLARE_FINAL_TYPE (DeskStore, desk_store, DESK, STORE, GObject)

typedef enum {
  DESK_STORE_READ,  /* changes nothing */
  DESK_STORE_WRITE, /* in a savepoint; FALSE rolls it back */
} DeskStoreMode;

/* Runs on the database thread. May not block, nor keep @db. */
typedef gboolean (*DeskStoreFunc) (DeskDb *db, gpointer data, GError **error);

/* Opens @path, brings its schema up to date and starts the thread. %DESK_DB_ERROR_BUSY if another
 * process has it. */
DeskStore *desk_store_open (const char *path, DeskClock *clock, GError **error);

/* Waits for the queued jobs, closes the connection and ends the thread. A job queued later fails
 * with %G_IO_ERROR_CLOSED. */
void desk_store_close (DeskStore *self);

/* @data is used by the thread until @callback runs (in the caller's main context); @destroy
 * (nullable) frees it afterwards. A cancelled job that has not begun does not run. */
void desk_store_run_async (DeskStore *self,
                           DeskStoreMode mode,
                           DeskStoreFunc func,
                           gpointer data,
                           GDestroyNotify destroy,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean desk_store_run_finish (DeskStore *self, GAsyncResult *result, GError **error);

/* The same, waiting: for start-up, subcommands and worker threads; never on the main loop. */
gboolean desk_store_run (
    DeskStore *self, DeskStoreMode mode, DeskStoreFunc func, gpointer data, GError **error);

/* Commits so far; a test sees from it that writes share them. */
guint64 desk_store_get_commit_count (DeskStore *self);

G_END_DECLS
