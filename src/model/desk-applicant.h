/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

G_BEGIN_DECLS

/**
 * DeskApplicant:
 *
 * Who applies. Properties (all read-write, EXPLICIT_NOTIFY, never NULL, "" when empty):
 * `id-type` ("01" resident ID ... domain.md 1.11), `name`, `id-number`, `mobile`.
 * Setting a property stores what was typed; the normalised value is what the getter of the same
 * name with `_normalised` gives.
 */
#define DESK_TYPE_APPLICANT (desk_applicant_get_type ())

G_DECLARE_FINAL_TYPE (DeskApplicant, desk_applicant, DESK, APPLICANT, GObject)

DeskApplicant *desk_applicant_new (void);

const char *desk_applicant_get_id_type (DeskApplicant *self);
void desk_applicant_set_id_type (DeskApplicant *self, const char *id_type);
const char *desk_applicant_get_name (DeskApplicant *self);
void desk_applicant_set_name (DeskApplicant *self, const char *name);
const char *desk_applicant_get_id_number (DeskApplicant *self);
void desk_applicant_set_id_number (DeskApplicant *self, const char *id_number);
const char *desk_applicant_get_mobile (DeskApplicant *self);
void desk_applicant_set_mobile (DeskApplicant *self, const char *mobile);

char *desk_applicant_dup_name_normalised (DeskApplicant *self);
char *desk_applicant_dup_id_number_normalised (DeskApplicant *self);
char *desk_applicant_dup_mobile_normalised (DeskApplicant *self);

/* Fields: applicant.id_type, applicant.name, applicant.id_number, applicant.mobile. @today: Julian
 * day. */
void desk_applicant_validate (DeskApplicant *self, guint32 today, DeskIssues *issues);

G_END_DECLS
