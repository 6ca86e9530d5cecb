/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"
#include "desk-wire.h"

G_BEGIN_DECLS

/* Written into each draft; a draft of a later version is refused. */
#define DESK_WIRE_DRAFT_VERSION 1

/* The whole application as it was typed, strokes included, for the encrypted local draft. Of a
 * picture only what names it: kind, state, file name, SHA-256, problem. */
JsonNode *desk_wire_draft_to_json (DeskApplication *application);

/* The inverse. Attachments come back in the state they were in (an interrupted upload as LOCAL)
 * and without content: whoever keeps the pictures sets it, by SHA-256. */
DeskApplication *desk_wire_draft_from_json (JsonNode *json, GError **error);

G_END_DECLS
