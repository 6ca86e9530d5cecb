/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-exchange-database.h"

#include "desk-encoding.h"
#include "desk-store-idempotency.h"
#include "desk-store-session.h"

#include <string.h>

#define BEARER "Bearer "

static gboolean
find_session (DeskExchange *self, DeskDb *db, GError **error)
{
  DeskRequest *request = self->request;
  const char *authorization = desk_request_get_header (request, "Authorization");
  g_autoptr (DeskStoreSession) session = NULL;

  if (self->route->access == DESK_ACCESS_PUBLIC)
    return TRUE;

  if (authorization != NULL && g_ascii_strncasecmp (authorization, BEARER, strlen (BEARER)) == 0
      && !desk_store_session_find (db, authorization + strlen (BEARER), request->time, &session,
                                   error))
    return FALSE;
  if (session == NULL)
    return desk_problem_set (error, DESK_PROBLEM_UNAUTHENTICATED, "no valid session");

  request->account_id = g_steal_pointer (&session->account_id);
  request->session_id = g_steal_pointer (&session->id);
  self->touch_session = request->time - session->last_seen >= DESK_SESSION_TOUCH_SECONDS;
  return TRUE;
}

gboolean
desk_exchange_touch_session (DeskDb *db, gpointer data, GError **error)
{
  DeskRequest *request = data;

  return desk_store_session_touch (db, request->session_id, request->time, error);
}

static const char *
idempotency_scope (DeskExchange *self)
{
  return self->request->account_id != NULL ? self->request->account_id : "";
}

static char *
request_sha256 (DeskExchange *self)
{
  g_autofree char *text = g_strdup_printf ("%s %s %s", self->request->method, self->request->path,
                                           desk_request_get_body_sha256 (self->request));
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return desk_sha256_hex (bytes);
}

/* Sets the response if this key was answered before. */
static gboolean
replay (DeskExchange *self, DeskDb *db, GError **error)
{
  DeskRequest *request = self->request;
  g_autoptr (DeskStoreAnswer) answer = NULL;
  g_autofree char *sha256 = NULL;

  if (request->idempotency_key == NULL)
    return TRUE;
  if (!desk_store_answer_get (db, desk_server_get_setup (self->server)->crypt,
                              idempotency_scope (self), request->idempotency_key, request->time,
                              &answer, error))
    return FALSE;
  if (answer == NULL)
    return TRUE;

  sha256 = request_sha256 (self);
  if (strcmp (sha256, answer->request_sha256) != 0)
    return desk_problem_set (error, DESK_PROBLEM_IDEMPOTENCY_CONFLICT,
                             "this Idempotency-Key was used for another request");

  desk_response_take_stored (self->response, answer->status, g_steal_pointer (&answer->response));
  return TRUE;
}

static gboolean
remember (DeskExchange *self, DeskDb *db, GError **error)
{
  DeskRequest *request = self->request;
  g_autofree char *sha256 = NULL;
  DeskStoreAnswer answer = { 0 };

  if (request->idempotency_key == NULL || !desk_response_is_set (self->response)
      || desk_response_is_problem (self->response))
    return TRUE;

  sha256 = request_sha256 (self);
  answer.request_sha256 = sha256;
  answer.status = desk_response_get_status (self->response);
  answer.response = desk_response_get_body (self->response);
  return desk_store_answer_put (db, desk_server_get_setup (self->server)->crypt,
                                idempotency_scope (self), request->idempotency_key, &answer,
                                request->time, error);
}

static gboolean
run_handler (DeskExchange *self, DeskDb *db, GError **error)
{
  const DeskRoute *route = self->route;
  DeskBackend *backend = desk_server_get_setup (self->server)->backend;

  if (route->job != NULL)
    return route->job->begin (backend, self->request, db, &self->job, self->response, error);

  return route->handler (backend, self->request, db, self->response, error);
}

/* A handler that fails without saying why must not look like a success. */
static gboolean
ensure_error (gboolean ok, GError **error)
{
  if (!ok && error != NULL && *error == NULL)
    desk_problem_set (error, DESK_PROBLEM_INTERNAL, "a handler failed without a reason");
  return ok;
}

gboolean
desk_exchange_run_first (DeskDb *db, gpointer data, GError **error)
{
  DeskExchange *self = data;

  if (!find_session (self, db, error) || !replay (self, db, error))
    return FALSE;
  if (desk_response_is_set (self->response))
    return TRUE;

  return ensure_error (run_handler (self, db, error), error) && remember (self, db, error);
}

gboolean
desk_exchange_run_last (DeskDb *db, gpointer data, GError **error)
{
  DeskExchange *self = data;

  /* The same key may have been answered while this one was at work. */
  if (!replay (self, db, error))
    return FALSE;
  if (desk_response_is_set (self->response))
    return TRUE;

  return ensure_error (self->route->job->finish (desk_server_get_setup (self->server)->backend,
                                                 self->request, db, self->job, self->response,
                                                 error),
                       error)
         && remember (self, db, error);
}
