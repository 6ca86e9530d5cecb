/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-cades.h"
#include "desk-contract-form.h"
#include "desk-contract-signing.h"
#include "desk-encoding.h"
#include "desk-pdf-update.h"

#include <openssl/evp.h>
#include <string.h>

/* Bytes of CMS that fit: four times what RSA with two certificates and a timestamp needs. */
#define CONTENTS_LENGTH 16384

#define RANGE_PLACEHOLDER "[0 0000000000 0000000000 0000000000]"

/* What differs between the roles' signatures. */
typedef struct {
  const char *field;
  const char *type;
  const char *sub_filter;
  const char *reason;
} RoleRow;

static const RoleRow role_rows[] = {
  [DESK_SIGNATURE_APPLICANT]
  = { DESK_FIELD_APPLICANT, "Sig", "ETSI.CAdES.detached", "订户签署电子认证服务协议" },
  [DESK_SIGNATURE_AUTHORITY]
  = { DESK_FIELD_AUTHORITY, "Sig", "ETSI.CAdES.detached", "电子认证服务机构签章" },
  [DESK_SIGNATURE_TIMESTAMP] = { DESK_FIELD_TIMESTAMP, "DocTimeStamp", "ETSI.RFC3161", NULL },
};

GQuark
desk_contract_error_quark (void)
{
  return g_quark_from_static_string ("desk-contract-error-quark");
}

static const RoleRow *
get_role_row (DeskSignatureRole role, GError **error)
{
  if (role < G_N_ELEMENTS (role_rows))
    return &role_rows[role];
  g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
               "A contract has no field for the role %s", desk_signature_role_get_code (role));
  return NULL;
}

/* The number of the field called @name; 0 with @error set if the form has none. */
static guint
find_field (DeskPdfFile *file, const char *name, GError **error)
{
  const DeskPdfValue *form = desk_pdf_file_get (file, desk_pdf_file_get_catalog (file), "AcroForm");
  const DeskPdfValue *fields = desk_pdf_file_get (file, form, "Fields");

  for (guint i = 0; i < desk_pdf_value_get_n_items (fields); i++) {
    const DeskPdfValue *reference = desk_pdf_value_get_item (fields, i);
    const DeskPdfValue *field = desk_pdf_file_resolve (file, reference);
    g_autofree char *title = desk_pdf_value_dup_text (desk_pdf_value_get (field, "T"));

    if (reference->kind == DESK_PDF_REFERENCE && strcmp (title, name) == 0)
      return (guint) reference->integer;
  }

  g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM, "The PDF has no field %s",
               name);
  return 0;
}

static void
append_text_entry (GString *body, const char *key, const char *utf8)
{
  g_autoptr (DeskPdfValue) value = NULL;

  if (utf8 == NULL || *utf8 == '\0')
    return;
  value = desk_pdf_value_new_text (utf8);
  g_string_append_printf (body, "/%s ", key);
  desk_pdf_value_print (value, body);
  g_string_append_c (body, '\n');
}

/* Where the one prepared signature is, in bytes of the file. */
typedef struct {
  size_t range_start;    /* of the array's "[" */
  size_t range_end;      /* just after "]" */
  size_t contents_start; /* of "<" */
  size_t contents_end;   /* just after ">" */
} SignaturePlace;

/* @place gets where range and contents are in the text. */
static char *
create_signature_body (const RoleRow *row,
                       const char *signer_name,
                       gint64 time,
                       SignaturePlace *place)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  GString *body = g_string_sized_new (2 * CONTENTS_LENGTH + 512);

  g_string_append_printf (body, "<< /Type /%s /Filter /Adobe.PPKLite /SubFilter /%s\n/ByteRange ",
                          row->type, row->sub_filter);
  place->range_start = body->len;
  g_string_append (body, RANGE_PLACEHOLDER);
  place->range_end = body->len;
  g_string_append (body, "\n/Contents ");
  place->contents_start = body->len;
  place->contents_end = body->len + 2 * CONTENTS_LENGTH + 2;
  g_string_set_size (body, place->contents_end);
  memset (body->str + place->contents_start, '0', 2 * CONTENTS_LENGTH + 2);
  body->str[place->contents_start] = '<';
  body->str[place->contents_end - 1] = '>';
  g_string_append_c (body, '\n');
  if (row->reason != NULL && utc != NULL) {
    g_autofree char *when = g_date_time_format (utc, "/M (D:%Y%m%d%H%M%SZ)\n");

    g_string_append (body, when);
    append_text_entry (body, "Name", signer_name);
    append_text_entry (body, "Reason", row->reason);
  }
  g_string_append (body, ">>");

  return g_string_free (body, FALSE);
}

/* The preparation revision stored the seal under the field's name; only a signature makes it
 * visible. */
static void
set_appearance (DeskPdfFile *file, DeskPdfValue *field, const char *name)
{
  const DeskPdfValue *form = desk_pdf_file_get (file, desk_pdf_file_get_catalog (file), "AcroForm");
  const DeskPdfValue *resources = desk_pdf_file_get (file, form, "DR");
  const DeskPdfValue *drawings = desk_pdf_file_get (file, resources, "XObject");
  guint number = desk_pdf_value_get_reference (drawings, name);
  DeskPdfValue *appearance;

  if (number == 0)
    return;
  appearance = desk_pdf_value_new (DESK_PDF_DICTIONARY);
  desk_pdf_value_set (appearance, "N", desk_pdf_value_new_reference (number));
  desk_pdf_value_set (field, "AP", appearance);
}

static gboolean
find_place (GBytes *pdf, const RoleRow *row, SignaturePlace *place, GError **error)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, error);
  guint field = file != NULL ? find_field (file, row->field, error) : 0;
  const DeskPdfObject *object = field != 0 ? desk_pdf_file_get_object (file, field) : NULL;
  guint number = object != NULL ? desk_pdf_value_get_reference (object->value, "V") : 0;
  const DeskPdfObject *signature = number != 0 ? desk_pdf_file_get_object (file, number) : NULL;
  const DeskPdfValue *range;
  const DeskPdfValue *contents;

  if (field == 0)
    return FALSE;

  range = desk_pdf_value_get (signature != NULL ? signature->value : NULL, "ByteRange");
  contents = desk_pdf_value_get (signature != NULL ? signature->value : NULL, "Contents");
  if (range == NULL || contents == NULL || contents->kind != DESK_PDF_STRING
      || signature->is_compressed) {
    g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                 "The field %s is not prepared for a signature", row->field);
    return FALSE;
  }
  *place = (SignaturePlace){ range->start, range->end, contents->start, contents->end };

  return TRUE;
}

/* The numbers of /ByteRange take the place of the zeros, padded with spaces before the bracket.
 * Takes @pdf. */
static GBytes *
fill_range (GBytes *pdf, const SignaturePlace *place)
{
  size_t length;
  char *data = g_bytes_unref_to_data (pdf, &length);
  size_t room = strlen (RANGE_PLACEHOLDER);
  g_autofree char *range = g_strdup_printf ("[0 %zu %zu %zu", place->contents_start,
                                            place->contents_end, length - place->contents_end);

  memset (data + place->range_start, ' ', room - 1);
  memcpy (data + place->range_start, range, strlen (range));
  data[place->range_start + room - 1] = ']';

  return g_bytes_new_take (data, length);
}

/* @pdf with the revision that prepares @row's field; @place gets where its signature is. */
static GBytes *
prepare (GBytes *pdf,
         const RoleRow *row,
         const char *signer_name,
         gint64 time,
         SignaturePlace *place,
         GError **error)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, error);
  g_autoptr (DeskPdfUpdate) update = file != NULL ? desk_pdf_update_new (file, error) : NULL;
  guint number = update != NULL ? find_field (file, row->field, error) : 0;
  g_autoptr (DeskPdfValue) field = NULL;
  g_autofree char *body = NULL;
  GBytes *revised;
  guint signature;
  size_t offset;

  if (number == 0)
    return NULL;
  if (desk_pdf_value_get (desk_pdf_file_get_object (file, number)->value, "V") != NULL) {
    g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_SIGNED,
                 "The field %s is signed already", row->field);
    return NULL;
  }

  signature = desk_pdf_update_allocate (update);
  body = create_signature_body (row, signer_name, time, place);
  desk_pdf_update_put (update, signature, body);
  field = desk_pdf_value_copy (desk_pdf_file_get_object (file, number)->value);
  desk_pdf_value_set (field, "V", desk_pdf_value_new_reference (signature));
  set_appearance (file, field, row->field);
  desk_pdf_update_put_value (update, number, field);

  revised = desk_pdf_update_finish (update);
  offset = desk_pdf_update_get_offset (update, signature);
  place->range_start += offset;
  place->range_end += offset;
  place->contents_start += offset;
  place->contents_end += offset;

  return fill_range (revised, place);
}

GBytes *
desk_contract_prepare (
    GBytes *pdf, DeskSignatureRole role, const char *signer_name, gint64 time, GError **error)
{
  const RoleRow *row = get_role_row (role, error);
  SignaturePlace place;

  return row != NULL ? prepare (pdf, row, signer_name, time, &place, error) : NULL;
}

/* The prepared signature covers everything but its own, still empty, contents. */
static gboolean
check_prepared (GBytes *pdf, const RoleRow *row, const SignaturePlace *place, GError **error)
{
  size_t length;
  const char *data = g_bytes_get_data (pdf, &length);
  g_autofree char *expected = g_strdup_printf ("[0 %zu %zu %zu", place->contents_start,
                                               place->contents_end, length - place->contents_end);
  size_t blanks = strlen (expected);

  while (place->range_start + blanks < place->range_end - 1
         && data[place->range_start + blanks] == ' ')
    blanks++;
  if (place->range_start + blanks != place->range_end - 1
      || memcmp (data + place->range_start, expected, strlen (expected)) != 0) {
    g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_FORM,
                 "The field %s is not prepared to cover the whole file", row->field);
    return FALSE;
  }
  for (size_t i = place->contents_start + 1; i < place->contents_end - 1; i++) {
    if (data[i] != '0') {
      g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_SIGNED,
                   "The field %s is signed already", row->field);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
digest_around (GBytes *pdf, const SignaturePlace *place, uint8_t digest[static 32], GError **error)
{
  size_t length;
  const char *data = g_bytes_get_data (pdf, &length);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gboolean is_done
      = context != NULL && EVP_DigestInit_ex (context, EVP_sha256 (), NULL) == 1
        && EVP_DigestUpdate (context, data, place->contents_start) == 1
        && EVP_DigestUpdate (context, data + place->contents_end, length - place->contents_end) == 1
        && EVP_DigestFinal_ex (context, digest, NULL) == 1;

  EVP_MD_CTX_free (context);
  if (!is_done)
    g_set_error_literal (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS,
                         "The digest could not be computed");
  return is_done;
}

static gboolean
digest_prepared (GBytes *pdf,
                 const RoleRow *row,
                 SignaturePlace *place,
                 uint8_t digest[static 32],
                 GError **error)
{
  return find_place (pdf, row, place, error) && check_prepared (pdf, row, place, error)
         && digest_around (pdf, place, digest, error);
}

gboolean
desk_contract_get_digest (GBytes *pdf,
                          DeskSignatureRole role,
                          uint8_t digest[static 32],
                          GError **error)
{
  const RoleRow *row = get_role_row (role, error);
  SignaturePlace place;

  return row != NULL && digest_prepared (pdf, row, &place, digest, error);
}

static gboolean
check_cms (GBytes *cms, DeskSignatureRole role, const uint8_t digest[static 32], GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (role == DESK_SIGNATURE_TIMESTAMP) {
    g_autoptr (DeskTimestampInfo) info = desk_timestamp_verify (cms, digest, &local_error);

    if (info != NULL)
      return TRUE;
  } else {
    g_autoptr (DeskCadesInfo) info = desk_cades_verify (cms, digest, &local_error);

    if (info != NULL)
      return TRUE;
  }

  g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS,
               "The signature does not fit the contract: %s", local_error->message);
  return FALSE;
}

/* Takes @pdf, which is copied only if others hold it, too. */
static GBytes *
fill_contents (GBytes *pdf, const SignaturePlace *place, GBytes *cms, GError **error)
{
  g_autoptr (GBytes) owned = pdf;
  g_autofree char *digits = desk_hex_encode (g_bytes_get_data (cms, NULL), g_bytes_get_size (cms));
  size_t length;
  char *data;

  if (strlen (digits) > place->contents_end - place->contents_start - 2) {
    g_set_error (error, DESK_CONTRACT_ERROR, DESK_CONTRACT_ERROR_CMS,
                 "A signature of %zu bytes does not fit", g_bytes_get_size (cms));
    return NULL;
  }

  data = g_bytes_unref_to_data (g_steal_pointer (&owned), &length);
  memcpy (data + place->contents_start + 1, digits, strlen (digits));

  return g_bytes_new_take (data, length);
}

GBytes *
desk_contract_embed (GBytes *pdf, DeskSignatureRole role, GBytes *cms, GError **error)
{
  const RoleRow *row = get_role_row (role, error);
  uint8_t digest[32];
  SignaturePlace place;

  if (row == NULL || !digest_prepared (pdf, row, &place, digest, error)
      || !check_cms (cms, role, digest, error))
    return NULL;

  return fill_contents (g_bytes_ref (pdf), &place, cms, error);
}

/* What was prepared just now need be neither read nor hashed a second time; the CMS is looked at
 * as any other. */
GBytes *
desk_contract_sign (GBytes *pdf,
                    DeskSignatureRole role,
                    const char *signer_name,
                    gint64 time,
                    DeskSigner *signer,
                    DeskTimestampAuthority *authority,
                    GError **error)
{
  const RoleRow *row = get_role_row (role, error);
  SignaturePlace place;
  g_autoptr (GBytes) prepared
      = row != NULL ? prepare (pdf, row, signer_name, time, &place, error) : NULL;
  g_autoptr (GBytes) cms = NULL;
  uint8_t digest[32];

  if (prepared == NULL || !digest_around (prepared, &place, digest, error))
    return NULL;
  cms = desk_cades_sign_with_timestamp (signer, authority, digest, error);
  if (cms == NULL || !check_cms (cms, role, digest, error))
    return NULL;

  return fill_contents (g_steal_pointer (&prepared), &place, cms, error);
}

GBytes *
desk_contract_add_timestamp (GBytes *pdf, DeskTimestampAuthority *authority, GError **error)
{
  SignaturePlace place;
  g_autoptr (GBytes) prepared
      = prepare (pdf, &role_rows[DESK_SIGNATURE_TIMESTAMP], NULL, 0, &place, error);
  g_autoptr (GBytes) token = NULL;
  uint8_t digest[32];

  if (prepared == NULL || !digest_around (prepared, &place, digest, error))
    return NULL;
  token = desk_timestamp_authority_issue (authority, digest, error);
  if (token == NULL || !check_cms (token, DESK_SIGNATURE_TIMESTAMP, digest, error))
    return NULL;

  return fill_contents (g_steal_pointer (&prepared), &place, token, error);
}
