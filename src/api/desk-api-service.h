/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"
#include "desk-application.h"

G_BEGIN_DECLS

typedef struct {
  char *code;    /* owned */
  char *name;    /* owned */
  char *address; /* owned */
  char *hours;   /* owned */
} DeskApiBranch;

/* What the project offers. */
typedef struct {
  gboolean offers_invoice;
  gboolean offers_payment;
  /* By years, 1/100 yuan; negative: not offered; [0] is unused. */
  gint64 prices_fen[DESK_APPLICATION_MAX_VALIDITY_YEARS + 1];
  GPtrArray *branches; /* owned; DeskApiBranch */
} DeskApiService;

void desk_api_service_free (DeskApiService *service);

/* GET /v1/service. */
void desk_api_service_get_async (DeskApi *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DeskApiService *desk_api_service_get_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* GET /v1/trust: the root certificate as PEM. */
void desk_api_service_get_trust_async (DeskApi *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GBytes *desk_api_service_get_trust_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* GET /v1/issuers: the certificates of the issuing CAs below the root as PEM. */
void desk_api_service_get_issuers_async (DeskApi *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GBytes *desk_api_service_get_issuers_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* The contract's own text, as it is read before the consent. */
typedef struct {
  char *version; /* owned */
  char *sha256;  /* owned; hex, checked against text */
  char *text;    /* owned */
} DeskApiText;

void desk_api_text_free (DeskApiText *text);

/* GET /v1/contract-text. */
void desk_api_service_get_text_async (DeskApi *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
DeskApiText *desk_api_service_get_text_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* GET /healthz: whether the server is there at all. */
void desk_api_service_probe_async (DeskApi *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean desk_api_service_probe_finish (DeskApi *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskApiService, desk_api_service_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskApiText, desk_api_text_free)

G_END_DECLS
