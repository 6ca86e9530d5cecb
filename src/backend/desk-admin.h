/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-backend.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The administration commands, one JSON object in, one out. The running backend answers them over
 * its socket; a subcommand that finds none running calls this itself.
 *
 *   {"command": "outbox", "phone": N}        -> {"text": TEXT}
 *   {"command": "ca-root"}                   -> {"text": PEM}
 *   {"command": "ca-issue", "csr": PEM, "phone": N, "name": NAME, "days": D} -> {"text": PEM}
 *   {"command": "ca-revoke", "certificate": PEM}                             -> {"text": ""}
 *   {"command": "audit-verify"}              -> {"text": TEXT}
 *   {"command": "unblock-list"}              -> {"text": LINES}
 *   {"command": "unblock-close", "number": NUMBER, "state": "done" or "refused", "note": TEXT}
 *
 * or {"error": SENTENCE}. Blocks on the database: not for the main loop. */
JsonNode *desk_admin_run (DeskBackend *backend, JsonObject *request);

/* The same from and to one line of text; never NULL, without the line's end. Caller frees. */
char *desk_admin_run_line (DeskBackend *backend, const char *line, gsize length);

#define DESK_ADMIN_MAX_LINE (64 * 1024)

G_END_DECLS
