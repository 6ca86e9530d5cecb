/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-exchange-private.h"

G_BEGIN_DECLS

/* DeskStoreFuncs: the parts of an exchange on the database thread. */

/* @data: a DeskExchange. Finds the session and a stored answer, then runs the handler or the job's
 * begin. */
gboolean desk_exchange_run_first (DeskDb *db, gpointer data, GError **error);

/* @data: a DeskExchange. The job's finish. */
gboolean desk_exchange_run_last (DeskDb *db, gpointer data, GError **error);

/* @data: a DeskRequest. */
gboolean desk_exchange_touch_session (DeskDb *db, gpointer data, GError **error);

G_END_DECLS
