/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-value.h"

G_BEGIN_DECLS

/* Reads the syntax of ISO 32000-1, 7.2 and 7.3, from untrusted bytes. Bounded: values nest at most
 * 64 deep, and one parser makes at most a million of them. A dictionary that names a key twice is
 * refused, because programs disagree about which one counts. */
typedef struct {
  const uint8_t *data; /* borrowed */
  size_t length;
  size_t position;
  guint depth;
  guint n_values;
} DeskPdfParser;

void desk_pdf_parser_init (DeskPdfParser *self, const void *data, size_t length, size_t position);

/* White space, and comments if @comments. */
void desk_pdf_parser_skip (DeskPdfParser *self, gboolean comments);

/* Skips, then takes @keyword as a whole word; FALSE and nothing taken if it is not there. */
gboolean desk_pdf_parser_take_keyword (DeskPdfParser *self, const char *keyword);

/* Skips, then takes an unsigned integer of at most 15 digits. */
gboolean desk_pdf_parser_take_integer (DeskPdfParser *self, gint64 *integer);

/* NULL if malformed. */
DeskPdfValue *desk_pdf_parser_take_value (DeskPdfParser *self);

gboolean desk_pdf_is_space (uint8_t c);

G_END_DECLS
