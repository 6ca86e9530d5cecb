/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-order.h"

#include "desk-id.h"
#include "desk-statement.h"
#include "desk-store-audit.h"

#define TABLE          "service_order"
#define BEIJING_OFFSET (8 * 60 * 60) /* seconds; China has one time zone and no summer time */

G_DEFINE_QUARK (desk - store - order - error - quark, desk_store_order_error)

void
desk_store_order_free (DeskStoreOrder *order)
{
  if (order == NULL)
    return;

  g_free (order->id);
  g_free (order->number);
  g_free (order->account_id);
  g_free (order->product);
  g_free (order->identity_check_id);
  g_free (order->holder);
  g_free (order->consent_version);
  g_free (order->consent_sha256);
  g_free (order->contract_id);
  g_free (order->contract_state);
  g_free (order->contract_sha256);
  g_free (order->seal_kind);
  g_free (order->invoice_kind);
  g_free (order->delivery);
  g_free (order);
}

enum {
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_ACCOUNT_ID,
  COLUMN_PRODUCT,
  COLUMN_STATE,
  COLUMN_VERSION,
  COLUMN_IDENTITY_CHECK_ID,
  COLUMN_HOLDER,
  COLUMN_CONSENT_VERSION,
  COLUMN_CONSENT_SHA256,
  COLUMN_CONSENT_TIME,
  COLUMN_INK_SIZE,
  COLUMN_BASIS,
  COLUMN_CONTRACT_ID,
  COLUMN_CONTRACT_STATE,
  COLUMN_CONTRACT_SHA256,
  COLUMN_CONTRACT_READ,
  COLUMN_VALIDITY_YEARS,
  COLUMN_SEAL_KIND,
  COLUMN_AMOUNT_FEN,
  COLUMN_INVOICE_KIND,
  COLUMN_DELIVERY,
  COLUMN_CREATED,
  COLUMN_UPDATED,
};

#define SELECT                                                                                     \
  "SELECT o.id, o.number, o.account_id, o.product, o.state, o.version, o.identity_check_id,"       \
  " i.name, o.consent_version, o.consent_sha256, o.consent_time, length (o.ink), o.basis,"         \
  " o.contract_id, c.state, c.sha256, c.read, o.validity_years, o.seal_kind, o.amount_fen,"        \
  " o.invoice_kind, o.delivery, o.created, o.updated"                                              \
  " FROM service_order o JOIN identity_check i ON i.id = o.identity_check_id"                      \
  " LEFT JOIN contract c ON c.id = o.contract_id"

static gboolean
read_sealed (DeskStatement *statement, DeskStoreCrypt *crypt, DeskStoreOrder *order, GError **error)
{
  g_autoptr (GBytes) holder = desk_statement_get_bytes (statement, COLUMN_HOLDER);
  g_autoptr (GBytes) delivery = desk_statement_get_bytes (statement, COLUMN_DELIVERY);

  order->holder = desk_store_crypt_open_text (crypt, holder, "identity_check", "name",
                                              order->identity_check_id, error);
  if (order->holder == NULL)
    return FALSE;
  if (delivery == NULL)
    return TRUE;

  order->delivery
      = desk_store_crypt_open_text (crypt, delivery, TABLE, "delivery", order->id, error);
  return order->delivery != NULL;
}

static gboolean
read_attachments (DeskDb *db, DeskStoreOrder *order, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT kind FROM attachment WHERE order_id = $1", error);
  DeskDbResult step;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, order->id);
  while ((step = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    DeskAttachmentKind kind;

    if (desk_attachment_kind_from_code (desk_statement_get_text (statement, 0), &kind))
      order->attachments |= 1u << kind;
  }

  return step == DESK_DB_DONE;
}

static DeskStoreOrder *
read_order (DeskDb *db, DeskStatement *statement, DeskStoreCrypt *crypt, GError **error)
{
  g_autoptr (DeskStoreOrder) order = g_new0 (DeskStoreOrder, 1);
  const char *state = desk_statement_get_text (statement, COLUMN_STATE);

  order->id = desk_statement_dup_text (statement, COLUMN_ID);
  order->number = desk_statement_dup_text (statement, COLUMN_NUMBER);
  order->account_id = desk_statement_dup_text (statement, COLUMN_ACCOUNT_ID);
  order->product = desk_statement_dup_text (statement, COLUMN_PRODUCT);
  order->version = desk_statement_get_int64 (statement, COLUMN_VERSION);
  order->identity_check_id = desk_statement_dup_text (statement, COLUMN_IDENTITY_CHECK_ID);
  order->consent_version = desk_statement_dup_text (statement, COLUMN_CONSENT_VERSION);
  order->consent_sha256 = desk_statement_dup_text (statement, COLUMN_CONSENT_SHA256);
  order->consent_time = desk_statement_get_int64 (statement, COLUMN_CONSENT_TIME);
  order->has_ink = !desk_statement_is_null (statement, COLUMN_INK_SIZE);
  order->basis = desk_statement_get_int64 (statement, COLUMN_BASIS);
  order->contract_id = desk_statement_dup_text (statement, COLUMN_CONTRACT_ID);
  order->contract_state = desk_statement_dup_text (statement, COLUMN_CONTRACT_STATE);
  order->contract_sha256 = desk_statement_dup_text (statement, COLUMN_CONTRACT_SHA256);
  order->contract_read = desk_statement_get_int64 (statement, COLUMN_CONTRACT_READ);
  order->validity_years = (int) desk_statement_get_int64 (statement, COLUMN_VALIDITY_YEARS);
  order->seal_kind = desk_statement_dup_text (statement, COLUMN_SEAL_KIND);
  order->amount_fen = desk_statement_get_int64 (statement, COLUMN_AMOUNT_FEN);
  order->invoice_kind = desk_statement_dup_text (statement, COLUMN_INVOICE_KIND);
  order->created = desk_statement_get_int64 (statement, COLUMN_CREATED);
  order->updated = desk_statement_get_int64 (statement, COLUMN_UPDATED);

  if (!desk_order_state_from_code (state, &order->state)) {
    g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_DAMAGED, "order %s has an unknown state",
                 order->id);
    return NULL;
  }
  if (!read_sealed (statement, crypt, order, error) || !read_attachments (db, order, error))
    return NULL;

  return g_steal_pointer (&order);
}

gboolean
desk_store_order_get (DeskDb *db,
                      DeskStoreCrypt *crypt,
                      const char *account_id,
                      const char *id,
                      DeskStoreOrder **order,
                      GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, SELECT " WHERE o.id = $1 AND o.account_id = $2", error);
  DeskDbResult step;

  *order = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_text (statement, 2, account_id);
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  *order = read_order (db, statement, crypt, error);
  return *order != NULL;
}

static void
free_order (gpointer order)
{
  desk_store_order_free (order);
}

GPtrArray *
desk_store_order_list (DeskDb *db,
                       DeskStoreCrypt *crypt,
                       const char *account_id,
                       const char *after,
                       guint limit,
                       GError **error)
{
  /* Numbers are given in order, so they are the key of the page; "~" is above every one. */
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db, SELECT " WHERE o.account_id = $1 AND o.number < $2 ORDER BY o.number DESC LIMIT $3",
      error);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (free_order);
  DeskDbResult step;

  if (statement == NULL)
    return NULL;

  desk_statement_bind_text (statement, 1, account_id);
  desk_statement_bind_text (statement, 2, after != NULL ? after : "~");
  desk_statement_bind_int64 (statement, 3, limit);
  while ((step = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    DeskStoreOrder *order = read_order (db, statement, crypt, error);

    if (order == NULL)
      return NULL;
    g_ptr_array_add (orders, order);
  }

  return step == DESK_DB_DONE ? g_steal_pointer (&orders) : NULL;
}

static char *
next_number (DeskDb *db, gint64 now, GError **error)
{
  g_autoptr (GDateTime) beijing = g_date_time_new_from_unix_utc (now + BEIJING_OFFSET);
  g_autofree char *day = g_date_time_format (beijing, "%Y%m%d");
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO order_sequence (day, last) VALUES ($1, 1)"
      " ON CONFLICT (day) DO UPDATE SET last = order_sequence.last + 1 RETURNING last",
      error);

  if (statement == NULL)
    return NULL;

  desk_statement_bind_text (statement, 1, day);
  if (desk_statement_step (statement, error) != DESK_DB_ROW)
    return NULL;

  return g_strdup_printf ("NM%s-%06" G_GINT64_FORMAT, day, desk_statement_get_int64 (statement, 0));
}

gboolean
desk_store_order_find_live (DeskDb *db,
                            DeskStoreCrypt *crypt,
                            const DeskStoreIdentity *identity,
                            const char *product,
                            DeskStoreOrder **order,
                            GError **error)
{
  g_autofree char *subject_index = desk_store_identity_dup_index (crypt, identity);
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      SELECT " WHERE o.account_id = $1 AND o.product = $2 AND o.subject_index = $3"
             " AND o.state NOT IN ('COMPLETED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'REFUNDED')",
      error);
  DeskDbResult step;

  *order = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, identity->account_id);
  desk_statement_bind_text (statement, 2, product);
  desk_statement_bind_text (statement, 3, subject_index);
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  *order = read_order (db, statement, crypt, error);
  return *order != NULL;
}

static gboolean
insert_order (DeskDb *db,
              const DeskStoreIdentity *identity,
              const char *id,
              const char *number,
              const char *product,
              const char *subject_index,
              gint64 now,
              GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO service_order (id, number, account_id, product, state, version,"
      " identity_check_id, subject_index, basis, amount_fen, invoice_kind, created, updated)"
      " VALUES ($1, $2, $3, $4, 'DRAFT', 1, $5, $6, 0, 0, 'none', $7, $7)",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_text (statement, 2, number);
  desk_statement_bind_text (statement, 3, identity->account_id);
  desk_statement_bind_text (statement, 4, product);
  desk_statement_bind_text (statement, 5, identity->id);
  desk_statement_bind_text (statement, 6, subject_index);
  desk_statement_bind_int64 (statement, 7, now);
  return desk_statement_run (statement, error);
}

static gboolean
add_event (
    DeskDb *db, const char *id, DeskOrderState state, const char *note, gint64 now, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO order_event (order_id, number, time, state, note)"
      " SELECT $1, COALESCE (MAX (number), 0) + 1, $2, $3, $4 FROM order_event WHERE order_id = $1",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_int64 (statement, 2, now);
  desk_statement_bind_text (statement, 3, desk_order_state_get_code (state));
  desk_statement_bind_text (statement, 4, note);
  return desk_statement_run (statement, error);
}

static gboolean
add_move_audit (DeskDb *db,
                const char *account_id,
                const char *id,
                DeskOrderState state,
                const char *detail,
                gint64 now,
                GError **error)
{
  g_autofree char *code = g_ascii_strdown (desk_order_state_get_code (state), -1);
  g_autofree char *action = g_strconcat ("order.", code, NULL);

  return desk_store_audit_append (db, account_id, action, id, detail, now, error);
}

gboolean
desk_store_order_create (DeskDb *db,
                         DeskStoreCrypt *crypt,
                         const DeskStoreIdentity *identity,
                         const char *product,
                         gint64 now,
                         char **id,
                         GError **error)
{
  g_autofree char *subject_index = desk_store_identity_dup_index (crypt, identity);
  g_autofree char *new_id = desk_id_new (now * G_USEC_PER_SEC);
  g_autofree char *number = NULL;

  number = next_number (db, now, error);
  if (number == NULL
      || !insert_order (db, identity, new_id, number, product, subject_index, now, error)
      || !add_event (db, new_id, DESK_ORDER_DRAFT, "", now, error)
      || !add_move_audit (db, identity->account_id, new_id, DESK_ORDER_DRAFT, number, now, error))
    return FALSE;

  *id = g_steal_pointer (&new_id);
  return TRUE;
}

gboolean
desk_store_order_move (DeskDb *db,
                       const DeskStoreOrder *order,
                       DeskOrderState state,
                       const char *note,
                       const char *content_hash,
                       gint64 now,
                       GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "UPDATE service_order SET state = $1, version = version + 1, updated = $2,"
      " content_hash = COALESCE ($3, content_hash) WHERE id = $4 AND state = $5 AND version = $6",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, desk_order_state_get_code (state));
  desk_statement_bind_int64 (statement, 2, now);
  desk_statement_bind_text (statement, 3, content_hash);
  desk_statement_bind_text (statement, 4, order->id);
  desk_statement_bind_text (statement, 5, desk_order_state_get_code (order->state));
  desk_statement_bind_int64 (statement, 6, order->version);
  if (!desk_statement_run (statement, error))
    return FALSE;
  if (desk_db_get_changes (db) != 1) {
    g_set_error (error, DESK_STORE_ORDER_ERROR, DESK_STORE_ORDER_ERROR_CONFLICT,
                 "the order has changed");
    return FALSE;
  }

  return add_event (db, order->id, state, note, now, error)
         && add_move_audit (db, order->account_id, order->id, state, content_hash, now, error);
}

static void
free_event (gpointer data)
{
  DeskStoreEvent *event = data;

  g_free (event->note);
  g_free (event);
}

GPtrArray *
desk_store_order_events (DeskDb *db, const char *id, guint limit, GError **error)
{
  enum { TIME, STATE, NOTE };
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "SELECT time, state, note FROM (SELECT number, time, state, note FROM order_event"
      " WHERE order_id = $1 ORDER BY number DESC LIMIT $2) AS newest ORDER BY number",
      error);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (free_event);
  DeskDbResult step;

  if (statement == NULL)
    return NULL;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_int64 (statement, 2, limit);
  while ((step = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    DeskStoreEvent *event = g_new0 (DeskStoreEvent, 1);

    event->time = desk_statement_get_int64 (statement, TIME);
    event->note = desk_statement_dup_text (statement, NOTE);
    g_ptr_array_add (events, event);
    if (!desk_order_state_from_code (desk_statement_get_text (statement, STATE), &event->state)) {
      g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_DAMAGED, "an event has an unknown state");
      return NULL;
    }
  }

  return step == DESK_DB_DONE ? g_steal_pointer (&events) : NULL;
}
