/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-unblock-request.h"
#include "desk-wire.h"

G_BEGIN_DECLS

#define DESK_WIRE_MAX_TOKEN_TEXT 64 /* characters of a serial or label: CK_TOKEN_INFO holds 32 */
#define DESK_WIRE_MAX_UNBLOCKS   20

/* POST /v1/unblock-requests. Strings owned. */
typedef struct {
  char *token_serial;
  char *token_label;
  DeskUnblockReason reason;
} DeskWireUnblock;

JsonNode *desk_wire_unblock_to_json (const DeskWireUnblock *message);
gboolean desk_wire_unblock_from_json (JsonObject *json, DeskWireUnblock *message, GError **error);
void desk_wire_unblock_clear (DeskWireUnblock *message);

/* What it answers. */
JsonNode *desk_wire_unblock_request_to_json (const DeskUnblockRequest *request);
gboolean
desk_wire_unblock_request_from_json (JsonObject *json, DeskUnblockRequest *request, GError **error);

/* GET /v1/unblock-requests: {requests: [...]}, newest first; DeskUnblockRequest. Caller owns. */
JsonNode *desk_wire_unblock_list_to_json (GPtrArray *requests);
GPtrArray *desk_wire_unblock_list_from_json (JsonObject *json, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskWireUnblock, desk_wire_unblock_clear)

G_END_DECLS
