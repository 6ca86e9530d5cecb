/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"
#include "desk-problem-code.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Nothing this program exchanges is deeper, or larger: the largest is a signature of
 * DESK_INK_MAX_POINTS points. */
#define DESK_WIRE_MAX_DEPTH 8
#define DESK_WIRE_MAX_BYTES (1024 * 1024)

typedef enum {
  DESK_WIRE_ERROR_INVALID_JSON,   /* not JSON, or JSON nobody means well with */
  DESK_WIRE_ERROR_UNKNOWN_MEMBER, /* of a request */
  DESK_WIRE_ERROR_INVALID_FIELD,  /* a member is missing, of another type or out of range */
} DeskWireError;

#define DESK_WIRE_ERROR (desk_wire_error_quark ())
GQuark desk_wire_error_quark (void);

/* The problem a server answers an error of this domain with. */
DeskProblemCode desk_wire_error_get_problem_code (const GError *error);

/* Path of the member, "invoice.title"; "" for %DESK_WIRE_ERROR_INVALID_JSON. Borrowed. */
const char *desk_wire_error_get_field (const GError *error);

/* What is wrong with it; %DESK_FIELD_OK unless %DESK_WIRE_ERROR_INVALID_FIELD. */
DeskFieldProblem desk_wire_error_get_problem (const GError *error);

/* JSON text to a tree. Stricter than RFC 8259 where readers differ: UTF-8 only, no member twice, no
 * escape in a member's name, no U+0000, no lone surrogate, no integer beyond 18 digits. NULL with
 * %DESK_WIRE_ERROR_INVALID_JSON; the message has an offset and never the text. */
JsonNode *desk_wire_parse (GBytes *text, GError **error);

/* A tree to compact JSON text. Caller owns. */
GBytes *desk_wire_print (JsonNode *node);

G_END_DECLS
