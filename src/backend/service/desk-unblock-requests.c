/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-unblock-requests.h"

#include "desk-backend.h"
#include "desk-clock.h"
#include "desk-mask.h"
#include "desk-store-limits.h"
#include "desk-store-unblock.h"
#include "desk-wire-unblock.h"

#define ACTOR       "admin"
#define LIMIT_KIND  "unblock_account"
#define DAY_SECONDS (24 * 60 * 60)

#define STATUS_OK      200
#define STATUS_CREATED 201

static gboolean
count_try (DeskBackend *backend, DeskRequest *request, DeskDb *db, GError **error)
{
  const char *account_id = desk_request_get_account_id (request);
  gint64 now = desk_request_get_time (request);
  gint64 max = desk_config_get_limits (backend->config)->unblock_per_day;
  gint64 retry_after;

  if (!desk_store_limits_check (db, LIMIT_KIND, account_id, DAY_SECONDS, max, now, &retry_after,
                                error))
    return FALSE;
  if (retry_after > 0)
    return desk_problem_set_retry (error, DESK_PROBLEM_LIMITED, retry_after);

  return desk_store_limits_note (db, LIMIT_KIND, account_id, now, error);
}

/* A request for the key that is under way is answered again. */
static gboolean
post_unblock_request (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireUnblock) message = { 0 };
  g_autoptr (DeskUnblockRequest) unblock_request = NULL;
  DeskStoreUnblock unblock = { .account_id = desk_request_get_account_id (request) };
  guint status = STATUS_OK;

  if (!desk_wire_unblock_from_json (desk_request_get_json (request), &message, error))
    return FALSE;

  unblock.token_serial = message.token_serial;
  unblock.token_label = message.token_label;
  unblock.reason = message.reason;
  if (!desk_store_unblock_find (db, backend->crypt, &unblock, &unblock_request, error))
    return FALSE;
  if (unblock_request == NULL) {
    status = STATUS_CREATED;
    if (!count_try (backend, request, db, error)
        || !desk_store_unblock_add (db, backend->crypt, &unblock, desk_request_get_time (request),
                                    &unblock_request, error))
      return FALSE;
  }

  desk_response_take_json (response, status, desk_wire_unblock_request_to_json (unblock_request));
  return TRUE;
}

static gboolean
get_unblock_requests (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (GPtrArray) requests = desk_store_unblock_list (
      db, backend->crypt, desk_request_get_account_id (request), DESK_WIRE_MAX_UNBLOCKS, error);

  if (requests == NULL)
    return FALSE;

  desk_response_take_json (response, STATUS_OK, desk_wire_unblock_list_to_json (requests));
  return TRUE;
}

/* A label is the applicant's word: it must not move about on a terminal. */
static char *
dup_printable (const char *text)
{
  char *copy = g_strdup (text);

  for (char *c = copy; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';

  return copy;
}

char *
desk_unblock_requests_dup_list (DeskBackend *backend, DeskDb *db, GError **error)
{
  g_autoptr (GPtrArray) cases = desk_store_unblock_list_open (db, backend->crypt, error);
  g_autoptr (GString) list = g_string_new (NULL);

  if (cases == NULL)
    return NULL;

  for (guint i = 0; i < cases->len; i++) {
    const DeskStoreUnblockCase *unblock_case = g_ptr_array_index (cases, i);
    g_autofree char *created = desk_clock_format_utc (unblock_case->request.created);
    g_autofree char *phone = desk_mask_phone (unblock_case->phone);
    g_autofree char *serial = dup_printable (unblock_case->token_serial);
    g_autofree char *label = dup_printable (unblock_case->token_label);

    g_string_append_printf (list, "%s\t%s\t%s\t%s\t%s\t%s\n", unblock_case->request.number, created,
                            unblock_case->reason, serial, label, phone);
  }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

gboolean
desk_unblock_requests_close (DeskBackend *backend,
                             DeskDb *db,
                             const char *number,
                             DeskUnblockState state,
                             const char *note,
                             gint64 now,
                             GError **error)
{
  return desk_store_unblock_close (db, number, state, note, ACTOR, now, error);
}

const DeskRoute desk_unblock_request_routes[] = {
  { "POST", "/v1/unblock-requests", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_IDEMPOTENT,
    post_unblock_request, NULL },
  { "GET", "/v1/unblock-requests", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE,
    get_unblock_requests, NULL },
};
const gsize desk_unblock_request_n_routes = G_N_ELEMENTS (desk_unblock_request_routes);
