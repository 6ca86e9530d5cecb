/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-file.h"

G_BEGIN_DECLS

/* Object numbers above this are refused (ISO 32000-1, annex C), and so are more entries in all. */
#define DESK_PDF_MAX_OBJECTS 8388607
#define DESK_PDF_MAX_ENTRIES 1000000

/* The section at @offset of @file's bytes, classic or a stream; at most @max_entries entries. NULL
 * if it does not read. */
DeskPdfSection *desk_pdf_section_read (DeskPdfFile *file, size_t offset, guint max_entries);
void desk_pdf_section_free (DeskPdfSection *self);

/* The section before: /Prev; -1 if there is none, -2 if malformed. */
gint64 desk_pdf_section_get_previous (const DeskPdfSection *self);

/* The number after the last "startxref" that is followed by "%%EOF"; FALSE if there is none. */
gboolean desk_pdf_find_startxref (GBytes *bytes, size_t *offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPdfSection, desk_pdf_section_free)

G_END_DECLS
