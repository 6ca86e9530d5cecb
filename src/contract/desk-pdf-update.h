/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-file.h"

G_BEGIN_DECLS

/**
 * DeskPdfUpdate:
 *
 * One more revision of a PDF (ISO 32000-1, 7.5.6): new and replaced objects, appended behind the
 * bytes that are there, which stay as they are. Only for files with classic cross-reference tables.
 */
typedef struct _DeskPdfUpdate DeskPdfUpdate;

/* @file is borrowed and must outlive the update. %DESK_CONTRACT_ERROR_FORM for a file with a
 * cross-reference stream. */
DeskPdfUpdate *desk_pdf_update_new (DeskPdfFile *file, GError **error);
void desk_pdf_update_free (DeskPdfUpdate *self);

/* The number of a new object. */
guint desk_pdf_update_allocate (DeskPdfUpdate *self);

/* What @number shall be, as PDF text. */
void desk_pdf_update_put (DeskPdfUpdate *self, guint number, const char *body);
void desk_pdf_update_put_value (DeskPdfUpdate *self, guint number, const DeskPdfValue *value);
/* @dictionary: PDF text of the stream's entries besides /Filter and /Length. */
void desk_pdf_update_put_stream (DeskPdfUpdate *self,
                                 guint number,
                                 const char *dictionary,
                                 gboolean compress,
                                 const void *data,
                                 size_t length);

/* The whole file with the revision; nobody else holds it. */
GBytes *desk_pdf_update_finish (DeskPdfUpdate *self);

/* Where the text that was put as @number begins in the finished file; 0 if nothing was. */
size_t desk_pdf_update_get_offset (DeskPdfUpdate *self, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPdfUpdate, desk_pdf_update_free)

G_END_DECLS
