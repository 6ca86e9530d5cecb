/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-identity-provider.h"

G_BEGIN_DECLS

/**
 * DeskIdentityLocal:
 *
 * The identity provider of a deployment that has none: the rules that a document number keeps by
 * itself. A resident's document ("01" to "04") whose number keeps them matches; other documents
 * have no check digits, so they are left to the review. Names in a configured list never match,
 * so that the refusal can be shown and tested.
 */
#define DESK_TYPE_IDENTITY_LOCAL (desk_identity_local_get_type ())

G_DECLARE_FINAL_TYPE (DeskIdentityLocal, desk_identity_local, DESK, IDENTITY_LOCAL, GObject)

/* @mismatch_names: nullable, NULL-terminated; copied. */
DeskIdentityProvider *desk_identity_local_new (DeskClock *clock, const char *const *mismatch_names);

G_END_DECLS
