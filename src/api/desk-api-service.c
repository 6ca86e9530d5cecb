/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-service.h"

#include "desk-api-call.h"
#include "desk-wire-service.h"

#include <string.h>

static void
get_async (DeskApi *self,
           const char *path,
           const char *accept,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  const DeskApiRequest request = { .method = "GET", .path = path, .accept = accept };

  desk_api_call_async (self, &request, cancellable, callback, user_data);
}

static void
branch_free (gpointer data)
{
  DeskApiBranch *branch = data;

  g_free (branch->code);
  g_free (branch->name);
  g_free (branch->address);
  g_free (branch->hours);
  g_free (branch);
}

void
desk_api_service_free (DeskApiService *service)
{
  g_clear_pointer (&service->branches, g_ptr_array_unref);
  g_free (service);
}

void
desk_api_service_get_async (DeskApi *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  get_async (self, "/v1/service", NULL, cancellable, callback, user_data);
}

static DeskApiService *
service_new (const DeskWireService *message)
{
  DeskApiService *service = g_new0 (DeskApiService, 1);

  service->offers_invoice = message->offers_invoice;
  service->offers_payment = message->offers_payment;
  memcpy (service->prices_fen, message->prices_fen, sizeof service->prices_fen);

  service->branches = g_ptr_array_new_with_free_func (branch_free);
  for (guint i = 0; i < message->branches->len; i++) {
    const DeskWireBranch *source = g_ptr_array_index (message->branches, i);
    DeskApiBranch *branch = g_new0 (DeskApiBranch, 1);

    branch->code = g_strdup (source->code);
    branch->name = g_strdup (source->name);
    branch->address = g_strdup (source->address);
    branch->hours = g_strdup (source->hours);
    g_ptr_array_add (service->branches, branch);
  }

  return service;
}

DeskApiService *
desk_api_service_get_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireService) message = { 0 };

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  if (!desk_wire_service_from_json (object, &message, &cause)) {
    desk_api_set_malformed (error, cause->message);
    return NULL;
  }

  return service_new (&message);
}

void
desk_api_service_get_trust_async (DeskApi *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  get_async (self, "/v1/trust", "application/x-pem-file", cancellable, callback, user_data);
}

GBytes *
desk_api_service_get_trust_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (DeskApiAnswer) answer = desk_api_call_finish (self, result, error);

  return answer != NULL ? g_bytes_ref (answer->content) : NULL;
}

void
desk_api_service_get_issuers_async (DeskApi *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  get_async (self, "/v1/issuers", "application/x-pem-file", cancellable, callback, user_data);
}

GBytes *
desk_api_service_get_issuers_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (DeskApiAnswer) answer = desk_api_call_finish (self, result, error);

  return answer != NULL ? g_bytes_ref (answer->content) : NULL;
}

void
desk_api_text_free (DeskApiText *text)
{
  g_free (text->version);
  g_free (text->sha256);
  g_free (text->text);
  g_free (text);
}

void
desk_api_service_get_text_async (DeskApi *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  get_async (self, "/v1/contract-text", NULL, cancellable, callback, user_data);
}

DeskApiText *
desk_api_service_get_text_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (DeskApiAnswer) answer = NULL;
  JsonObject *object;
  g_auto (DeskWireContractText) message = { 0 };
  DeskApiText *text;

  answer = desk_api_call_finish_json (self, result, &object, error);
  if (answer == NULL)
    return NULL;
  /* The digest is what the person agrees to: this also checks that it is that of the words. */
  if (!desk_wire_contract_text_from_json (object, &message, &cause)) {
    desk_api_set_malformed (error, cause->message);
    return NULL;
  }

  text = g_new0 (DeskApiText, 1);
  text->version = g_steal_pointer (&message.version);
  text->sha256 = g_steal_pointer (&message.sha256);
  text->text = g_steal_pointer (&message.text);
  return text;
}

void
desk_api_service_probe_async (DeskApi *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  get_async (self, "/healthz", NULL, cancellable, callback, user_data);
}

gboolean
desk_api_service_probe_finish (DeskApi *self, GAsyncResult *result, GError **error)
{
  return desk_api_call_finish_empty (self, result, error);
}
