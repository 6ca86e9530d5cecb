/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For tests of asynchronous calls: give desk_test_async_ready and a GAsyncResult * that is NULL,
 * then wait for it.
 *
 *   g_autoptr (GAsyncResult) result = NULL;
 *   desk_ukey_scan_async (ukey, NULL, desk_test_async_ready, &result);
 *   desk_test_async_wait (&result);
 */
void desk_test_async_ready (GObject *source, GAsyncResult *result, gpointer user_data);

/* Runs the main context until the result is there; the test's own time-out is the limit. */
void desk_test_async_wait (GAsyncResult **result);

/* Runs the main context for what was queued, without waiting for anything. */
void desk_test_async_settle (void);

G_END_DECLS
