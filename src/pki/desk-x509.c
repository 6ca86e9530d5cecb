/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-x509.h"

#include "desk-encoding.h"
#include "desk-openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>

G_DEFINE_QUARK (desk - x509 - error - quark, desk_x509_error)

#define SERIAL_OCTETS_MAXIMUM 20 /* RFC 5280, 4.1.2.2 */

static X509 *
fail_form (GError **error, const char *what)
{
  desk_openssl_set_error (error, DESK_X509_ERROR, DESK_X509_ERROR_FORM, what);
  return NULL;
}

GBytes *
desk_x509_to_der (X509 *certificate)
{
  uint8_t *der = NULL;
  int length = i2d_X509 (certificate, &der);

  return desk_openssl_take_der (der, length);
}

X509 *
desk_x509_new_from_der (GBytes *der, GError **error)
{
  size_t length;
  const uint8_t *start = g_bytes_get_data (der, &length);
  const uint8_t *end = start;
  g_autoptr (X509) certificate = NULL;
  g_autoptr (GBytes) again = NULL;

  if (length > 0 && length <= G_MAXINT)
    certificate = d2i_X509 (NULL, &end, (long) length);
  if (certificate == NULL)
    return fail_form (error, "not a certificate");

  again = desk_x509_to_der (certificate);
  if (end != start + length || again == NULL || !g_bytes_equal (again, der))
    return fail_form (error, "not the DER of one certificate");

  return g_steal_pointer (&certificate);
}

STACK_OF (X509) * desk_x509_list_new_from_pem (const char *pem, GError **error)
{
  g_autoptr (BIO) source = BIO_new_mem_buf (pem, -1);
  g_autoptr (X509Stack) list = sk_X509_new_null ();
  unsigned long reason;
  X509 *certificate;

  while ((certificate = PEM_read_bio_X509 (source, NULL, NULL, NULL)) != NULL)
    sk_X509_push (list, certificate);

  /* The end of the text is told as an error, too. */
  reason = ERR_peek_last_error ();
  if (sk_X509_num (list) == 0 || ERR_GET_REASON (reason) != PEM_R_NO_START_LINE) {
    fail_form (error, "not certificates in PEM");
    return NULL;
  }

  ERR_clear_error ();
  return g_steal_pointer (&list);
}

X509 *
desk_x509_new_from_pem (const char *pem, GError **error)
{
  g_autoptr (X509Stack) list = desk_x509_list_new_from_pem (pem, error);

  return list != NULL ? sk_X509_shift (list) : NULL;
}

static char *
take_text (BIO *sink)
{
  char *data = NULL;
  long length = BIO_get_mem_data (sink, &data);

  return g_strndup (data, (size_t) length);
}

char *
desk_x509_list_to_pem (STACK_OF (X509) * certificates)
{
  g_autoptr (BIO) sink = BIO_new (BIO_s_mem ());

  for (int i = 0; i < sk_X509_num (certificates); i++)
    PEM_write_bio_X509 (sink, sk_X509_value (certificates, i));

  return take_text (sink);
}

char *
desk_x509_to_pem (X509 *certificate)
{
  g_autoptr (BIO) sink = BIO_new (BIO_s_mem ());

  PEM_write_bio_X509 (sink, certificate);
  return take_text (sink);
}

static char *
get_common_name (const X509_NAME *name)
{
  int last = -1;
  int next;
  uint8_t *text = NULL;
  int length;
  char *copy;

  while ((next = X509_NAME_get_index_by_NID (name, NID_commonName, last)) >= 0)
    last = next;
  if (last < 0)
    return g_strdup ("");

  length = ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, last)));
  if (length < 0)
    return g_strdup ("");

  copy = g_utf8_make_valid ((const char *) text, length);
  OPENSSL_free (text);
  return copy;
}

char *
desk_x509_get_subject_name (X509 *certificate)
{
  return get_common_name (X509_get_subject_name (certificate));
}

char *
desk_x509_get_issuer_name (X509 *certificate)
{
  return get_common_name (X509_get_issuer_name (certificate));
}

char *
desk_x509_get_issuer_dn (X509 *certificate)
{
  g_autoptr (BIO) sink = BIO_new (BIO_s_mem ());

  X509_NAME_print_ex (sink, X509_get_issuer_name (certificate), 0,
                      XN_FLAG_RFC2253 & ~(unsigned long) ASN1_STRFLGS_ESC_MSB);
  return take_text (sink);
}

char *
desk_x509_get_serial (X509 *certificate)
{
  const ASN1_INTEGER *serial = X509_get0_serialNumber (certificate);

  return desk_hex_encode (ASN1_STRING_get0_data (serial), (size_t) ASN1_STRING_length (serial));
}

ASN1_INTEGER *
desk_x509_parse_serial (const char *serial)
{
  g_autoptr (GBytes) octets = desk_hex_decode (serial);
  g_autoptr (BIGNUM) number = NULL;
  size_t length;
  const uint8_t *data;

  if (octets == NULL)
    return NULL;

  data = g_bytes_get_data (octets, &length);
  if (length == 0 || length > SERIAL_OCTETS_MAXIMUM)
    return NULL;

  number = BN_bin2bn (data, (int) length, NULL);
  return number != NULL ? BN_to_ASN1_INTEGER (number, NULL) : NULL;
}

gint64
desk_x509_get_not_before (X509 *certificate)
{
  gint64 seconds;

  /* A start that cannot be read is never reached. */
  return desk_openssl_time_to_unix (X509_get0_notBefore (certificate), &seconds) ? seconds
                                                                                 : G_MAXINT64;
}

gint64
desk_x509_get_not_after (X509 *certificate)
{
  gint64 seconds;

  return desk_openssl_time_to_unix (X509_get0_notAfter (certificate), &seconds) ? seconds
                                                                                : G_MININT64;
}

char *
desk_x509_get_fingerprint (X509 *certificate)
{
  g_autoptr (GBytes) der = desk_x509_to_der (certificate);

  return desk_sha256_hex (der);
}
