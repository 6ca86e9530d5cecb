/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-statement.h"

#include <sqlite3.h>

G_BEGIN_DECLS

sqlite3 *desk_db_get_handle (DeskDb *self);

/* The compiled statements that are not in use, by their SQL: takes one out or returns NULL. */
sqlite3_stmt *desk_db_take_cached (DeskDb *self, const char *sql);
/* Takes @statement; finalizes it if one with that SQL is kept already. */
void desk_db_give_cached (DeskDb *self, const char *sql, sqlite3_stmt *statement);

/* Turns what SQLite says about the connection's last call into @error. Always returns FALSE. */
gboolean desk_db_fail (DeskDb *self, const char *doing, GError **error);

G_END_DECLS
