/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskBenchConnection:
 *
 * One kept-alive connection to a server on this machine, blocking: the cheapest client there is, so
 * that what is measured is the server. For one thread at a time.
 */
typedef struct _DeskBenchConnection DeskBenchConnection;

/* @url: "http://127.0.0.1:PORT". */
DeskBenchConnection *desk_bench_connection_new (const char *url);
void desk_bench_connection_free (DeskBenchConnection *self);

/* Sends @request, a whole HTTP/1.1 message, and reads the whole answer: its status. @body
 * (nullable) receives the answer's body, NUL-terminated, borrowed until the next request. */
guint
desk_bench_connection_send (DeskBenchConnection *self, const char *request, const char **body);

/* Runs @turn on @n_threads threads at once, again and again for @seconds; how many turns a second
 * all of them did. @turn gets its thread's entry of @states. */
double
desk_bench_load (void (*turn) (gpointer state), gpointer *states, guint n_threads, double seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskBenchConnection, desk_bench_connection_free)

G_END_DECLS
