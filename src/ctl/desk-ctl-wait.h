/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A command does one thing after another: it starts an asynchronous call with desk_ctl_on_ready()
 * and the address of a result that is NULL, waits, and finishes the call. */
void desk_ctl_on_ready (GObject *source, GAsyncResult *result, gpointer user_data);

/* Runs the main context until *@result is there; caller owns it. */
void desk_ctl_wait_for (GAsyncResult **result);

G_END_DECLS
