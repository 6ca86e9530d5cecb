/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskDb:
 *
 * One SQLite connection. Used by one thread at a time, the one that opened it or the one it was
 * handed to; nothing in here locks. SQL stays within what SQLite 3.40 and PostgreSQL 15 share:
 * parameters are $1, $2 ...
 */
typedef struct _DeskDb DeskDb;

typedef enum {
  DESK_DB_NONE = 0,
  /* No second process may open the file while this one has it (WAL without shared memory). */
  DESK_DB_EXCLUSIVE = 1 << 0,
  /* A commit is on the disk when it returns (synchronous=FULL); otherwise NORMAL. */
  DESK_DB_DURABLE = 1 << 1,
} DeskDbFlags;

typedef enum {
  DESK_DB_ERROR_FAILED,     /* wrong SQL, a wrong use */
  DESK_DB_ERROR_BUSY,       /* another process holds the database */
  DESK_DB_ERROR_CONSTRAINT, /* UNIQUE, CHECK, FOREIGN KEY, NOT NULL */
  DESK_DB_ERROR_FULL,       /* no space left, or the file may not grow */
  DESK_DB_ERROR_DAMAGED,    /* not a database, or a broken one */
  DESK_DB_ERROR_VERSION,    /* made by a newer program, or a migration was edited */
} DeskDbError;

#define DESK_DB_ERROR (desk_db_error_quark ())
GQuark desk_db_error_quark (void);

/* Opens or creates @path (readable by this user only when created) in WAL mode with foreign keys
 * on. ":memory:" is for tests. */
DeskDb *desk_db_open (const char *path, DeskDbFlags flags, GError **error);

/* Closes; every statement must be released before. NULL is allowed. */
void desk_db_free (DeskDb *self);

/* Runs one or more statements without parameters or rows. */
gboolean desk_db_exec (DeskDb *self, const char *sql, GError **error);

/* Rows changed by the last INSERT, UPDATE or DELETE. */
gint64 desk_db_get_changes (DeskDb *self);

/* BEGIN IMMEDIATE: a writer never has to be upgraded. */
gboolean desk_db_begin (DeskDb *self, GError **error);
gboolean desk_db_commit (DeskDb *self, GError **error);
/* Only warns when it fails: SQLite may have rolled back by itself. */
void desk_db_rollback (DeskDb *self);
gboolean desk_db_in_transaction (DeskDb *self);

/* @name: a plain identifier. Rolling back to a savepoint also ends it. */
gboolean desk_db_savepoint (DeskDb *self, const char *name, GError **error);
gboolean desk_db_release (DeskDb *self, const char *name, GError **error);
gboolean desk_db_rollback_to (DeskDb *self, const char *name, GError **error);

/* Brings the schema up to date: runs the resources @directory/@prefix0001.sql, 0002 ... that the
 * table schema_version does not list yet, each in a transaction of its own, and notes number,
 * SHA-256 and @now (Unix seconds). %DESK_DB_ERROR_VERSION if a script that ran was edited since or
 * the database knows a later one than there is. @directory without a trailing slash, e.g.
 * "/cn/nmgca/CertDesk/sql"; @prefix e.g. "backend-". */
gboolean desk_db_migrate (DeskDb *self,
                          GResource *resource,
                          const char *directory,
                          const char *prefix,
                          gint64 now,
                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskDb, desk_db_free)

G_END_DECLS
