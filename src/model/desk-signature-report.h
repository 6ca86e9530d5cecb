/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the verifier says of one signature, or of a whole document. Codes in reports: valid,
 * extended, invalid, incomplete, unsigned. */
typedef enum {
  DESK_VERDICT_VALID,
  DESK_VERDICT_EXTENDED, /* valid, and the document was added to in a way the rules allow */
  DESK_VERDICT_INVALID,
  DESK_VERDICT_INCOMPLETE, /* what is signed is valid, but a required signature is missing */
  DESK_VERDICT_UNSIGNED,
} DeskVerdict;

typedef enum {
  DESK_SIGNATURE_APPLICANT,
  DESK_SIGNATURE_AUTHORITY, /* the CA's seal */
  DESK_SIGNATURE_TIMESTAMP, /* a document timestamp */
  DESK_SIGNATURE_OTHER,
} DeskSignatureRole;

typedef enum {
  DESK_TIME_CLAIMED,     /* only the signer says so */
  DESK_TIME_TIMESTAMPED, /* a trusted timestamp authority says so */
} DeskTimeSource;

/* Why a signature is not valid; DESK_FLAW_NONE if it is. */
typedef enum {
  DESK_FLAW_NONE,
  DESK_FLAW_BYTE_RANGE,  /* what it covers is not what it must cover */
  DESK_FLAW_DIGEST,      /* the covered bytes were changed */
  DESK_FLAW_SIGNATURE,   /* the signature value does not fit */
  DESK_FLAW_CERTIFICATE, /* chain, purpose or time of the certificate */
  DESK_FLAW_REVOKED,
  DESK_FLAW_TIMESTAMP,
  DESK_FLAW_ATTRIBUTES,    /* not the form of CMS that is accepted */
  DESK_FLAW_CHANGED_AFTER, /* a later revision changes what may not change */
} DeskSignatureFlaw;

const char *desk_verdict_get_code (DeskVerdict verdict);
const char *desk_signature_role_get_code (DeskSignatureRole role);
const char *desk_signature_flaw_get_code (DeskSignatureFlaw flaw);

/**
 * DeskSignatureReport:
 *
 * One signature of a PDF. Construct-only properties: `field` (name of the form field), `role`,
 * `signer` (subject CN, "" unknown), `issuer`, `time` (Unix seconds, 0 unknown), `time-source`,
 * `verdict`, `flaw`, `detail` (English, for the log and the report).
 */
#define DESK_TYPE_SIGNATURE_REPORT (desk_signature_report_get_type ())

G_DECLARE_FINAL_TYPE (DeskSignatureReport, desk_signature_report, DESK, SIGNATURE_REPORT, GObject)

const char *desk_signature_report_get_field (DeskSignatureReport *self);
DeskSignatureRole desk_signature_report_get_role (DeskSignatureReport *self);
const char *desk_signature_report_get_signer (DeskSignatureReport *self);
const char *desk_signature_report_get_issuer (DeskSignatureReport *self);
gint64 desk_signature_report_get_time (DeskSignatureReport *self);
DeskTimeSource desk_signature_report_get_time_source (DeskSignatureReport *self);
DeskVerdict desk_signature_report_get_verdict (DeskSignatureReport *self);
DeskSignatureFlaw desk_signature_report_get_flaw (DeskSignatureReport *self);
const char *desk_signature_report_get_detail (DeskSignatureReport *self);

G_END_DECLS
