/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-encoding.h"
#include "desk-signature-check.h"

#include <openssl/evp.h>
#include <string.h>

/* What /ByteRange must say, given where /Contents lies. */
static gboolean
check_numbers (DeskSignatureCheck *self,
               const DeskPdfValue *range,
               const DeskPdfValue *contents,
               size_t length)
{
  gint64 numbers[4];

  if (desk_pdf_value_get_n_items (range) != G_N_ELEMENTS (numbers))
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE, "ByteRange has not four numbers");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    const DeskPdfValue *item = desk_pdf_value_get_item (range, i);

    if (item->kind != DESK_PDF_INTEGER || item->integer < 0 || item->integer > (gint64) length)
      return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                        "ByteRange has a number outside the file");
    numbers[i] = item->integer;
  }
  if (numbers[0] != 0 || numbers[1] != (gint64) contents->start
      || numbers[2] != (gint64) contents->end)
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "ByteRange leaves out more or less than its own Contents");
  if (numbers[2] + numbers[3] > (gint64) length)
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE, "ByteRange leaves the file");

  self->end = (size_t) (numbers[2] + numbers[3]);
  return TRUE;
}

/* "%%EOF" and at most one line end. */
static gboolean
ends_a_revision (const char *data, size_t end)
{
  if (end > 0 && data[end - 1] == '\n')
    end--;
  if (end > 0 && data[end - 1] == '\r')
    end--;
  return end >= 5 && memcmp (data + end - 5, "%%EOF", 5) == 0;
}

/* The length of the DER value at @der, with its header; 0 if that is not definite and minimal. */
static size_t
get_der_length (const uint8_t *der, size_t available)
{
  size_t length = 0;
  size_t n_octets;

  if (available < 2 || der[0] != 0x30)
    return 0;
  if (der[1] < 0x80)
    return 2 + (size_t) der[1] <= available ? 2 + (size_t) der[1] : 0;

  n_octets = der[1] & 0x7f;
  if (n_octets == 0 || n_octets > 4 || available < 2 + n_octets || der[2] == 0)
    return 0;
  for (size_t i = 0; i < n_octets; i++)
    length = length << 8 | der[2 + i];
  if (length < 0x80 || length > available - 2 - n_octets)
    return 0;

  return 2 + n_octets + length;
}

/* The one place no signature covers: so there is exactly one way to write it. Hexadecimal digits in
 * one case without white space, and nothing but zeros behind the value. */
static gboolean
read_contents (DeskSignatureCheck *self, const char *digits, size_t n_digits)
{
  g_autofree char *text = g_strndup (digits, n_digits);
  g_autoptr (GBytes) decoded = NULL;
  gboolean has_upper = strpbrk (text, "ABCDEF") != NULL;
  gboolean has_lower = strpbrk (text, "abcdef") != NULL;
  const uint8_t *bytes;
  size_t n_bytes;
  size_t length;

  if (strlen (text) != n_digits || (has_upper && has_lower))
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "Contents is not written the one way that is accepted");
  decoded = desk_hex_decode (text);
  if (decoded == NULL)
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "Contents has other bytes than hexadecimal digits");

  bytes = g_bytes_get_data (decoded, &n_bytes);
  length = get_der_length (bytes, n_bytes);
  if (length == 0)
    return desk_signature_check_fail (self, DESK_FLAW_ATTRIBUTES,
                                      "Contents is empty or no CMS in DER");
  for (size_t i = length; i < n_bytes; i++)
    if (bytes[i] != 0)
      return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                        "something is hidden behind the CMS in Contents");

  self->cms = g_bytes_new (bytes, length);
  return TRUE;
}

/* The signature was added by the very revision it closes. */
static gboolean
check_revision (DeskSignatureCheck *self, DeskPdfFile *file, size_t offset)
{
  g_autoptr (GBytes) covered
      = g_bytes_new_from_bytes (desk_pdf_file_get_bytes (file), 0, self->end);
  g_autoptr (DeskPdfFile) revision = desk_pdf_file_new (covered, NULL);
  const DeskPdfSection *newest;

  if (revision == NULL)
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "what the signature covers is no whole PDF");

  newest = desk_pdf_file_get_sections (revision)->pdata[0];
  for (guint i = 0; i < newest->entries->len; i++) {
    const DeskPdfEntry *entry = &g_array_index (newest->entries, DeskPdfEntry, i);

    if (entry->number == self->number && entry->kind == DESK_PDF_ENTRY_OFFSET
        && entry->place == offset)
      return TRUE;
  }
  return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                    "the signature is not of the revision that it covers last");
}

static gboolean
digest_covered (DeskSignatureCheck *self, const char *data, const DeskPdfValue *contents)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gboolean is_done
      = context != NULL && EVP_DigestInit_ex (context, EVP_sha256 (), NULL) == 1
        && EVP_DigestUpdate (context, data, contents->start) == 1
        && EVP_DigestUpdate (context, data + contents->end, self->end - contents->end) == 1
        && EVP_DigestFinal_ex (context, self->digest, NULL) == 1;

  EVP_MD_CTX_free (context);
  return is_done
         || desk_signature_check_fail (self, DESK_FLAW_DIGEST, "the digest could not be computed");
}

gboolean
desk_signature_check_range (DeskSignatureCheck *self, DeskPdfFile *file)
{
  size_t length;
  const char *data = g_bytes_get_data (desk_pdf_file_get_bytes (file), &length);
  const DeskPdfValue *dictionary = desk_signature_check_get_dictionary (self, file);
  const DeskPdfValue *range = desk_pdf_value_get (dictionary, "ByteRange");
  const DeskPdfValue *contents = desk_pdf_value_get (dictionary, "Contents");

  if (dictionary == NULL)
    return desk_signature_check_fail (self, DESK_FLAW_ATTRIBUTES,
                                      "the signature is not a dictionary of its own");
  if (contents == NULL || contents->kind != DESK_PDF_STRING || data[contents->start] != '<')
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "Contents is no hexadecimal string");
  if (!check_numbers (self, range, contents, length))
    return FALSE;
  if (!ends_a_revision (data, self->end))
    return desk_signature_check_fail (self, DESK_FLAW_BYTE_RANGE,
                                      "ByteRange does not end where a revision ends");

  return read_contents (self, data + contents->start + 1, contents->end - contents->start - 2)
         && check_revision (self, file, desk_pdf_file_get_object (file, self->number)->start)
         && digest_covered (self, data, contents);
}
