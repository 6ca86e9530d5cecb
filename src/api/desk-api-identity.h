/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"
#include "desk-applicant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;           /* owned; what an order is created with */
  gboolean is_manual; /* a person will look at it: the rules could not say */
} DeskApiIdentity;

void desk_api_identity_free (DeskApiIdentity *identity);

/* POST /v1/identity-checks with what @applicant holds, normalised. */
void desk_api_identity_check_async (DeskApi *self,
                                    DeskApplicant *applicant,
                                    const char *idempotency_key,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
DeskApiIdentity *
desk_api_identity_check_finish (DeskApi *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskApiIdentity, desk_api_identity_free)

G_END_DECLS
