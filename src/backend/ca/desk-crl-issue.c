/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend-ca"

#include "desk-crl-issue.h"

#include "desk-certificate-issue.h"
#include "desk-x509.h"

static gboolean
set_head (X509_CRL *crl, X509 *issuer, gint64 now, gint64 lifetime)
{
  g_autoptr (ASN1_TIME) this_update = desk_openssl_time_new (now);
  g_autoptr (ASN1_TIME) next_update = desk_openssl_time_new (now + lifetime);

  return X509_CRL_set_version (crl, X509_CRL_VERSION_2) == 1
         && X509_CRL_set_issuer_name (crl, X509_get_subject_name (issuer)) == 1
         && X509_CRL_set1_lastUpdate (crl, this_update) == 1
         && X509_CRL_set1_nextUpdate (crl, next_update) == 1;
}

static gboolean
add_extensions (X509_CRL *crl, X509 *issuer, gint64 number)
{
  g_autoptr (ASN1_INTEGER) value = ASN1_INTEGER_new ();
  X509_EXTENSION *extension;
  X509V3_CTX context;
  gboolean added;

  X509V3_set_ctx (&context, issuer, NULL, NULL, crl, 0);
  extension = desk_certificate_extension (&context, NID_authority_key_identifier, "keyid:always");
  added = extension != NULL && X509_CRL_add_ext (crl, extension, -1) == 1;
  X509_EXTENSION_free (extension);

  return added && value != NULL && ASN1_INTEGER_set_int64 (value, number) == 1
         && X509_CRL_add1_ext_i2d (crl, NID_crl_number, value, 0, X509V3_ADD_DEFAULT) == 1;
}

static gboolean
add_revocation (X509_CRL *crl, const DeskRevocation *revocation, GError **error)
{
  g_autoptr (ASN1_INTEGER) serial = desk_x509_parse_serial (revocation->serial);
  g_autoptr (ASN1_TIME) time = desk_openssl_time_new (revocation->time);
  g_autoptr (X509_REVOKED) entry = X509_REVOKED_new ();

  if (serial == NULL || time == NULL) {
    desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST,
                            "not a serial number, or not a time");
    return FALSE;
  }

  if (entry == NULL || X509_REVOKED_set_serialNumber (entry, serial) != 1
      || X509_REVOKED_set_revocationDate (entry, time) != 1
      || X509_CRL_add0_revoked (crl, entry) != 1) {
    desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_INTERNAL,
                            "the revocation cannot be added");
    return FALSE;
  }

  (void) g_steal_pointer (&entry); /* the CRL's now */
  return TRUE;
}

X509_CRL *
desk_crl_issue (X509 *issuer,
                EVP_PKEY *issuer_key,
                gint64 now_us,
                gint64 lifetime,
                const DeskRevocation *revocations,
                size_t n_revocations,
                GError **error)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  gboolean ok = crl != NULL && set_head (crl, issuer, now_us / G_USEC_PER_SEC, lifetime)
                && add_extensions (crl, issuer, now_us);

  for (size_t i = 0; ok && i < n_revocations; i++) {
    if (!add_revocation (crl, &revocations[i], error))
      return NULL;
  }

  if (!ok || X509_CRL_sort (crl) != 1 || X509_CRL_sign (crl, issuer_key, EVP_sha256 ()) <= 0) {
    desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_INTERNAL,
                            "the revocation list cannot be signed");
    return NULL;
  }

  return g_steal_pointer (&crl);
}
