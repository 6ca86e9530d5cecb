/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-order-moves.h"

#include "desk-backend.h"
#include "desk-encoding.h"
#include "desk-order-access.h"
#include "desk-order-view.h"
#include "desk-store-account.h"
#include "desk-store-attachment.h"
#include "desk-store-order-edit.h"
#include "desk-wire-order.h"

#include <string.h>

typedef struct {
  DeskOrderActions action; /* what the state must let the applicant do */
  DeskOrderState state;    /* where it leads */
} Move;

static const Move submission = { DESK_ORDER_ACTION_SUBMIT, DESK_ORDER_SUBMITTED };
static const Move withdrawal = { DESK_ORDER_ACTION_WITHDRAW, DESK_ORDER_DRAFT };
static const Move cancellation = { DESK_ORDER_ACTION_CANCEL, DESK_ORDER_CANCELLED };

/* The state first: an answer that was lost is asked for again with a version that is old by then.
 */
static gboolean
begin_move (DeskBackend *backend,
            DeskRequest *request,
            DeskDb *db,
            const Move *move,
            DeskStoreOrder **order,
            GError **error)
{
  gint64 version;

  if (!desk_order_access_load (backend, request, db, order, error)
      || !desk_wire_move_from_json (desk_request_get_json (request), &version, error))
    return FALSE;
  if ((desk_order_state_get_actions ((*order)->state) & move->action) == 0
      || !desk_order_state_may_follow ((*order)->state, move->state))
    return desk_problem_set (error, DESK_PROBLEM_STATE_CONFLICT, "the order is in state %s",
                             desk_order_state_get_code ((*order)->state));
  if ((*order)->version != version)
    return desk_problem_set (error, DESK_PROBLEM_CONFLICT,
                             "the order has version %" G_GINT64_FORMAT, (*order)->version);

  return TRUE;
}

static gboolean
finish_move (DeskBackend *backend,
             DeskRequest *request,
             DeskDb *db,
             const DeskStoreOrder *order,
             const Move *move,
             const char *content_hash,
             DeskResponse *response,
             GError **error)
{
  GError *store_error = NULL;

  if (!desk_store_order_move (db, order, move->state, "", content_hash,
                              desk_request_get_time (request), &store_error))
    return desk_order_access_fail (error, store_error);

  return desk_order_access_answer (backend, request, db, order->id, 200, response, error);
}

/* Each part with its length in front, so that no two contents give the same text. */
static void
add_part (GChecksum *checksum, const char *part)
{
  g_autofree char *length = g_strdup_printf ("%zu:", part != NULL ? strlen (part) : 0);

  g_checksum_update (checksum, (const guchar *) length, -1);
  if (part != NULL)
    g_checksum_update (checksum, (const guchar *) part, -1);
}

static gboolean
add_attachments (DeskDb *db, GChecksum *checksum, const char *order_id, GError **error)
{
  for (int kind = 0; kind < DESK_ATTACHMENT_N_KINDS; kind++) {
    g_autoptr (DeskStoreAttachment) attachment = NULL;

    if (!desk_store_attachment_get (db, order_id, (DeskAttachmentKind) kind, &attachment, error))
      return FALSE;
    add_part (checksum, attachment != NULL ? attachment->blob_sha256 : NULL);
  }

  return TRUE;
}

/* What a review binds to: everything the applicant gave, pictures and contract by their digests. */
static gboolean
hash_content (DeskBackend *backend,
              DeskDb *db,
              const DeskStoreOrder *order,
              char **content_hash,
              GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *years = g_strdup_printf ("%d", order->validity_years);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, order->amount_fen);
  g_autofree char *invoice = NULL;
  g_autofree char *ink = NULL;

  if (!desk_store_order_dup_text (db, backend->crypt, order->id, DESK_STORE_ORDER_INVOICE, &invoice,
                                  error)
      || !desk_store_order_dup_text (db, backend->crypt, order->id, DESK_STORE_ORDER_INK, &ink,
                                     error))
    return FALSE;

  add_part (checksum, order->number);
  add_part (checksum, order->product);
  add_part (checksum, order->identity_check_id);
  add_part (checksum, order->consent_sha256);
  add_part (checksum, order->contract_sha256);
  add_part (checksum, years);
  add_part (checksum, order->seal_kind);
  add_part (checksum, amount);
  add_part (checksum, invoice);
  add_part (checksum, ink);
  add_part (checksum, order->delivery);
  if (!add_attachments (db, checksum, order->id, error))
    return FALSE;

  *content_hash = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
check_complete (const DeskStoreOrder *order, GError **error)
{
  const char *missing = desk_order_view_find_missing (order);

  if (missing == NULL)
    return TRUE;

  return desk_problem_set_code_field (error, DESK_PROBLEM_STEP_MISSING, missing,
                                      DESK_FIELD_MISSING);
}

/* The text goes to the account's phone, which is known to be the applicant's; the number is all it
 * says. */
static gboolean
send_notice (
    DeskBackend *backend, DeskDb *db, const DeskStoreOrder *order, gint64 now, GError **error)
{
  g_autoptr (DeskStoreAccount) account = NULL;
  g_autofree char *text = g_strdup_printf (
      "【%s】您的数字证书申请（编号%s）已提交，请等待审核，审核结果将以短信通知。",
      desk_authority_get_name (backend->authority), order->number);

  if (!desk_store_account_get (db, backend->crypt, order->account_id, &account, error))
    return FALSE;
  g_return_val_if_fail (account != NULL, FALSE);

  return desk_sms_provider_submit (backend->sms, db, account->phone, text, now, error);
}

static gboolean
post_submission (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autofree char *content_hash = NULL;

  return begin_move (backend, request, db, &submission, &order, error)
         && check_complete (order, error) && hash_content (backend, db, order, &content_hash, error)
         && send_notice (backend, db, order, desk_request_get_time (request), error)
         && finish_move (backend, request, db, order, &submission, content_hash, response, error);
}

static gboolean
post_withdrawal (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;

  return begin_move (backend, request, db, &withdrawal, &order, error)
         && finish_move (backend, request, db, order, &withdrawal, NULL, response, error);
}

static gboolean
post_cancellation (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;

  return begin_move (backend, request, db, &cancellation, &order, error)
         && finish_move (backend, request, db, order, &cancellation, NULL, response, error);
}

const DeskRoute desk_order_move_routes[] = {
  { "POST", "/v1/orders/{id}/submission", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0,
    DESK_ROUTE_IDEMPOTENT, post_submission, NULL },
  { "POST", "/v1/orders/{id}/withdrawal", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0,
    DESK_ROUTE_IDEMPOTENT, post_withdrawal, NULL },
  { "POST", "/v1/orders/{id}/cancellation", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0,
    DESK_ROUTE_IDEMPOTENT, post_cancellation, NULL },
};
const gsize desk_order_move_n_routes = G_N_ELEMENTS (desk_order_move_routes);
