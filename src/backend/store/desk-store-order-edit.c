/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-order-edit.h"

#include "desk-statement.h"
#include "desk-store-audit.h"

#define TABLE "service_order"

/* What every edit ends with. Its parameters come after the edit's own: SQLite numbers parameters in
 * the order in which they first appear. */
#define STAMP(now, id, state, version)                                                             \
  ", version = version + 1, updated = $" #now " WHERE id = $" #id " AND state = $" #state          \
  " AND version = $" #version

static void
bind_sealed (DeskStatement *statement,
             int parameter,
             DeskStoreCrypt *crypt,
             const char *text,
             const char *column,
             const char *id)
{
  g_autoptr (GBytes) sealed = desk_store_crypt_seal_text (crypt, text, TABLE, column, id);

  desk_statement_bind_bytes (statement, parameter, sealed);
}

/* Runs an UPDATE ... STAMP whose own parameters, those before @first, are bound. */
static gboolean
run_edit (DeskDb *db,
          DeskStatement *statement,
          int first,
          const DeskStoreOrder *order,
          const char *action,
          gint64 now,
          GError **error)
{
  desk_statement_bind_int64 (statement, first, now);
  desk_statement_bind_text (statement, first + 1, order->id);
  desk_statement_bind_text (statement, first + 2, desk_order_state_get_code (order->state));
  desk_statement_bind_int64 (statement, first + 3, order->version);
  if (!desk_statement_run (statement, error))
    return FALSE;
  if (desk_db_get_changes (db) != 1) {
    g_set_error (error, DESK_STORE_ORDER_ERROR, DESK_STORE_ORDER_ERROR_CONFLICT,
                 "the order has changed");
    return FALSE;
  }

  return action == NULL
         || desk_store_audit_append (db, order->account_id, action, order->id, NULL, now, error);
}

gboolean
desk_store_order_set_identity (DeskDb *db,
                               const DeskStoreOrder *order,
                               const char *identity_check_id,
                               gboolean is_renamed,
                               gint64 now,
                               GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      is_renamed ? "UPDATE service_order SET identity_check_id = $1, ink = NULL,"
                   " basis = basis + 1, contract_id = NULL" STAMP (2, 3, 4, 5)
                 : "UPDATE service_order SET identity_check_id = $1,"
                   " basis = basis + 1, contract_id = NULL" STAMP (2, 3, 4, 5),
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, identity_check_id);
  return run_edit (db, statement, 2, order, "order.identity", now, error);
}

gboolean
desk_store_order_set_consent (DeskDb *db,
                              const DeskStoreOrder *order,
                              const char *version,
                              const char *sha256,
                              gint64 time,
                              gint64 now,
                              GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "UPDATE service_order SET consent_version = $1, consent_sha256 = $2, consent_time = $3,"
      " basis = basis + 1, contract_id = NULL" STAMP (4, 5, 6, 7),
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, version);
  desk_statement_bind_text (statement, 2, sha256);
  desk_statement_bind_int64 (statement, 3, time);
  return run_edit (db, statement, 4, order, "order.consent", now, error);
}

gboolean
desk_store_order_set_ink (DeskDb *db,
                          DeskStoreCrypt *crypt,
                          const DeskStoreOrder *order,
                          const char *ink,
                          gint64 now,
                          GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "UPDATE service_order SET ink = $1, basis = basis + 1, contract_id = NULL" STAMP (2, 3, 4, 5),
      error);

  if (statement == NULL)
    return FALSE;

  bind_sealed (statement, 1, crypt, ink, "ink", order->id);
  return run_edit (db, statement, 2, order, "order.ink", now, error);
}

gboolean
desk_store_order_set_product (DeskDb *db,
                              DeskStoreCrypt *crypt,
                              const DeskStoreOrder *order,
                              const DeskStoreProduct *product,
                              gint64 now,
                              GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "UPDATE service_order SET validity_years = $1, seal_kind = $2, amount_fen = $3,"
      " invoice_kind = $4, invoice = $5" STAMP (6, 7, 8, 9),
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_int64 (statement, 1, product->validity_years);
  desk_statement_bind_text (statement, 2, product->seal_kind);
  desk_statement_bind_int64 (statement, 3, product->amount_fen);
  desk_statement_bind_text (statement, 4, product->invoice_kind);
  bind_sealed (statement, 5, crypt, product->invoice, "invoice", order->id);
  return run_edit (db, statement, 6, order, "order.product", now, error);
}

gboolean
desk_store_order_set_delivery (DeskDb *db,
                               DeskStoreCrypt *crypt,
                               const DeskStoreOrder *order,
                               const char *delivery,
                               gint64 now,
                               GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "UPDATE service_order SET delivery = $1" STAMP (2, 3, 4, 5), error);

  if (statement == NULL)
    return FALSE;

  bind_sealed (statement, 1, crypt, delivery, "delivery", order->id);
  return run_edit (db, statement, 2, order, "order.delivery", now, error);
}

gboolean
desk_store_order_touch (DeskDb *db, const DeskStoreOrder *order, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "UPDATE service_order SET state = state" STAMP (1, 2, 3, 4), error);

  return statement != NULL && run_edit (db, statement, 1, order, NULL, now, error);
}

gboolean
desk_store_order_set_contract (
    DeskDb *db, const DeskStoreOrder *order, const char *contract_id, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "UPDATE service_order SET contract_id = $1, updated = $2"
                            " WHERE id = $3 AND state = $4 AND basis = $5",
                            error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, contract_id);
  desk_statement_bind_int64 (statement, 2, now);
  desk_statement_bind_text (statement, 3, order->id);
  desk_statement_bind_text (statement, 4, desk_order_state_get_code (order->state));
  desk_statement_bind_int64 (statement, 5, order->basis);
  if (!desk_statement_run (statement, error))
    return FALSE;
  if (desk_db_get_changes (db) != 1) {
    g_set_error (error, DESK_STORE_ORDER_ERROR, DESK_STORE_ORDER_ERROR_CONFLICT,
                 "what the contract says has changed");
    return FALSE;
  }

  return TRUE;
}

gboolean
desk_store_order_remove (DeskDb *db, const DeskStoreOrder *order, gint64 now, GError **error)
{
  static const char *const removals[] = {
    "DELETE FROM order_event WHERE order_id = $1",
    "DELETE FROM attachment WHERE order_id = $1",
    "DELETE FROM contract WHERE order_id = $1",
    "DELETE FROM issuance WHERE order_id = $1 AND certificate IS NULL",
    "DELETE FROM service_order WHERE id = $1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (removals); i++) {
    g_autoptr (DeskStatement) statement = desk_statement_new (db, removals[i], error);

    if (statement == NULL)
      return FALSE;
    desk_statement_bind_text (statement, 1, order->id);
    if (!desk_statement_run (statement, error))
      return FALSE;
  }

  return desk_store_audit_append (db, order->account_id, "order.removed", order->id, order->number,
                                  now, error);
}

gboolean
desk_store_order_dup_text (DeskDb *db,
                           DeskStoreCrypt *crypt,
                           const char *id,
                           DeskStoreOrderText which,
                           char **text,
                           GError **error)
{
  const char *column = which == DESK_STORE_ORDER_INK ? "ink" : "invoice";
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      which == DESK_STORE_ORDER_INK ? "SELECT ink FROM service_order WHERE id = $1"
                                    : "SELECT invoice FROM service_order WHERE id = $1",
      error);
  g_autoptr (GBytes) sealed = NULL;
  DeskDbResult step;

  *text = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  sealed = desk_statement_get_bytes (statement, 0);
  if (sealed == NULL)
    return TRUE;

  *text = desk_store_crypt_open_text (crypt, sealed, TABLE, column, id, error);
  return *text != NULL;
}
