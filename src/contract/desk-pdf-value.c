/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-pdf-value.h"

#include <string.h>

DeskPdfValue *
desk_pdf_value_new (DeskPdfKind kind)
{
  DeskPdfValue *self = g_new0 (DeskPdfValue, 1);

  self->kind = kind;
  if (kind == DESK_PDF_DICTIONARY)
    self->names = g_ptr_array_new_with_free_func (g_free);
  if (kind == DESK_PDF_DICTIONARY || kind == DESK_PDF_ARRAY)
    self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_pdf_value_free);

  return self;
}

DeskPdfValue *
desk_pdf_value_new_integer (gint64 integer)
{
  DeskPdfValue *self = desk_pdf_value_new (DESK_PDF_INTEGER);

  self->integer = integer;
  return self;
}

DeskPdfValue *
desk_pdf_value_new_name (const char *name)
{
  DeskPdfValue *self = desk_pdf_value_new (DESK_PDF_NAME);

  self->text = g_strdup (name);
  self->length = strlen (name);
  return self;
}

DeskPdfValue *
desk_pdf_value_new_reference (guint number)
{
  DeskPdfValue *self = desk_pdf_value_new (DESK_PDF_REFERENCE);

  self->integer = number;
  return self;
}

DeskPdfValue *
desk_pdf_value_new_string (const void *data, size_t length)
{
  DeskPdfValue *self = desk_pdf_value_new (DESK_PDF_STRING);

  self->text = g_malloc (length + 1);
  memcpy (self->text, data, length);
  self->text[length] = '\0';
  self->length = length;
  return self;
}

DeskPdfValue *
desk_pdf_value_new_text (const char *utf8)
{
  gsize length = 0;
  g_autofree char *utf16 = NULL;
  g_autoptr (GByteArray) marked = NULL;

  if (g_str_is_ascii (utf8))
    return desk_pdf_value_new_string (utf8, strlen (utf8));

  utf16 = g_convert (utf8, -1, "UTF-16BE", "UTF-8", NULL, &length, NULL);
  marked = g_byte_array_new ();
  g_byte_array_append (marked, (const guint8 *) "\xfe\xff", 2);
  if (utf16 != NULL)
    g_byte_array_append (marked, (const guint8 *) utf16, (guint) length);

  return desk_pdf_value_new_string (marked->data, marked->len);
}

void
desk_pdf_value_free (DeskPdfValue *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

DeskPdfValue *
desk_pdf_value_copy (const DeskPdfValue *self)
{
  DeskPdfValue *copy = desk_pdf_value_new (self->kind);

  copy->start = self->start;
  copy->end = self->end;
  copy->integer = self->integer;
  copy->generation = self->generation;
  copy->length = self->length;
  if (self->text != NULL) {
    copy->text = g_malloc (self->length + 1);
    memcpy (copy->text, self->text, self->length + 1);
  }
  for (guint i = 0; self->names != NULL && i < self->names->len; i++)
    g_ptr_array_add (copy->names, g_strdup (self->names->pdata[i]));
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    g_ptr_array_add (copy->items, desk_pdf_value_copy (self->items->pdata[i]));

  return copy;
}

static gboolean
dictionary_equal (const DeskPdfValue *a, const DeskPdfValue *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++) {
    const DeskPdfValue *other = desk_pdf_value_get (b, a->names->pdata[i]);

    if (other == NULL || !desk_pdf_value_equal (a->items->pdata[i], other))
      return FALSE;
  }
  return TRUE;
}

static gboolean
array_equal (const DeskPdfValue *a, const DeskPdfValue *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    if (!desk_pdf_value_equal (a->items->pdata[i], b->items->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
desk_pdf_value_equal (const DeskPdfValue *a, const DeskPdfValue *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind || a->integer != b->integer || a->generation != b->generation
      || a->length != b->length)
    return FALSE;
  if (a->text != NULL && memcmp (a->text, b->text, a->length) != 0)
    return FALSE;
  if (a->kind == DESK_PDF_DICTIONARY)
    return dictionary_equal (a, b);
  if (a->kind == DESK_PDF_ARRAY)
    return array_equal (a, b);
  return TRUE;
}

gboolean
desk_pdf_value_is_name (const DeskPdfValue *self, const char *name)
{
  return self != NULL && self->kind == DESK_PDF_NAME && strcmp (self->text, name) == 0;
}

const DeskPdfValue *
desk_pdf_value_get (const DeskPdfValue *self, const char *key)
{
  if (self == NULL || self->kind != DESK_PDF_DICTIONARY)
    return NULL;
  for (guint i = 0; i < self->names->len; i++)
    if (strcmp (self->names->pdata[i], key) == 0)
      return self->items->pdata[i];
  return NULL;
}

guint
desk_pdf_value_get_reference (const DeskPdfValue *self, const char *key)
{
  const DeskPdfValue *value = desk_pdf_value_get (self, key);

  return value != NULL && value->kind == DESK_PDF_REFERENCE ? (guint) value->integer : 0;
}

void
desk_pdf_value_set (DeskPdfValue *self, const char *key, DeskPdfValue *value)
{
  g_return_if_fail (self->kind == DESK_PDF_DICTIONARY);

  for (guint i = 0; i < self->names->len; i++) {
    if (strcmp (self->names->pdata[i], key) == 0) {
      desk_pdf_value_free (self->items->pdata[i]);
      self->items->pdata[i] = value;
      return;
    }
  }
  g_ptr_array_add (self->names, g_strdup (key));
  g_ptr_array_add (self->items, value);
}

void
desk_pdf_value_append (DeskPdfValue *self, DeskPdfValue *value)
{
  g_return_if_fail (self->kind == DESK_PDF_ARRAY);

  g_ptr_array_add (self->items, value);
}

guint
desk_pdf_value_get_n_items (const DeskPdfValue *self)
{
  return self != NULL && self->kind == DESK_PDF_ARRAY ? self->items->len : 0;
}

const DeskPdfValue *
desk_pdf_value_get_item (const DeskPdfValue *self, guint index)
{
  return index < desk_pdf_value_get_n_items (self) ? self->items->pdata[index] : NULL;
}

char *
desk_pdf_value_dup_text (const DeskPdfValue *self)
{
  g_autofree char *text = NULL;

  if (self == NULL || self->kind != DESK_PDF_STRING)
    return g_strdup ("");
  if (self->length >= 2 && memcmp (self->text, "\xfe\xff", 2) == 0)
    text = g_convert (self->text + 2, (gssize) self->length - 2, "UTF-8", "UTF-16BE", NULL, NULL,
                      NULL);
  else
    text = g_convert (self->text, (gssize) self->length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);

  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

static void
print_name (const char *name, GString *out)
{
  g_string_append_c (out, '/');
  for (const char *p = name; *p != '\0'; p++) {
    if (*p > ' ' && *p < 0x7f && strchr ("#/%()<>[]{}", *p) == NULL)
      g_string_append_c (out, *p);
    else
      g_string_append_printf (out, "#%02x", (unsigned char) *p);
  }
}

static void
print_string (const DeskPdfValue *self, GString *out)
{
  g_string_append_c (out, '<');
  for (size_t i = 0; i < self->length; i++)
    g_string_append_printf (out, "%02x", (unsigned char) self->text[i]);
  g_string_append_c (out, '>');
}

static void
print_dictionary (const DeskPdfValue *self, GString *out)
{
  g_string_append (out, "<<");
  for (guint i = 0; i < self->items->len; i++) {
    g_string_append_c (out, ' ');
    print_name (self->names->pdata[i], out);
    g_string_append_c (out, ' ');
    desk_pdf_value_print (self->items->pdata[i], out);
  }
  g_string_append (out, " >>");
}

static void
print_array (const DeskPdfValue *self, GString *out)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->items->len; i++) {
    g_string_append_c (out, ' ');
    desk_pdf_value_print (self->items->pdata[i], out);
  }
  g_string_append (out, " ]");
}

void
desk_pdf_value_print (const DeskPdfValue *self, GString *out)
{
  switch (self->kind) {
  case DESK_PDF_NULL:
    g_string_append (out, "null");
    break;
  case DESK_PDF_BOOLEAN:
    g_string_append (out, self->integer != 0 ? "true" : "false");
    break;
  case DESK_PDF_INTEGER:
    g_string_append_printf (out, "%" G_GINT64_FORMAT, self->integer);
    break;
  case DESK_PDF_REAL:
    g_string_append (out, self->text);
    break;
  case DESK_PDF_STRING:
    print_string (self, out);
    break;
  case DESK_PDF_NAME:
    print_name (self->text, out);
    break;
  case DESK_PDF_ARRAY:
    print_array (self, out);
    break;
  case DESK_PDF_DICTIONARY:
    print_dictionary (self, out);
    break;
  case DESK_PDF_REFERENCE:
    g_string_append_printf (out, "%" G_GINT64_FORMAT " %u R", self->integer, self->generation);
    break;
  default:
    g_assert_not_reached ();
  }
}
