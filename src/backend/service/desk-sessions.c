/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-sessions.h"

#include "desk-backend.h"
#include "desk-mask.h"
#include "desk-sms-codes.h"
#include "desk-store-limits.h"
#include "desk-store-session.h"
#include "desk-wire-account.h"

#include <string.h>

#define HOUR_SECONDS  (60 * 60)
#define LIMIT_SIGN_IN "sign_in_address"

#define STATUS_OK         200
#define STATUS_CREATED    201
#define STATUS_NO_CONTENT 204

static DeskAccount *
account_for_wire (DeskStoreAccount *account, gboolean created)
{
  g_autofree char *phone = desk_mask_phone (account->phone);
  g_autofree char *name = account->name != NULL ? desk_mask_name (account->name) : g_strdup (phone);

  return desk_account_new (account->id, name, phone, created);
}

gboolean
desk_sessions_open (DeskBackend *backend,
                    DeskRequest *request,
                    DeskDb *db,
                    DeskStoreAccount *account,
                    gboolean created,
                    const char *method,
                    DeskResponse *response,
                    GError **error)
{
  g_auto (DeskWireSession) answer = { 0 };

  if (!desk_store_session_create (db, account->id, method, desk_request_get_time (request),
                                  &answer.token, &answer.expires, error))
    return FALSE;

  answer.account = account_for_wire (account, created);
  desk_response_take_json (response, STATUS_CREATED, desk_wire_session_to_json (&answer));
  return TRUE;
}

gboolean
desk_sessions_count_try (DeskBackend *backend, DeskRequest *request, DeskDb *db, GError **error)
{
  gint64 now = desk_request_get_time (request);
  gint64 max = desk_config_get_limits (backend->config)->sign_in_per_address_hour;
  g_autofree char *subject = desk_store_crypt_index (backend->crypt, "address",
                                                     desk_request_get_client_address (request));
  gint64 retry_after;

  if (!desk_store_limits_check (db, LIMIT_SIGN_IN, subject, HOUR_SECONDS, max, now, &retry_after,
                                error))
    return FALSE;
  if (retry_after > 0)
    return desk_problem_set_retry (error, DESK_PROBLEM_LIMITED, retry_after);

  return desk_store_limits_note (db, LIMIT_SIGN_IN, subject, now, error);
}

/* A refused code has been counted, which must stay: TRUE with the problem as the answer. Any other
 * error passes. */
static gboolean
keep_counted_try (GError *refused, DeskResponse *response, GError **error)
{
  if (refused->domain == DESK_PROBLEM) {
    desk_response_take_problem (response, refused);
    return TRUE;
  }

  g_propagate_error (error, refused);
  return FALSE;
}

static gboolean
post_sms_session (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireSmsSignIn) message = { 0 };
  g_autoptr (DeskStoreAccount) account = NULL;
  g_autofree char *phone = NULL;
  GError *refused = NULL;
  gint64 now = desk_request_get_time (request);
  DeskFieldProblem problem;
  gboolean created;

  if (!desk_wire_sms_sign_in_from_json (desk_request_get_json (request), &message, error)
      || !desk_sessions_count_try (backend, request, db, error))
    return FALSE;
  phone = desk_field_normalise_mobile (message.phone);
  problem = desk_field_check_mobile (phone);
  if (problem != DESK_FIELD_OK)
    return desk_problem_set_field (error, "phone", problem);

  if (!desk_sms_codes_check (backend, db, phone, "sign_in", message.code, "code", now, &refused))
    return keep_counted_try (refused, response, error);

  return desk_store_account_ensure (db, backend->crypt, phone, now, &account, &created, error)
         && desk_sessions_open (backend, request, db, account, created, "sms", response, error);
}

static gboolean
get_session (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireSession) answer = { 0 };
  g_autoptr (DeskStoreAccount) account = NULL;

  if (!desk_store_account_get (db, backend->crypt, desk_request_get_account_id (request), &account,
                               error)
      || !desk_store_session_get_expires (db, desk_request_get_session_id (request),
                                          &answer.expires, error))
    return FALSE;

  answer.account = account_for_wire (account, FALSE);
  desk_response_take_json (response, STATUS_OK, desk_wire_session_to_json (&answer));
  return TRUE;
}

static gboolean
delete_session (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  if (!desk_store_session_remove (db, desk_request_get_session_id (request),
                                  desk_request_get_account_id (request),
                                  desk_request_get_time (request), error))
    return FALSE;

  desk_response_set_empty (response, STATUS_NO_CONTENT);
  return TRUE;
}

const DeskRoute desk_session_routes[] = {
  { "POST", "/v1/sessions/sms", DESK_ACCESS_PUBLIC, DESK_BODY_JSON, 0, DESK_ROUTE_NONE,
    post_sms_session, NULL },
  { "GET", "/v1/session", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE, get_session,
    NULL },
  { "DELETE", "/v1/session", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE,
    delete_session, NULL },
};
const gsize desk_session_n_routes = G_N_ELEMENTS (desk_session_routes);
