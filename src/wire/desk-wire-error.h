/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wire.h"

G_BEGIN_DECLS

/* For this folder only: an error about the member at @field. */
GError *desk_wire_error_new_field (DeskWireError code, const char *field, DeskFieldProblem problem);

/* TRUE if @text is one JSON object or array as desk_wire_parse() takes it; otherwise @offset is
 * where it is not. @text is UTF-8 of @length bytes. */
gboolean desk_wire_scan (const char *text, size_t length, size_t *offset);

G_END_DECLS
