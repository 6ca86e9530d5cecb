/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-unblock.h"

#include "desk-id.h"
#include "desk-statement.h"
#include "desk-store-audit.h"

#include <string.h>

#define TABLE          "unblock_request"
#define INDEX_TOKEN    "token"
#define TAIL_LENGTH    4
#define BEIJING_OFFSET (8 * 60 * 60) /* seconds; China has one time zone and no summer time */

enum {
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TOKEN_SERIAL,
  COLUMN_STATE,
  COLUMN_NOTE,
  COLUMN_CREATED,
  COLUMN_UPDATED,
  N_COLUMNS,
};

#define COLUMNS "u.id, u.number, u.token_serial, u.state, u.note, u.created, u.updated"

void
desk_store_unblock_case_free (DeskStoreUnblockCase *unblock_case)
{
  if (unblock_case == NULL)
    return;

  desk_unblock_request_clear (&unblock_case->request);
  g_free (unblock_case->phone);
  g_free (unblock_case->token_serial);
  g_free (unblock_case->token_label);
  g_free (unblock_case->reason);
  g_free (unblock_case);
}

static void
free_request (gpointer request)
{
  desk_unblock_request_free (request);
}

static void
free_case (gpointer unblock_case)
{
  desk_store_unblock_case_free (unblock_case);
}

/* The last characters of a serial; serials are ASCII (PKCS #11), anything else is cut safely. */
static char *
dup_tail (const char *serial)
{
  glong length = g_utf8_strlen (serial, -1);

  return g_strdup (g_utf8_offset_to_pointer (serial, MAX (0, length - TAIL_LENGTH)));
}

static char *
open_column (
    DeskStatement *statement, DeskStoreCrypt *crypt, int column, const char *name, GError **error)
{
  g_autoptr (GBytes) sealed = desk_statement_get_bytes (statement, column);

  return desk_store_crypt_open_text (crypt, sealed, TABLE, name,
                                     desk_statement_get_text (statement, COLUMN_ID), error);
}

/* FALSE leaves what was read in @request. */
static gboolean
read_request (DeskStatement *statement,
              DeskStoreCrypt *crypt,
              DeskUnblockRequest *request,
              GError **error)
{
  g_autofree char *serial
      = open_column (statement, crypt, COLUMN_TOKEN_SERIAL, "token_serial", error);

  if (serial == NULL)
    return FALSE;

  request->id = desk_statement_dup_text (statement, COLUMN_ID);
  request->number = desk_statement_dup_text (statement, COLUMN_NUMBER);
  request->token_tail = dup_tail (serial);
  request->note = desk_statement_dup_text (statement, COLUMN_NOTE);
  request->created = desk_statement_get_int64 (statement, COLUMN_CREATED);
  request->updated = desk_statement_get_int64 (statement, COLUMN_UPDATED);
  if (desk_unblock_state_from_code (desk_statement_get_text (statement, COLUMN_STATE),
                                    &request->state))
    return TRUE;

  g_set_error (error, DESK_DB_ERROR, DESK_DB_ERROR_DAMAGED, "request %s has an unknown state",
               request->id);
  return FALSE;
}

gboolean
desk_store_unblock_find (DeskDb *db,
                         DeskStoreCrypt *crypt,
                         const DeskStoreUnblock *unblock,
                         DeskUnblockRequest **request,
                         GError **error)
{
  g_autofree char *index = desk_store_crypt_index (crypt, INDEX_TOKEN, unblock->token_serial);
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "SELECT " COLUMNS " FROM unblock_request u"
      " WHERE u.account_id = $1 AND u.token_index = $2 AND u.state = 'received'",
      error);
  g_autoptr (DeskUnblockRequest) found = NULL;
  DeskDbResult step;

  *request = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, unblock->account_id);
  desk_statement_bind_text (statement, 2, index);
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  found = g_new0 (DeskUnblockRequest, 1);
  if (!read_request (statement, crypt, found, error))
    return FALSE;

  *request = g_steal_pointer (&found);
  return TRUE;
}

static char *
next_number (DeskDb *db, gint64 now, GError **error)
{
  g_autoptr (GDateTime) beijing = g_date_time_new_from_unix_utc (now + BEIJING_OFFSET);
  g_autofree char *day = g_date_time_format (beijing, "%Y%m%d");
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO unblock_sequence (day, last) VALUES ($1, 1)"
      " ON CONFLICT (day) DO UPDATE SET last = unblock_sequence.last + 1 RETURNING last",
      error);

  if (statement == NULL)
    return NULL;

  desk_statement_bind_text (statement, 1, day);
  if (desk_statement_step (statement, error) != DESK_DB_ROW)
    return NULL;

  return g_strdup_printf ("JS%s-%06" G_GINT64_FORMAT, day, desk_statement_get_int64 (statement, 0));
}

static gboolean
insert (DeskDb *db,
        DeskStoreCrypt *crypt,
        const DeskStoreUnblock *unblock,
        const DeskUnblockRequest *request,
        GError **error)
{
  g_autofree char *index = desk_store_crypt_index (crypt, INDEX_TOKEN, unblock->token_serial);
  g_autoptr (GBytes) serial = desk_store_crypt_seal_text (crypt, unblock->token_serial, TABLE,
                                                          "token_serial", request->id);
  g_autoptr (GBytes) label
      = desk_store_crypt_seal_text (crypt, unblock->token_label, TABLE, "token_label", request->id);
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO unblock_request (id, number, account_id, token_serial, token_index, token_label,"
      " reason, state, note, created, updated)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10)",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, request->id);
  desk_statement_bind_text (statement, 2, request->number);
  desk_statement_bind_text (statement, 3, unblock->account_id);
  desk_statement_bind_bytes (statement, 4, serial);
  desk_statement_bind_text (statement, 5, index);
  desk_statement_bind_bytes (statement, 6, label);
  desk_statement_bind_text (statement, 7, desk_unblock_reason_get_code (unblock->reason));
  desk_statement_bind_text (statement, 8, desk_unblock_state_get_code (request->state));
  desk_statement_bind_int64 (statement, 9, request->created);
  desk_statement_bind_int64 (statement, 10, request->updated);
  return desk_statement_run (statement, error);
}

gboolean
desk_store_unblock_add (DeskDb *db,
                        DeskStoreCrypt *crypt,
                        const DeskStoreUnblock *unblock,
                        gint64 now,
                        DeskUnblockRequest **request,
                        GError **error)
{
  g_autoptr (DeskUnblockRequest) made = g_new0 (DeskUnblockRequest, 1);

  *request = NULL;
  made->id = desk_id_new (now * G_USEC_PER_SEC);
  made->number = next_number (db, now, error);
  made->token_tail = dup_tail (unblock->token_serial);
  made->state = DESK_UNBLOCK_RECEIVED;
  made->note = g_strdup ("");
  made->created = now;
  made->updated = now;
  if (made->number == NULL || !insert (db, crypt, unblock, made, error)
      || !desk_store_audit_append (db, unblock->account_id, "unblock.received", made->id,
                                   made->number, now, error))
    return FALSE;

  *request = g_steal_pointer (&made);
  return TRUE;
}

GPtrArray *
desk_store_unblock_list (
    DeskDb *db, DeskStoreCrypt *crypt, const char *account_id, guint limit, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT " COLUMNS " FROM unblock_request u WHERE u.account_id = $1"
                            " ORDER BY u.number DESC LIMIT $2",
                            error);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (free_request);
  DeskDbResult step;

  if (statement == NULL)
    return NULL;

  desk_statement_bind_text (statement, 1, account_id);
  desk_statement_bind_int64 (statement, 2, limit);
  while ((step = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    DeskUnblockRequest *request = g_new0 (DeskUnblockRequest, 1);

    g_ptr_array_add (requests, request);
    if (!read_request (statement, crypt, request, error))
      return NULL;
  }

  return step == DESK_DB_DONE ? g_steal_pointer (&requests) : NULL;
}

static gboolean
read_case (DeskStatement *statement,
           DeskStoreCrypt *crypt,
           DeskStoreUnblockCase *unblock_case,
           GError **error)
{
  enum { LABEL = N_COLUMNS, REASON, ACCOUNT_ID, PHONE };
  g_autoptr (GBytes) phone = desk_statement_get_bytes (statement, PHONE);

  if (!read_request (statement, crypt, &unblock_case->request, error))
    return FALSE;

  unblock_case->token_serial
      = open_column (statement, crypt, COLUMN_TOKEN_SERIAL, "token_serial", error);
  if (unblock_case->token_serial == NULL)
    return FALSE;
  unblock_case->token_label = open_column (statement, crypt, LABEL, "token_label", error);
  if (unblock_case->token_label == NULL)
    return FALSE;

  unblock_case->reason = desk_statement_dup_text (statement, REASON);
  unblock_case->phone = desk_store_crypt_open_text (
      crypt, phone, "account", "phone", desk_statement_get_text (statement, ACCOUNT_ID), error);
  return unblock_case->phone != NULL;
}

GPtrArray *
desk_store_unblock_list_open (DeskDb *db, DeskStoreCrypt *crypt, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT " COLUMNS ", u.token_label, u.reason, a.id, a.phone"
                            " FROM unblock_request u JOIN account a ON a.id = u.account_id"
                            " WHERE u.state = 'received' ORDER BY u.number",
                            error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (free_case);
  DeskDbResult step;

  if (statement == NULL)
    return NULL;

  while ((step = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    DeskStoreUnblockCase *unblock_case = g_new0 (DeskStoreUnblockCase, 1);

    g_ptr_array_add (cases, unblock_case);
    if (!read_case (statement, crypt, unblock_case, error))
      return NULL;
  }

  return step == DESK_DB_DONE ? g_steal_pointer (&cases) : NULL;
}

gboolean
desk_store_unblock_close (DeskDb *db,
                          const char *number,
                          DeskUnblockState state,
                          const char *note,
                          const char *actor,
                          gint64 now,
                          GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "UPDATE unblock_request SET state = $1, note = $2, updated = $3"
                            " WHERE number = $4 AND state = 'received' RETURNING id",
                            error);
  g_autofree char *action = g_strdup_printf ("unblock.%s", desk_unblock_state_get_code (state));
  g_autofree char *id = NULL;
  DeskDbResult step;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, desk_unblock_state_get_code (state));
  desk_statement_bind_text (statement, 2, note);
  desk_statement_bind_int64 (statement, 3, now);
  desk_statement_bind_text (statement, 4, number);
  step = desk_statement_step (statement, error);
  if (step == DESK_DB_DONE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no request %s waits", number);
  if (step != DESK_DB_ROW)
    return FALSE;

  id = desk_statement_dup_text (statement, 0);
  return desk_store_audit_append (db, actor, action, id, number, now, error);
}
