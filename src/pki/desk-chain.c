/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-chain.h"

#include "desk-openssl.h"
#include "desk-x509.h"

#include <openssl/err.h>

G_DEFINE_QUARK (desk - chain - error - quark, desk_chain_error)

#define SECURITY_LEVEL                                                                             \
  2 /* 112 bits: no SHA-1, no RSA below 2048 (X509_VERIFY_PARAM_set_auth_level) */
#define DEPTH_MAXIMUM 4

static gboolean
fail (GError **error, DeskChainError code, const char *what)
{
  desk_openssl_set_error (error, DESK_CHAIN_ERROR, code, what);
  return FALSE;
}

static DeskChainError
code_of (int verify_result)
{
  switch (verify_result) {
  case X509_V_ERR_CERT_NOT_YET_VALID:
  case X509_V_ERR_CERT_HAS_EXPIRED:
    return DESK_CHAIN_ERROR_TIME;
  case X509_V_ERR_INVALID_PURPOSE:
    return DESK_CHAIN_ERROR_PURPOSE;
  default:
    return DESK_CHAIN_ERROR_UNTRUSTED;
  }
}

static X509_STORE *
store_new (X509Stack *trust)
{
  X509_STORE *store = X509_STORE_new ();

  for (int i = 0; i < sk_X509_num (trust); i++)
    X509_STORE_add_cert (store, sk_X509_value (trust, i));

  return store;
}

/* The chain from @leaf to the trusted root, or NULL. */
static X509Stack *
build (X509 *leaf, X509Stack *intermediates, X509Stack *trust, gint64 time, GError **error)
{
  g_autoptr (X509_STORE) store = store_new (trust);
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  X509_VERIFY_PARAM *parameters;

  if (store == NULL || context == NULL
      || X509_STORE_CTX_init (context, store, leaf, intermediates) != 1) {
    fail (error, DESK_CHAIN_ERROR_UNTRUSTED, "the chain cannot be checked");
    return NULL;
  }

  parameters = X509_STORE_CTX_get0_param (context);
  X509_VERIFY_PARAM_set_time (parameters, (time_t) time);
  X509_VERIFY_PARAM_set_auth_level (parameters, SECURITY_LEVEL);
  X509_VERIFY_PARAM_set_depth (parameters, DEPTH_MAXIMUM);

  if (X509_verify_cert (context) != 1) {
    int result = X509_STORE_CTX_get_error (context);

    /* What the queue may hold says less than the result. */
    ERR_clear_error ();
    g_set_error_literal (error, DESK_CHAIN_ERROR, (int) code_of (result),
                         X509_verify_cert_error_string (result));
    return NULL;
  }

  return X509_STORE_CTX_get1_chain (context);
}

/* OpenSSL lets old forms of CA certificates pass; here every issuer says that it is one (RFC
 * 5280, 4.2.1.9, 4.2.1.3). */
static gboolean
check_issuers (X509Stack *chain, GError **error)
{
  for (int i = 1; i < sk_X509_num (chain); i++) {
    X509 *issuer = sk_X509_value (chain, i);

    if (X509_check_ca (issuer) != 1 || (X509_get_extension_flags (issuer) & EXFLAG_KUSAGE) == 0
        || (X509_get_key_usage (issuer) & KU_KEY_CERT_SIGN) == 0)
      return fail (error, DESK_CHAIN_ERROR_UNTRUSTED, "an issuer is not a certification authority");
  }

  return TRUE;
}

static gboolean
check_purpose (X509 *leaf, DeskChainPurpose purpose, GError **error)
{
  gboolean ok = FALSE;

  switch (purpose) {
  case DESK_CHAIN_SIGNATURE:
    ok = desk_x509_may_sign (leaf);
    break;
  case DESK_CHAIN_TIMESTAMP:
    ok = desk_x509_may_timestamp (leaf);
    break;
  case DESK_CHAIN_LOGIN:
    ok = desk_x509_may_sign_in (leaf);
    break;
  }

  return ok || fail (error, DESK_CHAIN_ERROR_PURPOSE, "the certificate is not for this purpose");
}

/* A CRL counts only if @issuer signed it: one that somebody else made must not revoke anything. */
static gboolean
is_revoked_in (X509 *certificate, X509 *issuer, X509_CRL *crl, gint64 time)
{
  X509_REVOKED *entry = NULL;
  gint64 since;
  uint32_t usage = X509_get_key_usage (issuer);

  if (X509_NAME_cmp (X509_CRL_get_issuer (crl), X509_get_issuer_name (certificate)) != 0
      || (usage & KU_CRL_SIGN) == 0 || X509_CRL_verify (crl, X509_get0_pubkey (issuer)) != 1)
    return FALSE;

  /* 2 is removeFromCRL */
  if (X509_CRL_get0_by_cert (crl, &entry, certificate) != 1)
    return FALSE;

  return !desk_openssl_time_to_unix (X509_REVOKED_get0_revocationDate (entry), &since)
         || since <= time;
}

/* OpenSSL's own check takes the CRL's age at @time into account, and a CRL is always newer than the
 * signature it is asked about; so only the date of the revocation is compared. */
static gboolean
check_revocation (X509Stack *chain, X509CrlStack *crls, gint64 time, GError **error)
{
  for (int i = 0; i + 1 < sk_X509_num (chain); i++) {
    for (int j = 0; j < sk_X509_CRL_num (crls); j++) {
      if (is_revoked_in (sk_X509_value (chain, i), sk_X509_value (chain, i + 1),
                         sk_X509_CRL_value (crls, j), time))
        return fail (error, DESK_CHAIN_ERROR_REVOKED, "a certificate of the chain was revoked");
    }
  }

  return TRUE;
}

STACK_OF (X509)
*desk_chain_build (X509 *leaf,
                   STACK_OF (X509) * intermediates,
                   STACK_OF (X509) * trust,
                   gint64 time,
                   GError **error)
{
  g_autoptr (X509Stack) chain = build (leaf, intermediates, trust, time, error);
  gboolean ok = chain != NULL && check_issuers (chain, error);

  ERR_clear_error ();
  return ok ? g_steal_pointer (&chain) : NULL;
}

gboolean
desk_chain_verify (X509 *leaf,
                   STACK_OF (X509) * intermediates,
                   STACK_OF (X509) * trust,
                   STACK_OF (X509_CRL) * crls,
                   gint64 time,
                   DeskChainPurpose purpose,
                   GError **error)
{
  g_autoptr (X509Stack) chain = build (leaf, intermediates, trust, time, error);
  gboolean ok = chain != NULL && check_issuers (chain, error)
                && check_purpose (leaf, purpose, error)
                && check_revocation (chain, crls, time, error);

  /* What was tried and passed over must not be told as the reason of a later failure. */
  ERR_clear_error ();
  return ok;
}
