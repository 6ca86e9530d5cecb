/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-contract-signing.h"
#include "desk-contract.h"
#include "desk-test-pki.h"

G_BEGIN_DECLS

/* A contract between 张三 and a certificate authority, with everything that signs it. The
 * certificates are valid for so long that programs which take the machine's own time accept them.
 */
typedef struct {
  DeskTestIdentity *root;
  DeskTestIdentity *issuing;
  DeskTestIdentity *applicant; /* RSA, as most keys in the field */
  DeskTestIdentity *seal;      /* the authority's certificate */
  DeskTestIdentity *stamp;     /* of the timestamp authority */
  X509Stack *trust;            /* the root */
  DeskClock *clock;            /* stands at DESK_TEST_NOW */
  DeskTimestampAuthority *timestamper;
  DeskInk *ink;
  DeskContractTerms terms;
  GBytes *composed; /* with empty fields */
} DeskContractFixture;

/* A certificate from the issuing CA of @self. */
DeskTestIdentity *
desk_contract_fixture_certify (DeskContractFixture *self, const char *name, guint rsa_bits);

DeskContractFixture *desk_contract_fixture_new (void);
void desk_contract_fixture_free (DeskContractFixture *self);

/* @pdf with @role's signature by @identity; @has_timestamp: CAdES-T. Aborts if it fails. */
GBytes *desk_contract_fixture_sign (DeskContractFixture *self,
                                    GBytes *pdf,
                                    DeskSignatureRole role,
                                    DeskTestIdentity *identity,
                                    gboolean has_timestamp);

/* Both signatures and the document timestamp. */
GBytes *desk_contract_fixture_sign_all (DeskContractFixture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskContractFixture, desk_contract_fixture_free)

G_END_DECLS
