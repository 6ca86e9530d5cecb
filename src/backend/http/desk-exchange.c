/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-exchange.h"

#include "desk-exchange-answer.h"
#include "desk-exchange-database.h"
#include "desk-exchange-request.h"

/* In the order in which they run:
 *   desk_exchange_start         route, request, checks
 *   run_fixed                   the handler of a fixed route, and on to finish
 *   desk_exchange_run_first     (database thread) session, idempotency, handler or the job's begin
 *   on_first_ready
 *   work_on_pool                (pool thread) the job's work
 *   on_work_done
 *   desk_exchange_run_last      (database thread) the job's finish
 *   on_last_ready
 *   finish                      the answer
 */

static void
exchange_free (DeskExchange *self)
{
  if (self->job != NULL && self->route->job->free_job != NULL)
    self->route->job->free_job (self->job);
  g_clear_pointer (&self->request, desk_request_unref);
  g_clear_pointer (&self->response, desk_response_free);
  g_clear_error (&self->error);
  g_clear_object (&self->message);
  g_clear_object (&self->server);
  g_free (self->allow);
  g_free (self);
}

static void
on_touched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!desk_store_run_finish (DESK_STORE (source), result, &error))
    g_message ("a session's last use was not noted: %s", error->message);
}

static void
finish (DeskExchange *self)
{
  if (self->touch_session)
    desk_store_run_async (desk_server_get_setup (self->server)->store, DESK_STORE_WRITE,
                          desk_exchange_touch_session, desk_request_ref (self->request),
                          (GDestroyNotify) desk_request_unref, NULL, on_touched, NULL);

  desk_exchange_answer (self);
  if (self->paused && !self->gone)
    soup_server_message_unpause (self->message);
  desk_server_count_exchange (self->server, -1);
  g_signal_handlers_disconnect_by_data (self->message, self);
  exchange_free (self);
}

static void
on_last_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskExchange *self = user_data;

  desk_store_run_finish (DESK_STORE (source), result, &self->error);
  finish (self);
}

static gboolean
on_work_done (gpointer user_data)
{
  DeskExchange *self = user_data;

  if (self->error != NULL)
    finish (self);
  else
    desk_store_run_async (desk_server_get_setup (self->server)->store, DESK_STORE_WRITE,
                          desk_exchange_run_last, self, NULL, NULL, on_last_ready, self);

  return G_SOURCE_REMOVE;
}

static void
work_on_pool (gpointer data)
{
  DeskExchange *self = data;

  if (!self->route->job->work (desk_server_get_setup (self->server)->backend, self->request,
                               self->job, &self->error)
      && self->error == NULL)
    desk_problem_set (&self->error, DESK_PROBLEM_INTERNAL, "a job failed without a reason");
  /* Not g_main_context_invoke(), which runs it on this thread while nobody iterates the context. */
  g_idle_add_full (G_PRIORITY_DEFAULT, on_work_done, self, NULL);
}

static void
on_first_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskExchange *self = user_data;
  gboolean ok = desk_store_run_finish (DESK_STORE (source), result, &self->error);

  if (!ok || self->route->job == NULL || desk_response_is_set (self->response)) {
    finish (self);
  } else if (!desk_server_push_work (self->server, work_on_pool, self)) {
    desk_problem_set_retry (&self->error, DESK_PROBLEM_BUSY, 2);
    finish (self);
  }
}

static void
on_disconnected (SoupServerMessage *message, gpointer user_data)
{
  DeskExchange *self = user_data;

  self->gone = TRUE;
}

static void
match_route (DeskExchange *self)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (self->message));

  self->route = desk_router_match (desk_server_get_router (self->server), self->request->method,
                                   path, self->request->parameters, &self->allow);
  if (self->route == NULL && self->allow != NULL)
    desk_problem_set (&self->error, DESK_PROBLEM_METHOD_NOT_ALLOWED, "not with this method");
  else if (self->route == NULL)
    desk_problem_set (&self->error, DESK_PROBLEM_NOT_FOUND, "there is no such thing");
}

static void
run_fixed (DeskExchange *self)
{
  if (!self->route->handler (desk_server_get_setup (self->server)->backend, self->request, NULL,
                             self->response, &self->error)
      && self->error == NULL)
    desk_problem_set (&self->error, DESK_PROBLEM_INTERNAL, "a handler failed without a reason");
  finish (self);
}

static void
run (DeskExchange *self)
{
  gboolean reads = g_str_equal (self->route->method, "GET");

  g_signal_connect (self->message, "disconnected", G_CALLBACK (on_disconnected), self);
  soup_server_message_pause (self->message);
  self->paused = TRUE;
  desk_store_run_async (desk_server_get_setup (self->server)->store,
                        reads ? DESK_STORE_READ : DESK_STORE_WRITE, desk_exchange_run_first, self,
                        NULL, NULL, on_first_ready, self);
}

void
desk_exchange_start (DeskServer *server, SoupServerMessage *message, DeskSpool *spool)
{
  DeskExchange *self = g_new0 (DeskExchange, 1);
  g_autoptr (DeskSpool) owned_spool = spool;

  self->server = g_object_ref (server);
  self->message = g_object_ref (message);
  self->started = g_get_monotonic_time ();
  self->request = desk_request_new (soup_server_message_get_method (message),
                                    desk_clock_now (desk_server_get_setup (server)->clock));
  self->response = desk_response_new ();
  desk_server_count_exchange (server, +1);

  match_route (self);
  if (self->route == NULL
      || !desk_exchange_fill_request (self->request, self->route, message, spool, &self->error))
    finish (self);
  else if ((self->route->flags & DESK_ROUTE_FIXED) != 0)
    run_fixed (self);
  else
    run (self);
}
