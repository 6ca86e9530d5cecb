/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-signature-check.h"
#include "desk-contract-form.h"

#include <string.h>

#define MAX_FIELDS 4096 /* nodes of the field tree that are looked at */
#define MAX_DEPTH  8

void
desk_signature_check_free (DeskSignatureCheck *self)
{
  g_free (self->field);
  g_clear_pointer (&self->cms, g_bytes_unref);
  X509_free (self->certificate);
  g_free (self->detail);
  g_free (self);
}

gboolean
desk_signature_check_fail (DeskSignatureCheck *self,
                           DeskSignatureFlaw flaw,
                           const char *format,
                           ...)
{
  va_list arguments;

  if (self->flaw != DESK_FLAW_NONE)
    return FALSE;

  va_start (arguments, format);
  self->flaw = flaw;
  self->detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return FALSE;
}

static DeskSignatureRole
get_role (const char *field, const DeskPdfValue *dictionary)
{
  if (desk_pdf_value_is_name (desk_pdf_value_get (dictionary, "SubFilter"), "ETSI.RFC3161"))
    return DESK_SIGNATURE_TIMESTAMP;
  if (strcmp (field, DESK_FIELD_APPLICANT) == 0)
    return DESK_SIGNATURE_APPLICANT;
  if (strcmp (field, DESK_FIELD_AUTHORITY) == 0)
    return DESK_SIGNATURE_AUTHORITY;
  return DESK_SIGNATURE_OTHER;
}

/* The walk over the field tree (ISO 32000-1, 12.7.3). */
typedef struct {
  DeskPdfFile *file;
  GPtrArray *checks; /* DeskSignatureCheck * */
  guint n_nodes;
} FieldWalk;

static void
add_check (FieldWalk *walk, const char *name, const DeskPdfValue *value)
{
  DeskSignatureCheck *check = g_new0 (DeskSignatureCheck, 1);

  check->field = g_strdup (name);
  if (value->kind == DESK_PDF_REFERENCE && value->integer <= G_MAXINT)
    check->number = (guint) value->integer;
  check->role = get_role (name, desk_pdf_file_resolve (walk->file, value));
  g_ptr_array_add (walk->checks, check);
}

static void
visit (FieldWalk *walk,
       const DeskPdfValue *reference,
       const char *parent_name,
       gboolean parent_is_signature,
       guint depth)
{
  const DeskPdfValue *field = desk_pdf_file_resolve (walk->file, reference);
  const DeskPdfValue *type = desk_pdf_file_get (walk->file, field, "FT");
  const DeskPdfValue *kids = desk_pdf_file_get (walk->file, field, "Kids");
  const DeskPdfValue *value = desk_pdf_value_get (field, "V");
  g_autofree char *title = desk_pdf_value_dup_text (desk_pdf_value_get (field, "T"));
  g_autofree char *name = *parent_name != '\0' && *title != '\0'
                              ? g_strdup_printf ("%s.%s", parent_name, title)
                              : g_strdup (*title != '\0' ? title : parent_name);
  gboolean is_signature = type != NULL ? desk_pdf_value_is_name (type, "Sig") : parent_is_signature;

  walk->n_nodes += depth > MAX_DEPTH ? MAX_FIELDS : 1;
  if (field == NULL || walk->n_nodes > MAX_FIELDS)
    return;

  if (is_signature && value != NULL && value->kind != DESK_PDF_NULL)
    add_check (walk, name, value);
  for (guint i = 0; i < desk_pdf_value_get_n_items (kids) && walk->n_nodes <= MAX_FIELDS; i++)
    visit (walk, desk_pdf_value_get_item (kids, i), name, is_signature, depth + 1);
}

GPtrArray *
desk_signature_check_find (DeskPdfFile *file)
{
  const DeskPdfValue *form = desk_pdf_file_get (file, desk_pdf_file_get_catalog (file), "AcroForm");
  const DeskPdfValue *fields = desk_pdf_file_get (file, form, "Fields");
  FieldWalk walk = { .file = file };

  walk.checks = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_signature_check_free);
  for (guint i = 0; i < desk_pdf_value_get_n_items (fields) && walk.n_nodes <= MAX_FIELDS; i++)
    visit (&walk, desk_pdf_value_get_item (fields, i), "", FALSE, 0);

  /* What was not looked at cannot be called good. */
  if (walk.n_nodes > MAX_FIELDS)
    g_clear_pointer (&walk.checks, g_ptr_array_unref);

  return walk.checks;
}

const DeskPdfValue *
desk_signature_check_get_dictionary (DeskSignatureCheck *self, DeskPdfFile *file)
{
  const DeskPdfObject *object
      = self->number != 0 ? desk_pdf_file_get_object (file, self->number) : NULL;

  if (object == NULL || object->is_compressed || object->is_stream
      || object->value->kind != DESK_PDF_DICTIONARY)
    return NULL;
  return object->value;
}
