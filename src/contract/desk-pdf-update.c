/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract-signing.h"
#include "desk-encoding.h"
#include "desk-pdf-stream.h"
#include "desk-pdf-update.h"

#include <string.h>

#define ID_LENGTH 16 /* bytes, as everybody writes them */

typedef struct {
  guint number;
  GBytes *body;  /* owned; between "N 0 obj" and "endobj" */
  size_t offset; /* of "N 0 obj" in the new file, once it is written */
  size_t start;  /* of the body there */
} PendingObject;

struct _DeskPdfUpdate {
  DeskPdfFile *file;  /* borrowed */
  GPtrArray *objects; /* owned; PendingObject * */
  guint next_number;
};

static void
pending_object_free (PendingObject *object)
{
  g_clear_pointer (&object->body, g_bytes_unref);
  g_free (object);
}

DeskPdfUpdate *
desk_pdf_update_new (DeskPdfFile *file, GError **error)
{
  const DeskPdfSection *newest = desk_pdf_file_get_sections (file)->pdata[0];
  DeskPdfUpdate *self;

  if (newest->is_stream) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                         "The PDF uses a cross-reference stream; it can be judged, but not signed");
    return NULL;
  }

  self = g_new0 (DeskPdfUpdate, 1);
  self->file = file;
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_object_free);
  self->next_number = desk_pdf_file_get_size (file);
  return self;
}

void
desk_pdf_update_free (DeskPdfUpdate *self)
{
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  g_free (self);
}

guint
desk_pdf_update_allocate (DeskPdfUpdate *self)
{
  return self->next_number++;
}

static void
put_body (DeskPdfUpdate *self, guint number, GBytes *body)
{
  PendingObject *object = g_new0 (PendingObject, 1);

  object->number = number;
  object->body = body;
  g_ptr_array_add (self->objects, object);
}

void
desk_pdf_update_put (DeskPdfUpdate *self, guint number, const char *body)
{
  put_body (self, number, g_bytes_new (body, strlen (body)));
}

void
desk_pdf_update_put_value (DeskPdfUpdate *self, guint number, const DeskPdfValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  desk_pdf_value_print (value, text);
  desk_pdf_update_put (self, number, text->str);
}

void
desk_pdf_update_put_stream (DeskPdfUpdate *self,
                            guint number,
                            const char *dictionary,
                            gboolean compress,
                            const void *data,
                            size_t length)
{
  static const char end[] = "\nendstream";
  g_autoptr (GBytes) content
      = compress ? desk_pdf_stream_compress (data, length) : g_bytes_new (data, length);
  g_autofree char *start
      = g_strdup_printf ("<< %s%s /Length %zu >>\nstream\n", dictionary,
                         compress ? " /Filter /FlateDecode" : "", g_bytes_get_size (content));
  g_autoptr (GByteArray) body = g_byte_array_new ();

  g_byte_array_append (body, (const guint8 *) start, (guint) strlen (start));
  g_byte_array_append (body, g_bytes_get_data (content, NULL), (guint) g_bytes_get_size (content));
  g_byte_array_append (body, (const guint8 *) end, sizeof end - 1);
  put_body (self, number, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const PendingObject *first = *(PendingObject *const *) a;
  const PendingObject *second = *(PendingObject *const *) b;

  return first->number < second->number ? -1 : first->number > second->number;
}

static void
append_text (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

static void
append_objects (DeskPdfUpdate *self, GByteArray *out)
{
  for (guint i = 0; i < self->objects->len; i++) {
    PendingObject *object = self->objects->pdata[i];
    g_autofree char *head = g_strdup_printf ("%u 0 obj\n", object->number);

    object->offset = out->len;
    append_text (out, head);
    object->start = out->len;
    g_byte_array_append (out, g_bytes_get_data (object->body, NULL),
                         (guint) g_bytes_get_size (object->body));
    append_text (out, "\nendobj\n");
  }
}

/* Consecutive numbers share a subsection; an entry has exactly 20 bytes. */
static void
append_table (DeskPdfUpdate *self, GByteArray *out)
{
  append_text (out, "xref\n");
  for (guint i = 0; i < self->objects->len;) {
    const PendingObject *first = self->objects->pdata[i];
    g_autofree char *head = NULL;
    guint n = 1;

    while (i + n < self->objects->len
           && ((PendingObject *) self->objects->pdata[i + n])->number == first->number + n)
      n++;
    head = g_strdup_printf ("%u %u\n", first->number, n);
    append_text (out, head);
    for (guint end = i + n; i < end; i++) {
      const PendingObject *object = self->objects->pdata[i];
      g_autofree char *entry = g_strdup_printf ("%010zu 00000 n \n", object->offset);

      append_text (out, entry);
    }
  }
}

/* Of what the revision adds and the identifier of what it adds it to, which stands for everything
 * before it; of all there is if nothing identifies that. */
static void
digest_revision (const DeskPdfValue *previous,
                 size_t old_length,
                 const GByteArray *out,
                 uint8_t digest[static 32])
{
  uint8_t joined[32 + ID_LENGTH];

  if (previous == NULL || previous->kind != DESK_PDF_STRING || previous->length != ID_LENGTH) {
    desk_sha256 (out->data, out->len, digest);
    return;
  }

  desk_sha256 (out->data + old_length, out->len - old_length, joined);
  memcpy (joined + 32, previous->text, ID_LENGTH);
  desk_sha256 (joined, sizeof joined, digest);
}

/* The first half says which document it is and stays, the second which revision (ISO
 * 32000-1, 14.4). Both are digests of content, so that the same terms give the same file. */
static DeskPdfValue *
create_id (const DeskPdfValue *trailer, size_t old_length, const GByteArray *out)
{
  const DeskPdfValue *old = desk_pdf_value_get (trailer, "ID");
  const DeskPdfValue *first = desk_pdf_value_get_item (old, 0);
  DeskPdfValue *id = desk_pdf_value_new (DESK_PDF_ARRAY);
  uint8_t digest[32];

  digest_revision (desk_pdf_value_get_item (old, 1), old_length, out, digest);
  desk_pdf_value_append (id, first != NULL ? desk_pdf_value_copy (first)
                                           : desk_pdf_value_new_string (digest, ID_LENGTH));
  desk_pdf_value_append (id, desk_pdf_value_new_string (digest, ID_LENGTH));

  return id;
}

static void
append_trailer (DeskPdfUpdate *self, GByteArray *out, size_t xref)
{
  const DeskPdfSection *newest = desk_pdf_file_get_sections (self->file)->pdata[0];
  size_t old_length = g_bytes_get_size (desk_pdf_file_get_bytes (self->file));
  g_autoptr (DeskPdfValue) trailer = desk_pdf_value_copy (newest->trailer);
  g_autoptr (GString) text = g_string_new ("trailer\n");

  desk_pdf_value_set (trailer, "Size", desk_pdf_value_new_integer (self->next_number));
  desk_pdf_value_set (trailer, "Prev", desk_pdf_value_new_integer ((gint64) newest->xref));
  desk_pdf_value_set (trailer, "ID", create_id (newest->trailer, old_length, out));
  desk_pdf_value_print (trailer, text);
  g_string_append_printf (text, "\nstartxref\n%zu\n%%%%EOF\n", xref);
  append_text (out, text->str);
}

GBytes *
desk_pdf_update_finish (DeskPdfUpdate *self)
{
  GBytes *old = desk_pdf_file_get_bytes (self->file);
  size_t length = g_bytes_get_size (old);
  g_autoptr (GByteArray) out = g_byte_array_sized_new ((guint) length + 65536);
  size_t xref;

  g_byte_array_append (out, g_bytes_get_data (old, NULL), (guint) length);
  if (out->data[out->len - 1] != '\n')
    append_text (out, "\n");

  g_ptr_array_sort (self->objects, compare_numbers);
  append_objects (self, out);
  xref = out->len;
  append_table (self, out);
  append_trailer (self, out, xref);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

size_t
desk_pdf_update_get_offset (DeskPdfUpdate *self, guint number)
{
  for (guint i = 0; i < self->objects->len; i++) {
    const PendingObject *object = self->objects->pdata[i];

    if (object->number == number)
      return object->start;
  }
  return 0;
}
