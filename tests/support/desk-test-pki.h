/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-openssl.h"
#include "desk-signer.h"

G_BEGIN_DECLS

/* Certificates as a test wants them, good or bad. */

#define DESK_TEST_NOW    G_GINT64_CONSTANT (1795329000) /* 2026-11-22T06:30:00Z */
#define DESK_TEST_DAY    G_GINT64_CONSTANT (86400)      /* seconds */
#define DESK_TEST_SIGNER "critical,digitalSignature,nonRepudiation"
#define DESK_TEST_CA     "critical,keyCertSign,cRLSign"

typedef struct {
  X509 *certificate;  /* owned */
  EVP_PKEY *key;      /* owned */
  X509Stack *issuers; /* owned; issuing CAs without the root */
} DeskTestIdentity;

/* Zero means the usual: P-256, SHA-256, valid from a day before DESK_TEST_NOW until a year after.
 */
typedef struct {
  const char *name;
  const DeskTestIdentity *issuer; /* NULL: self-signed */
  gboolean is_ca;
  const char *key_usage;          /* as in openssl.cnf, NULL none */
  const char *extended_key_usage; /* likewise */
  EVP_PKEY *subject_key;          /* borrowed; certified instead of a new key */
  unsigned int rsa_bits;          /* of a new key; 0: P-256 */
  gint64 not_before;              /* Unix seconds */
  gint64 not_after;               /* Unix seconds */
  const char *digest;             /* of the signature on the certificate, "SHA256" */
} DeskTestProfile;

DeskTestIdentity *desk_test_identity_new (const DeskTestProfile *profile);
void desk_test_identity_free (DeskTestIdentity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestIdentity, desk_test_identity_free)

/* Root, issuing CA, and what they issued: a signer with P-256, one with RSA, and a timestamp
 * authority. */
typedef struct {
  DeskTestIdentity *root;
  DeskTestIdentity *issuing;
  DeskTestIdentity *signer;
  DeskTestIdentity *rsa_signer;
  DeskTestIdentity *timestamper;
  X509Stack *trust; /* the root */
} DeskTestPki;

DeskTestPki *desk_test_pki_new (void);
void desk_test_pki_free (DeskTestPki *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestPki, desk_test_pki_free)

DeskSigner *desk_test_identity_create_signer (DeskTestIdentity *self);

/* A CRL of @issuer that revokes @certificate (nullable: none) at @time. */
X509_CRL *desk_test_crl_new (const DeskTestIdentity *issuer, X509 *certificate, gint64 time);

G_END_DECLS
