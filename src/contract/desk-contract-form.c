/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract-form.h"
#include "desk-contract-signing.h"
#include "desk-pdf-update.h"
#include "desk-seal.h"
#include "desk-typesetter.h"

#include <string.h>

/* Print and Locked (ISO 32000-1, 12.5.3). */
#define WIDGET_FLAGS 132

/* Numbers of the objects that the revision adds. */
typedef struct {
  guint metadata;
  guint form;
  guint applicant;
  guint authority;
  guint timestamp;
  guint blank_applicant; /* appearances that show nothing */
  guint blank_authority;
  guint seal;
} NewObjects;

/* PDF wants a point whatever the locale. */
static char *
format_points (double points)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.3f", points));
}

static char *
format_box (double left, double bottom, double right, double top)
{
  g_autofree char *a = format_points (left);
  g_autofree char *b = format_points (bottom);
  g_autofree char *c = format_points (right);
  g_autofree char *d = format_points (top);

  return g_strdup_printf ("[ %s %s %s %s ]", a, b, c, d);
}

static char *
format_rectangle (const DeskContractBox *box)
{
  return format_box (box->x, DESK_PAGE_HEIGHT - box->y - box->height, box->x + box->width,
                     DESK_PAGE_HEIGHT - box->y);
}

static char *
format_text (const char *utf8)
{
  g_autoptr (DeskPdfValue) value = desk_pdf_value_new_text (utf8);
  GString *text = g_string_new (NULL);

  desk_pdf_value_print (value, text);
  return g_string_free (text, FALSE);
}

static void
put_field (DeskPdfUpdate *update,
           guint number,
           guint page,
           const char *name,
           const char *tooltip,
           const DeskContractBox *box,
           guint appearance)
{
  g_autofree char *rectangle = box != NULL ? format_rectangle (box) : g_strdup ("[ 0 0 0 0 ]");
  g_autofree char *look
      = appearance != 0 ? g_strdup_printf (" /AP << /N %u 0 R >>", appearance) : g_strdup ("");
  g_autofree char *title = format_text (name);
  g_autofree char *alternate = format_text (tooltip);
  g_autofree char *body = g_strdup_printf (
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T %s /TU %s /F %d /Rect %s /P %u 0 R%s >>", title,
      alternate, WIDGET_FLAGS, rectangle, page, look);

  desk_pdf_update_put (update, number, body);
}

static void
put_appearance (DeskPdfUpdate *update,
                guint number,
                double width,
                double height,
                const char *resources,
                const char *operators)
{
  g_autofree char *box = format_box (0, 0, width, height);
  g_autofree char *dictionary = g_strdup_printf (
      "/Type /XObject /Subtype /Form /BBox %s /Resources << %s >>", box, resources);

  desk_pdf_update_put_stream (update, number, dictionary, *operators != '\0', operators,
                              strlen (operators));
}

static void
put_metadata (DeskPdfUpdate *update, guint number, const DeskContractForm *form)
{
  /* The packet's identifier is fixed by the XMP specification, part 1, 7.3.2. */
  g_autofree char *packet = g_markup_printf_escaped (
      "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
      "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
      "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt>"
      "</dc:description>\n"
      "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n"
      "<xmp:CreatorTool>CertDesk</xmp:CreatorTool>\n"
      "<xmp:CreateDate>%s</xmp:CreateDate>\n"
      "<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
      "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
      form->title, form->author, form->number, form->date, form->date);

  /* Not compressed, so that programs which know no PDF find it. */
  desk_pdf_update_put_stream (update, number, "/Type /Metadata /Subtype /XML", FALSE, packet,
                              strlen (packet));
}

static void
put_form (DeskPdfUpdate *update, const NewObjects *objects)
{
  g_autofree char *body = g_strdup_printf (
      "<< /Fields [ %u 0 R %u 0 R %u 0 R ] /SigFlags 3 /DR << /XObject << /%s %u 0 R >> >> >>",
      objects->applicant, objects->authority, objects->timestamp, DESK_FIELD_AUTHORITY,
      objects->seal);

  desk_pdf_update_put (update, objects->form, body);
}

static void
put_catalog (DeskPdfUpdate *update, DeskPdfFile *file, const NewObjects *objects)
{
  g_autoptr (DeskPdfValue) catalog = desk_pdf_value_copy (desk_pdf_file_get_catalog (file));
  DeskPdfValue *preferences = desk_pdf_value_new (DESK_PDF_DICTIONARY);
  DeskPdfValue *is_true = desk_pdf_value_new (DESK_PDF_BOOLEAN);

  is_true->integer = 1;
  desk_pdf_value_set (preferences, "DisplayDocTitle", is_true);
  desk_pdf_value_set (catalog, "ViewerPreferences", preferences);
  desk_pdf_value_set (catalog, "Version", desk_pdf_value_new_name ("1.7"));
  desk_pdf_value_set (catalog, "Lang", desk_pdf_value_new_text ("zh-CN"));
  desk_pdf_value_set (catalog, "Metadata", desk_pdf_value_new_reference (objects->metadata));
  desk_pdf_value_set (catalog, "AcroForm", desk_pdf_value_new_reference (objects->form));
  desk_pdf_update_put_value (
      update, desk_pdf_value_get_reference (desk_pdf_file_get_trailer (file), "Root"), catalog);
}

static gboolean
put_page (
    DeskPdfUpdate *update, DeskPdfFile *file, guint page, const NewObjects *objects, GError **error)
{
  const guint fields[] = { objects->applicant, objects->authority, objects->timestamp };
  const DeskPdfObject *object = page != 0 ? desk_pdf_file_get_object (file, page) : NULL;
  g_autoptr (DeskPdfValue) dictionary = NULL;
  DeskPdfValue *annotations;

  if (object == NULL || desk_pdf_value_get (object->value, "Annots") != NULL) {
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                         "The page for the signatures is missing or already has annotations");
    return FALSE;
  }

  annotations = desk_pdf_value_new (DESK_PDF_ARRAY);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    desk_pdf_value_append (annotations, desk_pdf_value_new_reference (fields[i]));
  dictionary = desk_pdf_value_copy (object->value);
  desk_pdf_value_set (dictionary, "Annots", annotations);
  desk_pdf_update_put_value (update, page, dictionary);

  return TRUE;
}

static NewObjects
allocate_objects (DeskPdfUpdate *update)
{
  NewObjects objects;

  objects.metadata = desk_pdf_update_allocate (update);
  objects.form = desk_pdf_update_allocate (update);
  objects.applicant = desk_pdf_update_allocate (update);
  objects.authority = desk_pdf_update_allocate (update);
  objects.timestamp = desk_pdf_update_allocate (update);
  objects.blank_applicant = desk_pdf_update_allocate (update);
  objects.blank_authority = desk_pdf_update_allocate (update);
  objects.seal = desk_pdf_update_allocate (update);
  return objects;
}

GBytes *
desk_contract_add_form (GBytes *pdf, const DeskContractForm *form, GError **error)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, error);
  g_autoptr (DeskPdfUpdate) update = file != NULL ? desk_pdf_update_new (file, error) : NULL;
  NewObjects objects;
  guint page;

  if (update == NULL)
    return NULL;

  page = desk_pdf_file_get_page (file, form->page - 1);
  objects = allocate_objects (update);
  if (!put_page (update, file, page, &objects, error))
    return NULL;
  put_catalog (update, file, &objects);
  put_metadata (update, objects.metadata, form);
  put_form (update, &objects);
  put_field (update, objects.applicant, page, DESK_FIELD_APPLICANT, "甲方签名", &form->applicant,
             objects.blank_applicant);
  put_field (update, objects.authority, page, DESK_FIELD_AUTHORITY, "乙方电子签章",
             &form->authority, objects.blank_authority);
  put_field (update, objects.timestamp, page, DESK_FIELD_TIMESTAMP, "文档时间戳", NULL, 0);
  put_appearance (update, objects.blank_applicant, form->applicant.width, form->applicant.height,
                  "", "");
  put_appearance (update, objects.blank_authority, form->authority.width, form->authority.height,
                  "", "");
  put_appearance (update, objects.seal, DESK_SEAL_DIAMETER, DESK_SEAL_DIAMETER,
                  "/ExtGState << /Seal << /Type /ExtGState /BM /Multiply >> >>", form->seal);

  return desk_pdf_update_finish (update);
}
