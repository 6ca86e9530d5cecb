/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  DESK_PDF_NULL,
  DESK_PDF_BOOLEAN,
  DESK_PDF_INTEGER,
  DESK_PDF_REAL,
  DESK_PDF_STRING,
  DESK_PDF_NAME,
  DESK_PDF_ARRAY,
  DESK_PDF_DICTIONARY,
  DESK_PDF_REFERENCE,
} DeskPdfKind;

/**
 * DeskPdfValue:
 *
 * One value of a PDF (ISO 32000-1, 7.3), with everything in it. A plain tree that its holder owns.
 */
typedef struct _DeskPdfValue DeskPdfValue;

struct _DeskPdfValue {
  DeskPdfKind kind;
  size_t start;     /* offset of its first byte in what was parsed; 0 if made by code */
  size_t end;       /* just after its last byte */
  gint64 integer;   /* a boolean's, integer's or reference's number */
  guint generation; /* of a reference */
  char *text;    /* owned, nullable: name, string's bytes (may hold NUL), real as it was written */
  size_t length; /* bytes of text */
  GPtrArray *names; /* owned, nullable: char *, the keys of a dictionary */
  GPtrArray *items; /* owned, nullable: DeskPdfValue *, of an array or a dictionary */
};

DeskPdfValue *desk_pdf_value_new (DeskPdfKind kind);
DeskPdfValue *desk_pdf_value_new_integer (gint64 integer);
DeskPdfValue *desk_pdf_value_new_name (const char *name);
DeskPdfValue *desk_pdf_value_new_reference (guint number);
/* A text string (7.9.2.2): ASCII as it is, anything else as UTF-16 with its mark. */
DeskPdfValue *desk_pdf_value_new_text (const char *utf8);
DeskPdfValue *desk_pdf_value_new_string (const void *data, size_t length);
DeskPdfValue *desk_pdf_value_copy (const DeskPdfValue *self);
void desk_pdf_value_free (DeskPdfValue *self);

/* Equal in meaning: how it was written does not matter, nor does the order of a dictionary. */
gboolean desk_pdf_value_equal (const DeskPdfValue *a, const DeskPdfValue *b);

gboolean desk_pdf_value_is_name (const DeskPdfValue *self, const char *name);

/* Borrowed; NULL if @self is NULL, no dictionary, or has no such key. */
const DeskPdfValue *desk_pdf_value_get (const DeskPdfValue *self, const char *key);
/* The number of the reference stored under @key; 0 if there is none. */
guint desk_pdf_value_get_reference (const DeskPdfValue *self, const char *key);
/* Takes @value. */
void desk_pdf_value_set (DeskPdfValue *self, const char *key, DeskPdfValue *value);
void desk_pdf_value_append (DeskPdfValue *self, DeskPdfValue *value);
/* 0 if @self is NULL or no array. */
guint desk_pdf_value_get_n_items (const DeskPdfValue *self);
const DeskPdfValue *desk_pdf_value_get_item (const DeskPdfValue *self, guint index);

/* A text string as UTF-8; "" if it is none. Caller frees. */
char *desk_pdf_value_dup_text (const DeskPdfValue *self);

void desk_pdf_value_print (const DeskPdfValue *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPdfValue, desk_pdf_value_free)

G_END_DECLS
