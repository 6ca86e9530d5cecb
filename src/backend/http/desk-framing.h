/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Bounds of a request's header block, with what follows refused as malformed_request. */
#define DESK_FRAMING_MAX_HEADER (16 * 1024)
#define DESK_FRAMING_MAX_LINES  64
#define DESK_FRAMING_MAX_TARGET 2048

/* What a header block says about the message it begins. */
typedef struct {
  char *method;
  char *path;            /* of the target, still encoded, without the query */
  gboolean has_length;   /* a Content-Length was there */
  gint64 content_length; /* octets; 0 without one */
} DeskFraming;

void desk_framing_clear (DeskFraming *framing);

/* Finds the end of the header block that begins @data. Returns its length with the empty line, 0 if
 * it is not complete yet, -1 with a %DESK_PROBLEM error if it can be none: a line feed without a
 * carriage return (RFC 9112 section 2.2 lets a server take it, which is how two servers come to
 * disagree), too long. @scanned (in, out): where to go on, 0 at first. */
gssize desk_framing_find_end (const char *data, gsize length, gsize *scanned, GError **error);

/* Reads a complete header block, strictly (RFC 9112): version 1.0 or 1.1, origin-form target, one
 * Host, at most one Content-Length of digits, no Transfer-Encoding (length_required: this server
 * takes no chunked bodies), no folded lines, no blank before a colon, no control characters. */
gboolean desk_framing_parse (const char *block, gsize length, DeskFraming *framing, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskFraming, desk_framing_clear)

G_END_DECLS
