/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract-form.h"
#include "desk-pdf-parser.h"
#include "desk-signature-check.h"
#include "desk-signature-tiling.h"

#include <string.h>

/* Both states of the document; what may differ is written down in allow_change(). */
typedef struct {
  DeskPdfFile *before; /* borrowed; as the signature covers it */
  DeskPdfFile *after;  /* borrowed; as it is now */
} Comparison;

static gboolean
objects_equal (const Comparison *comparison, const DeskPdfObject *a, const DeskPdfObject *b)
{
  const char *before = g_bytes_get_data (desk_pdf_file_get_bytes (comparison->before), NULL);
  const char *after = g_bytes_get_data (desk_pdf_file_get_bytes (comparison->after), NULL);

  return a != NULL && b != NULL && a->is_stream == b->is_stream
         && a->stream_length == b->stream_length && desk_pdf_value_equal (a->value, b->value)
         && (!a->is_stream
             || memcmp (before + a->stream_start, after + b->stream_start, a->stream_length) == 0);
}

/* TRUE if @after is @before but for the keys in @exceptions. */
static gboolean
equal_except (const DeskPdfValue *before, const DeskPdfValue *after, const char *const *exceptions)
{
  if (before->kind != DESK_PDF_DICTIONARY || after->kind != DESK_PDF_DICTIONARY)
    return FALSE;

  for (guint i = 0; i < before->names->len; i++) {
    const char *key = before->names->pdata[i];

    if (!g_strv_contains (exceptions, key)
        && !desk_pdf_value_equal (before->items->pdata[i], desk_pdf_value_get (after, key)))
      return FALSE;
  }
  for (guint i = 0; i < after->names->len; i++) {
    const char *key = after->names->pdata[i];

    if (!g_strv_contains (exceptions, key) && desk_pdf_value_get (before, key) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_new (const Comparison *comparison, const DeskPdfValue *reference)
{
  return reference != NULL && reference->kind == DESK_PDF_REFERENCE
         && reference->integer >= desk_pdf_file_get_size (comparison->before);
}

/* A signature field that came later must not show anything: whatever it showed would lie over what
 * was signed. */
static gboolean
is_invisible_new_field (const Comparison *comparison, const DeskPdfValue *reference)
{
  const DeskPdfValue *field = desk_pdf_file_resolve (comparison->after, reference);
  const DeskPdfValue *rectangle = desk_pdf_value_get (field, "Rect");

  return is_new (comparison, reference)
         && desk_pdf_value_is_name (desk_pdf_value_get (field, "FT"), "Sig")
         && desk_pdf_value_is_name (desk_pdf_value_get (field, "Subtype"), "Widget")
         && desk_pdf_value_get_n_items (rectangle) == 4
         && desk_pdf_value_equal (desk_pdf_value_get_item (rectangle, 0),
                                  desk_pdf_value_get_item (rectangle, 2))
         && desk_pdf_value_equal (desk_pdf_value_get_item (rectangle, 1),
                                  desk_pdf_value_get_item (rectangle, 3))
         && desk_pdf_value_get (field, "Kids") == NULL && desk_pdf_value_get (field, "A") == NULL
         && desk_pdf_value_get (field, "AA") == NULL;
}

/* TRUE if @after is @before with new invisible signature fields behind it. Either may be NULL. */
static gboolean
is_appended (const Comparison *comparison, const DeskPdfValue *before, const DeskPdfValue *after)
{
  guint n_before = desk_pdf_value_get_n_items (before);

  if (desk_pdf_value_equal (before, after))
    return TRUE;
  if ((before != NULL && before->kind != DESK_PDF_ARRAY) || after == NULL
      || after->kind != DESK_PDF_ARRAY || after->items->len < n_before)
    return FALSE;

  for (guint i = 0; i < after->items->len; i++) {
    const DeskPdfValue *item = after->items->pdata[i];

    if (i < n_before ? !desk_pdf_value_equal (before->items->pdata[i], item)
                     : !is_invisible_new_field (comparison, item))
      return FALSE;
  }
  return TRUE;
}

static gboolean
allow_form (const Comparison *comparison, const DeskPdfValue *before, const DeskPdfValue *after)
{
  static const char *const exceptions[] = { "Fields", "SigFlags", NULL };

  return before != NULL && after != NULL && equal_except (before, after, exceptions)
         && is_appended (comparison, desk_pdf_value_get (before, "Fields"),
                         desk_pdf_value_get (after, "Fields"));
}

/* /DSS is what PAdES adds for the long term, /Extensions says that it is there. */
static gboolean
allow_catalog (const Comparison *comparison, const DeskPdfValue *before, const DeskPdfValue *after)
{
  static const char *const exceptions[] = { "DSS", "Extensions", "AcroForm", NULL };
  const DeskPdfValue *form_before = desk_pdf_value_get (before, "AcroForm");
  const DeskPdfValue *form_after = desk_pdf_value_get (after, "AcroForm");

  return equal_except (before, after, exceptions)
         && (desk_pdf_value_equal (form_before, form_after)
             || allow_form (comparison, form_before, form_after));
}

static gboolean
allow_page (const Comparison *comparison, const DeskPdfValue *before, const DeskPdfValue *after)
{
  static const char *const exceptions[] = { "Annots", NULL };

  return equal_except (before, after, exceptions)
         && is_appended (comparison, desk_pdf_value_get (before, "Annots"),
                         desk_pdf_value_get (after, "Annots"));
}

/* The drawing that the document itself reserved for the field; 0 if there is none. */
static guint
get_reserved_appearance (DeskPdfFile *file, const DeskPdfValue *field)
{
  const DeskPdfValue *form = desk_pdf_file_get (file, desk_pdf_file_get_catalog (file), "AcroForm");
  const DeskPdfValue *drawings
      = desk_pdf_file_get (file, desk_pdf_file_get (file, form, "DR"), "XObject");
  g_autofree char *name = desk_pdf_value_dup_text (desk_pdf_value_get (field, "T"));

  return desk_pdf_value_get_reference (drawings, name);
}

/* Filling an unsigned signature field: its value, and its looks, which stay inside its own
 * unchanged rectangle. */
static gboolean
allow_field (const Comparison *comparison, const DeskPdfValue *before, const DeskPdfValue *after)
{
  static const char *const exceptions[] = { "V", "AP", NULL };
  const DeskPdfValue *looks_before = desk_pdf_value_get (before, "AP");
  const DeskPdfValue *looks_after = desk_pdf_value_get (after, "AP");
  guint reserved = get_reserved_appearance (comparison->before, before);

  if (!desk_pdf_value_is_name (desk_pdf_value_get (before, "FT"), "Sig")
      || desk_pdf_value_get (before, "V") != NULL
      || !is_new (comparison, desk_pdf_value_get (after, "V"))
      || !equal_except (before, after, exceptions))
    return FALSE;

  return reserved == 0 || desk_pdf_value_equal (looks_before, looks_after)
         || (desk_pdf_value_get_reference (looks_after, "N") == reserved
             && looks_after->items->len == 1);
}

static gboolean
is_annotation_array (DeskPdfFile *file, guint number)
{
  for (guint i = 1; i < desk_pdf_file_get_size (file); i++) {
    const DeskPdfObject *object = desk_pdf_file_get_object (file, i);

    if (object != NULL
        && desk_pdf_value_is_name (desk_pdf_value_get (object->value, "Type"), "Page")
        && desk_pdf_value_get_reference (object->value, "Annots") == number)
      return TRUE;
  }
  return FALSE;
}

/* Whether object @number, which both states have, may differ as it does. */
static gboolean
allow_change (const Comparison *comparison,
              guint number,
              const DeskPdfObject *before,
              const DeskPdfObject *after)
{
  DeskPdfFile *file = comparison->before;
  const DeskPdfValue *catalog = desk_pdf_file_get_catalog (file);
  const DeskPdfValue *form = desk_pdf_file_get (file, catalog, "AcroForm");

  if (before == NULL || after == NULL || before->is_stream || after->is_stream)
    return FALSE;
  if (number == desk_pdf_value_get_reference (desk_pdf_file_get_trailer (file), "Root"))
    return allow_catalog (comparison, before->value, after->value);
  if (number == desk_pdf_value_get_reference (catalog, "AcroForm"))
    return allow_form (comparison, before->value, after->value);
  if (number == desk_pdf_value_get_reference (catalog, "DSS"))
    return after->value->kind == DESK_PDF_DICTIONARY;
  if (number == desk_pdf_value_get_reference (form, "Fields"))
    return is_appended (comparison, before->value, after->value);
  if (before->value->kind == DESK_PDF_ARRAY)
    return is_annotation_array (file, number)
           && is_appended (comparison, before->value, after->value);
  if (desk_pdf_value_is_name (desk_pdf_value_get (before->value, "Type"), "Page"))
    return allow_page (comparison, before->value, after->value);

  return allow_field (comparison, before->value, after->value);
}

static gboolean
check_entry (DeskSignatureCheck *self, const Comparison *comparison, guint number)
{
  const DeskPdfEntry *old = desk_pdf_file_get_entry (comparison->before, number);
  const DeskPdfObject *before = desk_pdf_file_get_object (comparison->before, number);
  const DeskPdfObject *after = desk_pdf_file_get_object (comparison->after, number);

  if (number == 0 || number >= desk_pdf_file_get_size (comparison->before))
    return TRUE;
  if (old == NULL || old->kind == DESK_PDF_ENTRY_FREE)
    return desk_signature_check_fail (self, DESK_FLAW_CHANGED_AFTER,
                                      "object %u was put in afterwards", number);
  if (objects_equal (comparison, before, after) || allow_change (comparison, number, before, after))
    return TRUE;

  return desk_signature_check_fail (self, DESK_FLAW_CHANGED_AFTER,
                                    "object %u was changed afterwards", number);
}

/* TRUE if @value refers to an object that did not exist when it was signed and does now. */
static gboolean
refers_to_new (const Comparison *comparison, const DeskPdfValue *value)
{
  if (value->kind == DESK_PDF_REFERENCE)
    return value->integer <= G_MAXINT
           && (is_new (comparison, value)
               && desk_pdf_file_get_entry (comparison->after, (guint) value->integer) != NULL);
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    if (refers_to_new (comparison, value->items->pdata[i]))
      return TRUE;
  return FALSE;
}

/* A document may be signed with a reference to nothing, which a later revision would give a
 * meaning. */
static gboolean
check_dangling (DeskSignatureCheck *self, const Comparison *comparison)
{
  for (guint i = 1; i < desk_pdf_file_get_size (comparison->before); i++) {
    const DeskPdfObject *object = desk_pdf_file_get_object (comparison->before, i);

    if (object != NULL && refers_to_new (comparison, object->value))
      return desk_signature_check_fail (self, DESK_FLAW_CHANGED_AFTER,
                                        "what object %u refers to was put in afterwards", i);
  }
  return TRUE;
}

static gboolean
check_trailer (DeskSignatureCheck *self, const Comparison *comparison)
{
  const DeskPdfValue *before = desk_pdf_file_get_trailer (comparison->before);
  const DeskPdfValue *after = desk_pdf_file_get_trailer (comparison->after);
  const DeskPdfValue *id_before = desk_pdf_value_get_item (desk_pdf_value_get (before, "ID"), 0);
  const DeskPdfValue *id_after = desk_pdf_value_get_item (desk_pdf_value_get (after, "ID"), 0);

  if (!desk_pdf_value_equal (desk_pdf_value_get (before, "Root"),
                             desk_pdf_value_get (after, "Root"))
      || !desk_pdf_value_equal (desk_pdf_value_get (before, "Info"),
                                desk_pdf_value_get (after, "Info"))
      || !desk_pdf_value_equal (id_before, id_after))
    return desk_signature_check_fail (self, DESK_FLAW_CHANGED_AFTER,
                                      "the trailer was changed afterwards");
  return TRUE;
}

static gboolean
compare (DeskSignatureCheck *self, const Comparison *comparison, guint n_newer)
{
  GPtrArray *sections = desk_pdf_file_get_sections (comparison->after);

  if (!check_trailer (self, comparison))
    return FALSE;
  for (guint i = 0; i < n_newer; i++) {
    const DeskPdfSection *section = sections->pdata[i];

    for (guint j = 0; j < section->entries->len; j++)
      if (!check_entry (self, comparison, g_array_index (section->entries, DeskPdfEntry, j).number))
        return FALSE;
  }
  return check_dangling (self, comparison);
}

gboolean
desk_signature_check_changes (DeskSignatureCheck *self, DeskPdfFile *file)
{
  GBytes *bytes = desk_pdf_file_get_bytes (file);
  g_autoptr (GBytes) covered = g_bytes_new_from_bytes (bytes, 0, self->end);
  g_autoptr (DeskPdfFile) before = NULL;
  g_autofree char *problem = NULL;
  guint n_newer;

  if (self->end == g_bytes_get_size (bytes))
    return TRUE;

  before = desk_pdf_file_new (covered, NULL);
  if (before == NULL)
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "what the signature covers is no whole PDF");
  if (!desk_signature_tile (file, before, self->end, &n_newer, &problem))
    return desk_signature_check_fail (self, DESK_FLAW_CHANGED_AFTER, "%s", problem);

  return compare (self, &(Comparison){ before, file }, n_newer);
}
