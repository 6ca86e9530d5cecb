/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-identity-provider.h"

G_DEFINE_INTERFACE (DeskIdentityProvider, desk_identity_provider, G_TYPE_OBJECT)

static void
desk_identity_provider_default_init (DeskIdentityProviderInterface *iface)
{
}

void
desk_identity_answer_free (DeskIdentityAnswer *answer)
{
  if (answer == NULL)
    return;

  g_free (answer->serial);
  g_free (answer);
}

DeskIdentityAnswer *
desk_identity_provider_verify (DeskIdentityProvider *self,
                               const DeskIdentityQuery *query,
                               GError **error)
{
  g_return_val_if_fail (DESK_IS_IDENTITY_PROVIDER (self), NULL);

  return DESK_IDENTITY_PROVIDER_GET_IFACE (self)->verify (self, query, error);
}
