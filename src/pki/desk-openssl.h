/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/* g_autoptr () for the OpenSSL types this product uses, and the one way from OpenSSL's error queue
 * to a GError. */

G_BEGIN_DECLS

typedef STACK_OF (X509) X509Stack;
typedef STACK_OF (X509_CRL) X509CrlStack;

static inline void
desk_x509_stack_free (X509Stack *stack)
{
  sk_X509_pop_free (stack, X509_free);
}

static inline void
desk_x509_crl_stack_free (X509CrlStack *stack)
{
  sk_X509_CRL_pop_free (stack, X509_CRL_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_TIME, ASN1_TIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS7, PKCS7_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_MSG_IMPRINT, TS_MSG_IMPRINT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_REQ, TS_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_RESP, TS_RESP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_RESP_CTX, TS_RESP_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_TST_INFO, TS_TST_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_CRL, X509_CRL_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME, X509_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REVOKED, X509_REVOKED_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509Stack, desk_x509_stack_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509CrlStack, desk_x509_crl_stack_free)

/* Sets @error to "@doing: " and this thread's OpenSSL errors, oldest first, and empties their
 * queue. */
void desk_openssl_set_error (GError **error, GQuark domain, int code, const char *doing);

/* A new stack that holds its own references; @stack nullable gives an empty one. Caller owns. */
X509Stack *desk_openssl_copy_stack (X509Stack *stack);

/* Takes what an i2d function returned in @der; NULL if @length is not positive. */
GBytes *desk_openssl_take_der (uint8_t *der, int length);

/* FALSE if @time is not a valid ASN.1 time. */
gboolean desk_openssl_time_to_unix (const ASN1_TIME *time, gint64 *unix_seconds);

/* UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5); NULL outside the years 0 to 9999,
 * which OpenSSL's setters then refuse. Caller owns. */
ASN1_TIME *desk_openssl_time_new (gint64 unix_seconds);

G_END_DECLS
