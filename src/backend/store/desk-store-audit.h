/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"

G_BEGIN_DECLS

/* The audit trail: a gapless chain. Each row's hash covers the row before it, so that an edit, a
 * deletion, a swap and (with the head kept in a second table) a truncation are found. */

/* Appends one row in the caller's transaction; if it cannot be written the caller must fail.
 * @actor: account id, "system" or "admin". @action: "order.submitted" ...; @subject: id of what it
 * is about. @detail: nullable, JSON or words, never personal data. @now: Unix seconds. */
gboolean desk_store_audit_append (DeskDb *db,
                                  const char *actor,
                                  const char *action,
                                  const char *subject,
                                  const char *detail,
                                  gint64 now,
                                  GError **error);

/* Reads the whole chain. FALSE with %G_IO_ERROR_INVALID_DATA and the number of the first row that
 * does not fit in the message. @n_rows (out, nullable): rows that fit. */
gboolean desk_store_audit_verify (DeskDb *db, gint64 *n_rows, GError **error);

G_END_DECLS
