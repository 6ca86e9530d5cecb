/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-identity.h"

#include "desk-api-call.h"
#include "desk-wire-applicant.h"

void
desk_api_identity_free (DeskApiIdentity *identity)
{
  g_free (identity->id);
  g_free (identity);
}

void
desk_api_identity_check_async (DeskApi *self,
                               DeskApplicant *applicant,
                               const char *idempotency_key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (JsonNode) body = desk_wire_applicant_to_json (applicant);
  const DeskApiRequest request = {
    .method = "POST",
    .path = "/v1/identity-checks",
    .json = body,
    .idempotency_key = idempotency_key,
  };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

DeskApiIdentity *
desk_api_identity_check_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireIdentity) message = { 0 };
  DeskApiIdentity *identity;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  if (!desk_wire_identity_from_json (object, &message, &cause)) {
    desk_api_set_malformed (error, cause->message);
    return NULL;
  }

  identity = g_new0 (DeskApiIdentity, 1);
  identity->id = g_steal_pointer (&message.id);
  identity->is_manual = message.is_manual;
  return identity;
}
