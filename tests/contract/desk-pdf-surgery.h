/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-file.h"

G_BEGIN_DECLS

/* What somebody could do to a PDF who wants it to say something else. None of it consumes @pdf. */

/* The object number of the form field called @name. */
guint desk_pdf_find_field (GBytes *pdf, const char *name);

/* The object that @number of @pdf is, as text; for dictionaries. */
char *desk_pdf_print_object (GBytes *pdf, guint number);

/* One more revision, in which object @number (0: a new one) is @body. */
GBytes *desk_pdf_add_revision (GBytes *pdf, guint number, const char *body);

/* The same for a copy of the dictionary @number with @key set to the PDF text @value (NULL:
 * removed). */
GBytes *desk_pdf_set_key (GBytes *pdf, guint number, const char *key, const char *value);

/* @text behind the end. */
GBytes *desk_pdf_append (GBytes *pdf, const char *text);

/* The first @length bytes. */
GBytes *desk_pdf_truncate (GBytes *pdf, size_t length);

/* The byte at @offset replaced. */
GBytes *desk_pdf_set_byte (GBytes *pdf, size_t offset, char byte);

/* The offset of the last @text. */
size_t desk_pdf_find_last (GBytes *pdf, const char *text);

/* The last @from replaced by @to, which is as long. */
GBytes *desk_pdf_replace_last (GBytes *pdf, const char *from, const char *to);

/* @cms written into the signature that was prepared last, without any of the checks of
 * desk_contract_embed(). */
GBytes *desk_pdf_force_cms (GBytes *pdf, GBytes *cms);

/* The CMS of the last signature, without its padding. */
GBytes *desk_pdf_extract_cms (GBytes *pdf);

G_END_DECLS
