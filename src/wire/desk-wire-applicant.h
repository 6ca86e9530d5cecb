/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-applicant.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* POST /v1/identity-checks: {id_type, name, id_number, mobile}, normalised on both ends. */
JsonNode *desk_wire_applicant_to_json (DeskApplicant *applicant);
/* Says nothing of the rules of the fields: desk_applicant_validate() does. */
DeskApplicant *desk_wire_applicant_from_json (JsonObject *json, GError **error);

/* Its answer: {id, result, serial, time}. */
typedef struct {
  char *id;           /* owned */
  gboolean is_manual; /* `result`: "manual", a person looks at it; "match" otherwise */
  char *serial;       /* owned; of the check at whoever made it */
  gint64 time;        /* Unix seconds */
} DeskWireIdentity;

JsonNode *desk_wire_identity_to_json (const DeskWireIdentity *identity);
gboolean
desk_wire_identity_from_json (JsonObject *json, DeskWireIdentity *identity, GError **error);
void desk_wire_identity_clear (DeskWireIdentity *identity);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireIdentity, desk_wire_identity_clear)

G_END_DECLS
