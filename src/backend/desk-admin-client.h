/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Runs an administration command (desk-admin.h) on the backend that has @data_directory, or on the
 * database itself when none is running. Returns the answer's text, NULL with @error set. Blocks.
 * @program: of this process. */
char *desk_admin_client_run (const char *data_directory,
                             const char *program,
                             JsonNode *request,
                             GError **error);

G_END_DECLS
