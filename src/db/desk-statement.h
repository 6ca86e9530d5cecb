/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"

G_BEGIN_DECLS

/**
 * DeskStatement:
 *
 * A prepared statement, taken from the connection's cache and given back by
 * desk_statement_release(), which also forgets its bindings:
 *
 *   g_autoptr (DeskStatement) statement = desk_statement_new (db, "SELECT ... = $1", error);
 *
 *   if (statement == NULL)
 *     return FALSE;
 *   desk_statement_bind_text (statement, 1, id);
 *   while ((result = desk_statement_step (statement, error)) == DESK_DB_ROW)
 *     ...
 */
typedef struct _DeskStatement DeskStatement;

typedef enum {
  DESK_DB_FAILED = -1,
  DESK_DB_DONE = 0,
  DESK_DB_ROW = 1,
} DeskDbResult;

/* @sql: one statement; copied. NULL with @error if it does not compile. */
DeskStatement *desk_statement_new (DeskDb *db, const char *sql, GError **error);
void desk_statement_release (DeskStatement *self);

/* Parameters count from 1. A bind that fails makes the next step fail. Content is copied. */
void desk_statement_bind_text (DeskStatement *self, int parameter, const char *text); /* nullable */
void desk_statement_bind_int64 (DeskStatement *self, int parameter, gint64 value);
void desk_statement_bind_bytes (DeskStatement *self, int parameter, GBytes *bytes); /* nullable */
void desk_statement_bind_null (DeskStatement *self, int parameter);

DeskDbResult desk_statement_step (DeskStatement *self, GError **error);

/* Steps through to the end, rows ignored: for INSERT, UPDATE, DELETE. */
gboolean desk_statement_run (DeskStatement *self, GError **error);

/* Columns count from 0 (name them by an enum beside the SELECT). Text is borrowed until the next
 * step and NULL for SQL NULL. */
const char *desk_statement_get_text (DeskStatement *self, int column);
char *desk_statement_dup_text (DeskStatement *self, int column);
gint64 desk_statement_get_int64 (DeskStatement *self, int column);
GBytes *desk_statement_get_bytes (DeskStatement *self, int column); /* new reference, nullable */
gboolean desk_statement_is_null (DeskStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStatement, desk_statement_release)

G_END_DECLS
