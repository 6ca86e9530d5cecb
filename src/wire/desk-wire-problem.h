/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* application/problem+json (RFC 9457): {type, title, status, code, detail?, request_id, fields?,
 * retry_after?}. Begins zeroed; what is in it is owned. */
typedef struct {
  DeskProblemCode code; /* gives type, title and status */
  char *detail;         /* nullable; English, nothing personal */
  char *request_id;     /* nullable */
  DeskIssues *issues;   /* nullable */
  gint64 retry_after;   /* seconds, 0: not said */
} DeskWireProblem;

JsonNode *desk_wire_problem_to_json (const DeskWireProblem *problem);

/* FALSE for an unknown `code`. A field problem this end does not know becomes
 * %DESK_FIELD_BAD_FORMAT: the field is wrong all the same. */
gboolean desk_wire_problem_from_json (JsonObject *json, DeskWireProblem *problem, GError **error);
void desk_wire_problem_clear (DeskWireProblem *problem);

/* @error of DESK_WIRE_ERROR as the problem a server answers; @problem must be zeroed. */
void desk_wire_problem_from_error (DeskWireProblem *problem, const GError *error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireProblem, desk_wire_problem_clear)

G_END_DECLS
