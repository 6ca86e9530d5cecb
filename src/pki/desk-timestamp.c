/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-timestamp.h"

#include "desk-cades.h"
#include "desk-cms.h"
#include "desk-encoding.h"
#include "desk-id.h"
#include "desk-x509.h"

#include <string.h>

#define DIGEST_LENGTH 32
#define SERIAL_LENGTH 16

/* The policy under which the embedded authority stamps: an identifier of its own (ITU-T X.667),
 * because it claims no conformance to a public policy. */
#define POLICY "2.25.141539172827042996183993145141422363225"

/* How far the clock may be from UTC, in seconds. */
#define ACCURACY 1

struct _DeskTimestampAuthority {
  X509 *certificate;  /* owned */
  X509Stack *issuers; /* owned, maybe empty */
  EVP_PKEY *key;      /* owned */
  DeskClock *clock;   /* owned */
};

static const DeskCmsRules rules
    = { .content_type = NID_id_smime_ct_TSTInfo, .allows_signing_time = TRUE };

static gboolean
fail (GError **error, DeskCadesError code, const char *what)
{
  desk_openssl_set_error (error, DESK_CADES_ERROR, (int) code, what);
  return FALSE;
}

DeskTimestampAuthority *
desk_timestamp_authority_new (X509 *certificate,
                              STACK_OF (X509) * issuers,
                              EVP_PKEY *key,
                              DeskClock *clock)
{
  DeskTimestampAuthority *self = g_new0 (DeskTimestampAuthority, 1);

  X509_up_ref (certificate);
  EVP_PKEY_up_ref (key);
  self->certificate = certificate;
  self->issuers = desk_openssl_copy_stack (issuers);
  self->key = key;
  self->clock = g_object_ref (clock);
  return self;
}

void
desk_timestamp_authority_free (DeskTimestampAuthority *self)
{
  X509_free (self->certificate);
  desk_x509_stack_free (self->issuers);
  EVP_PKEY_free (self->key);
  g_object_unref (self->clock);
  g_free (self);
}

static ASN1_INTEGER *
on_serial_wanted (TS_RESP_CTX *context, void *user_data)
{
  g_autoptr (BIGNUM) number = NULL;
  uint8_t octets[SERIAL_LENGTH];

  desk_id_random_bytes (octets, sizeof octets);
  number = BN_bin2bn (octets, sizeof octets, NULL);
  return number != NULL ? BN_to_ASN1_INTEGER (number, NULL) : NULL;
}

static int
on_time_wanted (TS_RESP_CTX *context, void *user_data, long *seconds, long *microseconds)
{
  DeskTimestampAuthority *self = user_data;

  *seconds = (long) desk_clock_now_seconds (self->clock);
  *microseconds = 0;
  return 1;
}

static TS_REQ *
request_new (const uint8_t imprint[static 32])
{
  g_autoptr (TS_REQ) request = TS_REQ_new ();
  g_autoptr (TS_MSG_IMPRINT) message = TS_MSG_IMPRINT_new ();
  g_autoptr (X509_ALGOR) algorithm = X509_ALGOR_new ();
  g_autofree uint8_t *octets = g_memdup2 (imprint, DIGEST_LENGTH);

  if (request == NULL || message == NULL || algorithm == NULL
      || X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha256), V_ASN1_NULL, NULL) != 1
      || TS_MSG_IMPRINT_set_algo (message, algorithm) != 1
      || TS_MSG_IMPRINT_set_msg (message, octets, DIGEST_LENGTH) != 1
      || TS_REQ_set_version (request, 1) != 1 || TS_REQ_set_msg_imprint (request, message) != 1
      || TS_REQ_set_cert_req (request, 1) != 1)
    return NULL;

  return g_steal_pointer (&request);
}

static TS_RESP_CTX *
response_context_new (DeskTimestampAuthority *self)
{
  g_autoptr (TS_RESP_CTX) context = TS_RESP_CTX_new ();
  g_autoptr (ASN1_OBJECT) policy = OBJ_txt2obj (POLICY, 1);

  if (context == NULL || policy == NULL
      || TS_RESP_CTX_set_signer_cert (context, self->certificate) != 1
      || TS_RESP_CTX_set_signer_key (context, self->key) != 1
      || TS_RESP_CTX_set_certs (context, self->issuers) != 1
      || TS_RESP_CTX_set_signer_digest (context, EVP_sha256 ()) != 1
      || TS_RESP_CTX_set_ess_cert_id_digest (context, EVP_sha256 ()) != 1
      || TS_RESP_CTX_set_def_policy (context, policy) != 1
      || TS_RESP_CTX_add_md (context, EVP_sha256 ()) != 1
      || TS_RESP_CTX_set_accuracy (context, ACCURACY, 0, 0) != 1)
    return NULL;

  TS_RESP_CTX_set_serial_cb (context, on_serial_wanted, NULL);
  TS_RESP_CTX_set_time_cb (context, on_time_wanted, self);
  return g_steal_pointer (&context);
}

/* OpenSSL writes the token with its certificates in no order; DER wants the set sorted, as do PDF
 * signatures. */
static GBytes *
token_to_der (PKCS7 *token)
{
  uint8_t *der = NULL;
  int length = i2d_PKCS7 (token, &der);
  const uint8_t *end = der;
  g_autoptr (CMS_ContentInfo) cms = length > 0 ? d2i_CMS_ContentInfo (NULL, &end, length) : NULL;

  OPENSSL_free (der);
  return cms != NULL ? desk_cms_to_der (cms) : NULL;
}

GBytes *
desk_timestamp_authority_issue (DeskTimestampAuthority *self,
                                const uint8_t imprint[static 32],
                                GError **error)
{
  g_autoptr (TS_REQ) request = request_new (imprint);
  g_autoptr (TS_RESP_CTX) context = response_context_new (self);
  g_autoptr (BIO) source = BIO_new (BIO_s_mem ());
  g_autoptr (TS_RESP) response = NULL;
  g_autoptr (GBytes) der = NULL;
  PKCS7 *token = NULL;

  if (request != NULL && context != NULL && i2d_TS_REQ_bio (source, request) == 1)
    response = TS_RESP_create_response (context, source);
  if (response != NULL)
    token = TS_RESP_get_token (response);
  if (token != NULL)
    der = token_to_der (token);

  if (der == NULL)
    fail (error, DESK_CADES_ERROR_FORM, "the timestamp cannot be made");
  return g_steal_pointer (&der);
}

void
desk_timestamp_info_free (DeskTimestampInfo *info)
{
  X509_free (info->certificate);
  desk_x509_stack_free (info->certificates);
  g_free (info);
}

static TS_TST_INFO *
parse_content (const ASN1_OCTET_STRING *content)
{
  const uint8_t *start = ASN1_STRING_get0_data (content);
  int length = ASN1_STRING_length (content);
  const uint8_t *end = start;
  g_autoptr (TS_TST_INFO) parsed = d2i_TS_TST_INFO (NULL, &end, length);
  g_autoptr (GBytes) again = NULL;
  uint8_t *der = NULL;
  int encoded;

  if (parsed == NULL || end != start + length)
    return NULL;

  encoded = i2d_TS_TST_INFO (parsed, &der);
  again = desk_openssl_take_der (der, encoded);
  if (again == NULL || g_bytes_get_size (again) != (size_t) length
      || memcmp (g_bytes_get_data (again, NULL), start, (size_t) length) != 0)
    return NULL;

  return g_steal_pointer (&parsed);
}

static gboolean
has_critical_extension (TS_TST_INFO *content)
{
  return TS_TST_INFO_get_ext_by_critical (content, 1, -1) >= 0;
}

static gboolean
check_imprint (TS_TST_INFO *content, const uint8_t *imprint)
{
  TS_MSG_IMPRINT *message = TS_TST_INFO_get_msg_imprint (content);
  const ASN1_STRING *octets = TS_MSG_IMPRINT_get_msg (message);
  const ASN1_OBJECT *algorithm;

  X509_ALGOR_get0 (&algorithm, NULL, NULL, TS_MSG_IMPRINT_get_algo (message));
  return OBJ_obj2nid (algorithm) == NID_sha256 && ASN1_STRING_length (octets) == DIGEST_LENGTH
         && memcmp (ASN1_STRING_get0_data (octets), imprint, DIGEST_LENGTH) == 0;
}

static gboolean
check_content (const ASN1_OCTET_STRING *octets,
               const uint8_t *imprint,
               gint64 *time,
               GError **error)
{
  g_autoptr (TS_TST_INFO) content = parse_content (octets);

  if (content == NULL || TS_TST_INFO_get_version (content) != 1 || has_critical_extension (content)
      || !desk_openssl_time_to_unix (TS_TST_INFO_get_time (content), time))
    return fail (error, DESK_CADES_ERROR_FORM, "the token's content is not of version 1");

  return check_imprint (content, imprint)
         || fail (error, DESK_CADES_ERROR_DIGEST, "the timestamp is for something else");
}

static gboolean
check_signer (CMS_ContentInfo *cms,
              const ASN1_OCTET_STRING *octets,
              X509 *certificate,
              GError **error)
{
  CMS_SignerInfo *signer = desk_cms_get_signer (cms);
  const char *name = desk_cms_get_digest_name (signer, error);
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  if (name == NULL)
    return FALSE;
  if (CMS_unsigned_get_attr_count (signer) > 0)
    return fail (error, DESK_CADES_ERROR_FORM, "unsigned attributes in a timestamp");
  if (!desk_x509_may_timestamp (certificate))
    return fail (error, DESK_CADES_ERROR_FORM, "the certificate is not a timestamp authority's");

  EVP_Digest (ASN1_STRING_get0_data (octets), (size_t) ASN1_STRING_length (octets), digest, &length,
              EVP_get_digestbyname (name), NULL);
  return desk_cms_verify_signer (signer, &rules, certificate, digest, length, error);
}

/* Borrowed; NULL with @error if @cms does not carry a token's content. */
static const ASN1_OCTET_STRING *
get_content (CMS_ContentInfo *cms, GError **error)
{
  ASN1_OCTET_STRING **content = CMS_get0_content (cms);

  if (OBJ_obj2nid (CMS_get0_eContentType (cms)) != NID_id_smime_ct_TSTInfo || content == NULL
      || *content == NULL) {
    fail (error, DESK_CADES_ERROR_FORM, "not a timestamp token");
    return NULL;
  }

  return *content;
}

DeskTimestampInfo *
desk_timestamp_verify (GBytes *token, const uint8_t imprint[static 32], GError **error)
{
  g_autoptr (CMS_ContentInfo) cms = desk_cms_parse (token, error);
  g_autoptr (DeskTimestampInfo) info = g_new0 (DeskTimestampInfo, 1);
  const ASN1_OCTET_STRING *content;

  if (cms == NULL || (content = get_content (cms, error)) == NULL)
    return NULL;

  info->certificates = CMS_get1_certs (cms);
  info->certificate = desk_cms_find_signer_certificate (cms, info->certificates, error);
  if (info->certificate == NULL)
    return NULL;
  X509_up_ref (info->certificate);

  if (!check_content (content, imprint, &info->time, error)
      || !check_signer (cms, content, info->certificate, error))
    return NULL;

  return g_steal_pointer (&info);
}
