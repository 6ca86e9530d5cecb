/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-applicant.h"
#include "desk-attachment.h"
#include "desk-delivery.h"
#include "desk-ink.h"
#include "desk-invoice.h"
#include "desk-step.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define DESK_APPLICATION_MAX_VALIDITY_YEARS 3

/**
 * DeskApplication:
 *
 * Everything a person fills in for a certificate: the truth behind the wizard, the draft and the
 * request. Emits `changed` when anything in it or below it changes.
 *
 * Properties: `id` (construct-only, local UUID); `owner` (id of the account it was made under,
 * nullable: not known); `order-id`, `order-number` (nullable: not at the server yet);
 * `order-version`; `submitted` (handed in, and not taken up again since); `step` (where the
 * applicant is); `furthest-step`; `identity-check-id` (nullable: not done); `consent-version`,
 * `consent-sha256` (of the text agreed to, nullable), `consent-time` (Unix seconds, 0: none);
 * `ink-confirmed`; `signing-mode`; `contract-sha256` (nullable: not generated); `contract-read`;
 * `validity-years` (1-3); `seal-kind`; children (fixed, borrowed): `applicant`, `ink`, `invoice`,
 * `delivery`; and one DeskAttachment per kind.
 *
 * What no longer fits is taken back at once: another applicant undoes the identity check and the
 * contract; other ink undoes its confirmation and the contract; another consent or signing mode
 * undoes the contract; another contract undoes its reading.
 */
#define DESK_TYPE_APPLICATION (desk_application_get_type ())

G_DECLARE_FINAL_TYPE (DeskApplication, desk_application, DESK, APPLICATION, GObject)

/* @id is copied; see desk_id_new(). */
DeskApplication *desk_application_new (const char *id);

const char *desk_application_get_id (DeskApplication *self);
const char *desk_application_get_owner (DeskApplication *self);
void desk_application_set_owner (DeskApplication *self, const char *account_id);
const char *desk_application_get_order_id (DeskApplication *self);
const char *desk_application_get_order_number (DeskApplication *self);
gint64 desk_application_get_order_version (DeskApplication *self);
void desk_application_set_order (DeskApplication *self,
                                 const char *order_id,
                                 const char *order_number,
                                 gint64 version);
gboolean desk_application_get_submitted (DeskApplication *self);
void desk_application_set_submitted (DeskApplication *self, gboolean submitted);

DeskStep desk_application_get_step (DeskApplication *self);
/* Raises the furthest step as well. */
void desk_application_set_step (DeskApplication *self, DeskStep step);
DeskStep desk_application_get_furthest_step (DeskApplication *self);

DeskApplicant *desk_application_get_applicant (DeskApplication *self);
DeskInk *desk_application_get_ink (DeskApplication *self);
DeskInvoice *desk_application_get_invoice (DeskApplication *self);
DeskDelivery *desk_application_get_delivery (DeskApplication *self);
DeskAttachment *desk_application_get_attachment (DeskApplication *self, DeskAttachmentKind kind);

const char *desk_application_get_identity_check_id (DeskApplication *self);
/* @id is of a check about the applicant as it stands. */
void desk_application_set_identity_check_id (DeskApplication *self, const char *id);
const char *desk_application_get_consent_version (DeskApplication *self);
const char *desk_application_get_consent_sha256 (DeskApplication *self);
gint64 desk_application_get_consent_time (DeskApplication *self);
/* NULL @version and @sha256 and 0 withdraw it. */
void desk_application_set_consent (DeskApplication *self,
                                   const char *version,
                                   const char *sha256,
                                   gint64 time);
gboolean desk_application_get_ink_confirmed (DeskApplication *self);
/* Any later change of the ink takes the confirmation back. */
void desk_application_set_ink_confirmed (DeskApplication *self, gboolean confirmed);
DeskSigningMode desk_application_get_signing_mode (DeskApplication *self);
void desk_application_set_signing_mode (DeskApplication *self, DeskSigningMode mode);
const char *desk_application_get_contract_sha256 (DeskApplication *self);
/* NULL: the contract must be generated again. */
void desk_application_set_contract_sha256 (DeskApplication *self, const char *sha256);
gboolean desk_application_get_contract_read (DeskApplication *self);
void desk_application_set_contract_read (DeskApplication *self, gboolean read);
int desk_application_get_validity_years (DeskApplication *self);
void desk_application_set_validity_years (DeskApplication *self, int years);
DeskSealKind desk_application_get_seal_kind (DeskApplication *self);
void desk_application_set_seal_kind (DeskApplication *self, DeskSealKind kind);

/* What keeps the applicant from leaving @step, in the order of its fields; empty when nothing does.
 * REVIEW looks at every step. @today: Julian day. Paths beyond the children's own: consent, ink,
 * contract.read, product.validity_years, attachments.id_front ... */
void desk_application_validate_step (DeskApplication *self,
                                     DeskStep step,
                                     guint32 today,
                                     DeskIssues *issues);

G_END_DECLS
