/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-service"

#include "desk-sms-codes.h"

#include "desk-backend.h"
#include "desk-id.h"
#include "desk-store-account.h"
#include "desk-store-limits.h"
#include "desk-store-sms.h"
#include "desk-wire-account.h"

#include <string.h>

#define N_DIGITS     6
#define HOUR_SECONDS (60 * 60)
#define DAY_SECONDS  (24 * HOUR_SECONDS)

#define LIMIT_PHONE   "sms_phone"
#define LIMIT_ADDRESS "sms_address"

#define PURPOSE_SIGN_IN  "sign_in"
#define PURPOSE_CONTRACT "contract"

#define STATUS_ACCEPTED 202

typedef struct {
  const char *kind;
  const char *subject;
  gint64 window; /* seconds */
  gint64 max;
} Limit;

static gboolean
check_limits (DeskDb *db, const Limit *limits, gsize n_limits, gint64 now, GError **error)
{
  gint64 longest = 0;

  for (gsize i = 0; i < n_limits; i++) {
    gint64 retry_after;

    if (!desk_store_limits_check (db, limits[i].kind, limits[i].subject, limits[i].window,
                                  limits[i].max, now, &retry_after, error))
      return FALSE;
    longest = MAX (longest, retry_after);
  }

  if (longest > 0)
    return desk_problem_set_retry (error, DESK_PROBLEM_LIMITED, longest);
  return TRUE;
}

/* Checks every limit and counts this one against them. */
static gboolean
pass_limits (DeskBackend *backend,
             DeskDb *db,
             const char *phone_index,
             const char *client_address,
             gint64 now,
             GError **error)
{
  const DeskLimits *configured = desk_config_get_limits (backend->config);
  g_autofree char *address_index
      = desk_store_crypt_index (backend->crypt, "address", client_address);
  const Limit limits[] = {
    /* One in the resend time, unless that is switched off. */
    { LIMIT_PHONE, phone_index, configured->sms_resend_seconds,
      configured->sms_resend_seconds > 0 ? 1 : 0 },
    { LIMIT_PHONE, phone_index, HOUR_SECONDS, configured->sms_per_hour },
    { LIMIT_PHONE, phone_index, DAY_SECONDS, configured->sms_per_day },
    { LIMIT_ADDRESS, address_index, HOUR_SECONDS, configured->sms_per_address_hour },
  };

  return check_limits (db, limits, G_N_ELEMENTS (limits), now, error)
         && desk_store_limits_note (db, LIMIT_PHONE, phone_index, now, error)
         && desk_store_limits_note (db, LIMIT_ADDRESS, address_index, now, error);
}

/* A code is bound to its number and purpose by what is hashed with it. */
static char *
code_hash (DeskBackend *backend, const char *phone, const char *purpose, const char *code)
{
  g_autofree char *text = g_strdup_printf ("%s:%s", phone, code);

  return desk_store_crypt_code_hash (backend->crypt, purpose, text);
}

static char *
text_of (DeskBackend *backend, const char *purpose, const char *code)
{
  const char *sender = desk_config_get_authority_name (backend->config);

  /* The words of domain.md 3.3, with what the code is for: who confirms a contract must know it. */
  if (strcmp (purpose, PURPOSE_CONTRACT) == 0)
    return g_strdup_printf ("【%s】您正在签署电子认证服务协议，验证码为%s，5分钟内有效，"
                            "请勿泄露给他人。",
                            sender, code);

  return g_strdup_printf ("【%s】您的验证码为%s，5分钟内有效，请勿泄露给他人。", sender, code);
}

gboolean
desk_sms_codes_send (DeskBackend *backend,
                     DeskDb *db,
                     const char *phone,
                     const char *purpose,
                     const char *client_address,
                     gint64 now,
                     GError **error)
{
  g_autofree char *phone_index = desk_store_crypt_index (backend->crypt, "phone", phone);
  g_autofree char *code = desk_id_random_digits (N_DIGITS);
  g_autofree char *hash = code_hash (backend, phone, purpose, code);
  g_autofree char *text = text_of (backend, purpose, code);
  DeskStoreSmsCode stored
      = { .code_hash = hash, .created = now, .expires = now + DESK_SMS_CODE_SECONDS };

  return pass_limits (backend, db, phone_index, client_address, now, error)
         && desk_store_sms_code_put (db, phone_index, purpose, &stored, error)
         && desk_sms_provider_submit (backend->sms, db, phone, text, now, error);
}

/* Wrong, and counted: the last wrong try voids the code. */
static gboolean
refuse_code (DeskDb *db,
             const DeskStoreSmsCode *stored,
             const char *phone_index,
             const char *purpose,
             const char *field,
             GError **error)
{
  gboolean counted = stored->tries + 1 >= DESK_SMS_CODE_TRIES
                         ? desk_store_sms_code_remove (db, phone_index, purpose, error)
                         : desk_store_sms_code_count_try (db, phone_index, purpose, error);

  return counted
         && desk_problem_set_code_field (error, DESK_PROBLEM_CODE_WRONG, field,
                                         DESK_FIELD_MISMATCH);
}

gboolean
desk_sms_codes_check (DeskBackend *backend,
                      DeskDb *db,
                      const char *phone,
                      const char *purpose,
                      const char *code,
                      const char *field,
                      gint64 now,
                      GError **error)
{
  g_autofree char *phone_index = desk_store_crypt_index (backend->crypt, "phone", phone);
  g_autofree char *hash = code_hash (backend, phone, purpose, code);
  g_autoptr (DeskStoreSmsCode) stored = NULL;
  DeskFieldProblem problem = desk_field_check_sms_code (code);

  if (problem != DESK_FIELD_OK)
    return desk_problem_set_field (error, field, problem);
  if (!desk_store_sms_code_get (db, phone_index, purpose, &stored, error))
    return FALSE;
  /* None, one too old and one from a clock that was set back are the same to the person. */
  if (stored == NULL || stored->expires <= now || stored->created > now)
    return desk_problem_set_code_field (error, DESK_PROBLEM_CODE_EXPIRED, field,
                                        DESK_FIELD_MISMATCH);
  if (strcmp (stored->code_hash, hash) != 0)
    return refuse_code (db, stored, phone_index, purpose, field, error);

  return desk_store_sms_code_remove (db, phone_index, purpose, error);
}

static void
answer_sent (DeskBackend *backend, DeskResponse *response)
{
  DeskWireSmsAnswer answer
      = { .resend_after = desk_config_get_limits (backend->config)->sms_resend_seconds,
          .expires_in = DESK_SMS_CODE_SECONDS };

  desk_response_take_json (response, STATUS_ACCEPTED, desk_wire_sms_answer_to_json (&answer));
}

static gboolean
post_sms_code (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireSmsRequest) message = { 0 };
  g_autofree char *phone = NULL;
  DeskFieldProblem problem;

  if (!desk_wire_sms_request_from_json (desk_request_get_json (request), &message, error))
    return FALSE;
  if (strcmp (message.purpose, PURPOSE_SIGN_IN) != 0)
    return desk_problem_set_field (error, "purpose", DESK_FIELD_NOT_ALLOWED);
  phone = desk_field_normalise_mobile (message.phone);
  problem = desk_field_check_mobile (phone);
  if (problem != DESK_FIELD_OK)
    return desk_problem_set_field (error, "phone", problem);

  if (!desk_sms_codes_send (backend, db, phone, message.purpose,
                            desk_request_get_client_address (request),
                            desk_request_get_time (request), error))
    return FALSE;

  answer_sent (backend, response);
  return TRUE;
}

static gboolean
post_own_sms_code (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_auto (DeskWireOwnSmsRequest) message = { 0 };
  g_autoptr (DeskStoreAccount) account = NULL;

  if (!desk_wire_own_sms_request_from_json (desk_request_get_json (request), &message, error))
    return FALSE;
  if (strcmp (message.purpose, PURPOSE_CONTRACT) != 0)
    return desk_problem_set_field (error, "purpose", DESK_FIELD_NOT_ALLOWED);
  if (!desk_store_account_get (db, backend->crypt, desk_request_get_account_id (request), &account,
                               error))
    return FALSE;

  if (!desk_sms_codes_send (backend, db, account->phone, message.purpose,
                            desk_request_get_client_address (request),
                            desk_request_get_time (request), error))
    return FALSE;

  answer_sent (backend, response);
  return TRUE;
}

const DeskRoute desk_sms_code_routes[] = {
  { "POST", "/v1/sms-codes", DESK_ACCESS_PUBLIC, DESK_BODY_JSON, 0, DESK_ROUTE_IDEMPOTENT,
    post_sms_code, NULL },
  { "POST", "/v1/session/sms-codes", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0, DESK_ROUTE_IDEMPOTENT,
    post_own_sms_code, NULL },
};
const gsize desk_sms_code_n_routes = G_N_ELEMENTS (desk_sms_code_routes);
