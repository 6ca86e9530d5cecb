/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"

#include <glib.h>

G_BEGIN_DECLS

/* The one place where a failure becomes words: what happened, and what to do. Everything is
 * translated; strings that are not "dup" are static. */

/* What happened, one sentence. An error of another domain than DESK_FLOW_ERROR gets the sentence of
 * an unexpected failure, never its own message. */
const char *desk_error_text_get_sentence (const GError *error);

/* What to do about it, one sentence. */
const char *desk_error_text_get_remedy (const GError *error);

/* Both in one line, e.g. for a toast. Caller frees. */
char *desk_error_text_dup_line (const GError *error);

/* The same for DESK_FLOW_ERROR_LIMITED when it is known how long. @retry_seconds 0: the general
 * sentence. Caller frees. */
char *desk_error_text_dup_limited (guint retry_seconds);

/* TRUE for an error nobody needs to be told of: the person cancelled, or the fields say it. */
gboolean desk_error_text_is_silent (const GError *error);

/* What is wrong with a field and what belongs there. @field is a path of the wire
 * ("applicant.id_number"); a field without a sentence of its own gets the problem's. NULL for
 * %DESK_FIELD_OK. */
const char *desk_error_text_get_field (const char *field, DeskFieldProblem problem);

G_END_DECLS
