/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend-ca"

#include "desk-certificate-issue.h"

#include "desk-authority.h"
#include "desk-id.h"
#include "desk-x509.h"

#define COUNTRY  "CN"
#define PROVINCE "内蒙古自治区"
#define CITY     "呼和浩特市"

#define SERIAL_LENGTH 16 /* octets, all random */

/* A certificate is used within seconds by machines whose clocks are not quite the authority's. */
#define CLOCK_TOLERANCE 300 /* seconds */

#define USAGE_AUTHORITY "critical,keyCertSign,cRLSign"
#define USAGE_SIGNER    "critical,digitalSignature,nonRepudiation"

typedef struct {
  const char *basic_constraints;
  const char *key_usage;
  const char *extended_key_usage; /* nullable. None for signers: NSS and OpenSSL refuse
                                     documentSigning alone */
  const char *issuer_file;        /* nullable; stem of the issuer's published files */
} KindRow;

static const KindRow kinds[] = {
  [DESK_CERTIFICATE_ROOT] = { "critical,CA:TRUE", USAGE_AUTHORITY, NULL, NULL },
  [DESK_CERTIFICATE_ISSUING] = { "critical,CA:TRUE,pathlen:0", USAGE_AUTHORITY, NULL, "root" },
  [DESK_CERTIFICATE_SEAL] = { "critical,CA:FALSE", USAGE_SIGNER, NULL, "issuing" },
  /* RFC 3161, 2.3 */
  [DESK_CERTIFICATE_TIMESTAMP]
  = { "critical,CA:FALSE", USAGE_SIGNER, "critical,timeStamping", "issuing" },
  [DESK_CERTIFICATE_PERSON] = { "critical,CA:FALSE", USAGE_SIGNER, NULL, "issuing" },
  [DESK_CERTIFICATE_ONE_OFF] = { "critical,CA:FALSE", USAGE_SIGNER, NULL, "issuing" },
};

X509_EXTENSION *
desk_certificate_extension (X509V3_CTX *context, int nid, const char *value)
{
  return X509V3_EXT_conf_nid (NULL, context, nid, value);
}

static gboolean
add_extension (X509 *certificate, X509V3_CTX *context, int nid, const char *value)
{
  X509_EXTENSION *extension = desk_certificate_extension (context, nid, value);
  gboolean added = extension != NULL && X509_add_ext (certificate, extension, -1) == 1;

  X509_EXTENSION_free (extension);
  return added;
}

static gboolean
add_publication (X509 *certificate, X509V3_CTX *context, const char *url, const char *issuer_file)
{
  g_autofree char *crl = g_strdup_printf ("URI:%s/%s.crl", url, issuer_file);
  g_autofree char *issuer = g_strdup_printf ("caIssuers;URI:%s/%s.cer", url, issuer_file);

  return add_extension (certificate, context, NID_crl_distribution_points, crl)
         && add_extension (certificate, context, NID_info_access, issuer);
}

static gboolean
add_extensions (X509 *certificate, const DeskCertificateOrder *order)
{
  const KindRow *row = &kinds[order->kind];
  X509V3_CTX context;

  X509V3_set_ctx (&context, order->issuer != NULL ? order->issuer : certificate, certificate, NULL,
                  NULL, 0);

  return add_extension (certificate, &context, NID_basic_constraints, row->basic_constraints)
         && add_extension (certificate, &context, NID_key_usage, row->key_usage)
         && add_extension (certificate, &context, NID_subject_key_identifier, "hash")
         && add_extension (certificate, &context, NID_authority_key_identifier, "keyid:always")
         && (row->extended_key_usage == NULL
             || add_extension (certificate, &context, NID_ext_key_usage, row->extended_key_usage))
         && (row->issuer_file == NULL
             || add_publication (certificate, &context, order->publication_url, row->issuer_file));
}

/* @value nullable: nothing to add. */
static gboolean
add_name (X509_NAME *name, int nid, const char *value)
{
  return value == NULL
         || X509_NAME_add_entry_by_NID (name, nid, MBSTRING_UTF8, (const uint8_t *) value, -1, -1,
                                        0)
                == 1;
}

static gboolean
set_names (X509 *certificate, const DeskCertificateOrder *order)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  return name != NULL && add_name (name, NID_countryName, COUNTRY)
         && add_name (name, NID_stateOrProvinceName, PROVINCE)
         && add_name (name, NID_localityName, CITY)
         && add_name (name, NID_organizationName, order->organisation)
         && add_name (name, NID_commonName, order->common_name)
         && add_name (name, NID_serialNumber, order->serial_number)
         && X509_set_subject_name (certificate, name) == 1
         && X509_set_issuer_name (
                certificate, order->issuer != NULL ? X509_get_subject_name (order->issuer) : name)
                == 1;
}

static gboolean
set_serial (X509 *certificate)
{
  g_autoptr (BIGNUM) number = NULL;
  g_autoptr (ASN1_INTEGER) serial = NULL;
  uint8_t octets[SERIAL_LENGTH];

  desk_id_random_bytes (octets, sizeof octets);
  number = BN_bin2bn (octets, sizeof octets, NULL);
  if (number != NULL)
    serial = BN_to_ASN1_INTEGER (number, NULL);

  return serial != NULL && X509_set_serialNumber (certificate, serial) == 1;
}

static gboolean
set_times (X509 *certificate, const DeskCertificateOrder *order)
{
  gint64 from = order->now - CLOCK_TOLERANCE;
  gint64 until = order->now + order->lifetime;
  g_autoptr (ASN1_TIME) not_before = NULL;
  g_autoptr (ASN1_TIME) not_after = NULL;

  if (order->issuer != NULL) {
    from = MAX (from, desk_x509_get_not_before (order->issuer));
    until = MIN (until, desk_x509_get_not_after (order->issuer));
  }

  if (until <= order->now || until <= from)
    return FALSE;

  not_before = desk_openssl_time_new (from);
  not_after = desk_openssl_time_new (until);
  return X509_set1_notBefore (certificate, not_before) == 1
         && X509_set1_notAfter (certificate, not_after) == 1;
}

/* The certificate as others get it: OpenSSL keeps the whole key, its private half too, in one that
 * was just made. */
static X509 *
without_key (X509 *certificate, GError **error)
{
  g_autoptr (GBytes) der = desk_x509_to_der (certificate);

  return desk_x509_new_from_der (der, error);
}

X509 *
desk_certificate_issue (const DeskCertificateOrder *order, GError **error)
{
  g_autoptr (X509) certificate = X509_new ();

  if (certificate == NULL || X509_set_version (certificate, X509_VERSION_3) != 1
      || !set_names (certificate, order)) {
    desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST,
                            "a name cannot be written into a certificate");
    return NULL;
  }

  if (!set_times (certificate, order)) {
    desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST,
                            "the authority's own certificate is not valid now");
    return NULL;
  }

  if (!set_serial (certificate) || X509_set_pubkey (certificate, order->public_key) != 1
      || !add_extensions (certificate, order)
      || X509_sign (certificate, order->issuer_key, EVP_sha256 ()) <= 0) {
    desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_INTERNAL,
                            "the certificate cannot be signed");
    return NULL;
  }

  return without_key (certificate, error);
}
