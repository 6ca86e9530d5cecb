/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ink.h"
#include "desk-wire-reader.h"

G_BEGIN_DECLS

/* PUT /v1/orders/{id}/ink: {height, strokes: [[[x, y, time_ms, pressure], ...], ...]}. */
JsonNode *desk_wire_ink_to_json (DeskInk *ink);

/* Every number must lie on the canvas and no stroke be empty. desk_ink_check() says whether it is a
 * signature. */
DeskInk *desk_wire_ink_from_json (JsonObject *json, GError **error);

/* Reads into an empty @ink. Errors stay in @reader. */
void desk_wire_ink_read (DeskWireReader *reader, DeskInk *ink);

G_END_DECLS
