/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ink.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one contract says about one applicant. All strings borrowed for the call, none NULL. */
typedef struct {
  const char *number; /* the order's number, printed as contract number */
  const char *name;
  const char *id_type;         /* "01" ..., domain.md 1.11 */
  const char *id_number;       /* as it shall be printed: masked */
  const char *mobile;          /* as it shall be printed: masked */
  const char *product;         /* "person_certificate" */
  const char *identity_serial; /* of the real-name check */
  gint64 consent_time;         /* Unix seconds */
  gint64 date;                 /* Unix seconds; printed in Beijing time */
  DeskInk *ink;
  const char *
      authority_name; /* as the seal shows it, "内蒙古数字证书认证有限公司" or the configured one */
} DeskContractTerms;

/* The contract's own text, as applicants read it before they agree. */
const char *desk_contract_text_get_version (void);
const char *desk_contract_text_get (void); /* UTF-8, headings "# ", paragraphs by blank lines */
const char *
desk_contract_text_get_sha256 (void); /* hex, of exactly the bytes of desk_contract_text_get() */
const char *desk_contract_text_get_sm3 (void); /* hex, likewise */

/* The PDF with the applicant's data, handwriting and the empty signature fields "Applicant",
 * "Authority" and "Timestamp", ready to be signed. Any thread. */
GBytes *desk_contract_compose (const DeskContractTerms *terms, GError **error);

G_END_DECLS
