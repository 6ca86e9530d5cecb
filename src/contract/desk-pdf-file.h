/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-value.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  DESK_PDF_ENTRY_FREE,
  DESK_PDF_ENTRY_OFFSET,     /* at an offset of the file */
  DESK_PDF_ENTRY_COMPRESSED, /* in an object stream */
} DeskPdfEntryKind;

typedef struct {
  guint number;
  guint generation;
  DeskPdfEntryKind kind;
  size_t place; /* the offset, or the number of the object stream */
} DeskPdfEntry;

/* One cross-reference section with its trailer: what one revision says. */
typedef struct {
  size_t xref;        /* offset of "xref" or of the cross-reference stream */
  size_t trailer_end; /* just after the trailer, or the stream's "endobj" */
  gboolean is_stream;
  DeskPdfValue *trailer; /* owned; the trailer's or the stream's dictionary */
  GArray *entries;       /* owned; DeskPdfEntry, in the order they were written */
} DeskPdfSection;

/* One object. An uncompressed object knows where it lies. */
typedef struct {
  DeskPdfValue *value; /* owned */
  gboolean is_stream;
  gboolean is_compressed;
  size_t start;         /* offset of "N G obj"; 0 if compressed */
  size_t end;           /* just after "endobj" */
  size_t stream_start;  /* offset of the stream's raw bytes */
  size_t stream_length; /* bytes */
} DeskPdfObject;

/**
 * DeskPdfFile:
 *
 * A PDF as its cross-reference sections describe it: classic ones, cross-reference streams and
 * object streams with /FlateDecode. Never repairs: what does not read as the standard says is
 * refused. Not encrypted files, not hybrid ones. Bounded in depth, count and decompressed size, so
 * that any bytes may be given to it. Not thread-safe.
 */
typedef struct _DeskPdfFile DeskPdfFile;

/* Reads the last revision in @bytes. %DESK_CONTRACT_ERROR_FORM. */
DeskPdfFile *desk_pdf_file_new (GBytes *bytes, GError **error);
void desk_pdf_file_free (DeskPdfFile *self);

GBytes *desk_pdf_file_get_bytes (DeskPdfFile *self); /* borrowed */
/* Newest first; DeskPdfSection *. Borrowed. */
GPtrArray *desk_pdf_file_get_sections (DeskPdfFile *self);
/* The newest one's. Borrowed. */
const DeskPdfValue *desk_pdf_file_get_trailer (DeskPdfFile *self);
/* One more than the highest object number. */
guint desk_pdf_file_get_size (DeskPdfFile *self);
/* NULL if no section names @number. Borrowed. */
const DeskPdfEntry *desk_pdf_file_get_entry (DeskPdfFile *self, guint number);

/* Borrowed until the file is freed; NULL if it is free, absent or malformed. */
const DeskPdfObject *desk_pdf_file_get_object (DeskPdfFile *self, guint number);

/* @value itself, or what it refers to (one step); NULL for NULL, and for a missing object. */
const DeskPdfValue *desk_pdf_file_resolve (DeskPdfFile *self, const DeskPdfValue *value);
/* The resolved value of @key in @dictionary. */
const DeskPdfValue *
desk_pdf_file_get (DeskPdfFile *self, const DeskPdfValue *dictionary, const char *key);

/* The catalog; NULL if there is none. */
const DeskPdfValue *desk_pdf_file_get_catalog (DeskPdfFile *self);
/* The number of the @index-th page (from 0); 0 if there is none. */
guint desk_pdf_file_get_page (DeskPdfFile *self, guint index);

/* The object at @offset, whatever the sections say; the caller frees it. NULL if it does not read.
 */
DeskPdfObject *desk_pdf_file_read_object (DeskPdfFile *self, size_t offset, guint *number);
void desk_pdf_object_free (DeskPdfObject *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPdfFile, desk_pdf_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPdfObject, desk_pdf_object_free)

G_END_DECLS
