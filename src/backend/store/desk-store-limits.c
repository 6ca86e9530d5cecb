/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-limits.h"

#include "desk-statement.h"

#define DAY_SECONDS (24 * 60 * 60)

gboolean
desk_store_limits_check (DeskDb *db,
                         const char *kind,
                         const char *subject,
                         gint64 window,
                         gint64 max,
                         gint64 now,
                         gint64 *retry_after,
                         GError **error)
{
  /* The @max-th newest event: when it leaves the window there is room again. */
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "SELECT time FROM limit_event WHERE kind = $1 AND subject = $2 AND time > $3"
      " ORDER BY time DESC LIMIT 1 OFFSET $4",
      error);
  DeskDbResult result;

  *retry_after = 0;
  if (statement == NULL)
    return FALSE;
  if (max == 0)
    return TRUE;

  desk_statement_bind_text (statement, 1, kind);
  desk_statement_bind_text (statement, 2, subject);
  desk_statement_bind_int64 (statement, 3, now - window);
  desk_statement_bind_int64 (statement, 4, max - 1);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW)
    *retry_after = MIN (desk_statement_get_int64 (statement, 0) + window - now, window);

  return result != DESK_DB_FAILED;
}

static gboolean
forget_old (DeskDb *db, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "DELETE FROM limit_event WHERE time <= $1", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, now - DAY_SECONDS);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_limits_note (
    DeskDb *db, const char *kind, const char *subject, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, "INSERT INTO limit_event (kind, subject, time) VALUES ($1, $2, $3)", error);

  if (statement == NULL || !forget_old (db, now, error))
    return FALSE;

  desk_statement_bind_text (statement, 1, kind);
  desk_statement_bind_text (statement, 2, subject);
  desk_statement_bind_int64 (statement, 3, now);
  return desk_statement_run (statement, error);
}
