/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-certificate-chain.h"
#include "desk-key-state.h"

G_BEGIN_DECLS

typedef enum {
  DESK_FACTS_SUBJECT,
  DESK_FACTS_IDENTITY, /* GM/T 0015; masked; mostly empty */
  DESK_FACTS_ISSUER,
  DESK_FACTS_VALIDITY,
  DESK_FACTS_USAGE,
  DESK_FACTS_KEY,
  DESK_FACTS_MARKS, /* serial and fingerprints */
} DeskFactsSection;

#define DESK_N_FACTS_SECTIONS (DESK_FACTS_MARKS + 1)

typedef struct {
  char *label;      /* owned, translated */
  char *value;      /* owned */
  gboolean is_code; /* digits to compare one by one */
} DeskFact;

/**
 * DeskCertificateFacts:
 *
 * Everything a certificate says, in words, for the window and the terminal alike. Identity numbers
 * are masked. Main thread only.
 *
 * Properties: `chain-state` (DeskCertificateChainState), CHECKING until the chain was checked.
 */
#define DESK_TYPE_CERTIFICATE_FACTS (desk_certificate_facts_get_type ())

G_DECLARE_FINAL_TYPE (
    DeskCertificateFacts, desk_certificate_facts, DESK, CERTIFICATE_FACTS, GObject)

/* As of @now, Unix seconds. NULL if @der is no certificate. */
DeskCertificateFacts *desk_certificate_facts_new (GBytes *der, gint64 now);

/* Checks the chain, once; `chain-state` tells what came of it. The check ends with @self. */
void desk_certificate_facts_check_chain (DeskCertificateFacts *self, DeskFlowCore *core);

/* Translated, static: "颁发者". */
const char *desk_certificate_facts_get_title (DeskFactsSection section);

/* DeskFact in the order to show; may be empty; borrowed. */
GPtrArray *desk_certificate_facts_get (DeskCertificateFacts *self, DeskFactsSection section);

const char *desk_certificate_facts_get_holder (DeskCertificateFacts *self); /* common name */

/* READY, EXPIRING, EXPIRED or NOT_YET_VALID. */
DeskKeyState desk_certificate_facts_get_validity (DeskCertificateFacts *self);

/* Whole days, rounded down; negative after the end. */
gint64 desk_certificate_facts_get_days_left (DeskCertificateFacts *self);

DeskCertificateChainState desk_certificate_facts_get_chain_state (DeskCertificateFacts *self);
/* From the root to the certificate; borrowed, nullable unless TRUSTED. */
const char *const *desk_certificate_facts_get_chain (DeskCertificateFacts *self);
/* What `chain-state` means, one sentence; translated, static. */
const char *desk_certificate_facts_get_chain_sentence (DeskCertificateFacts *self);

/* All of it as lines "label: value" under their titles. Caller frees. */
char *desk_certificate_facts_dup_text (DeskCertificateFacts *self);

/* The two forms of a file. */
GBytes *desk_certificate_facts_get_der (DeskCertificateFacts *self); /* borrowed */
char *desk_certificate_facts_dup_pem (DeskCertificateFacts *self);

/* What the key of the certificate @der may do: "签名、登录"; NULL if nothing of it. Translated,
 * static. */
const char *desk_certificate_facts_get_purpose (GBytes *der);

G_END_DECLS
