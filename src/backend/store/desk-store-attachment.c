/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-store"

#include "desk-store-attachment.h"

#include "desk-statement.h"
#include "desk-store-audit.h"

void
desk_store_attachment_free (DeskStoreAttachment *attachment)
{
  if (attachment == NULL)
    return;

  g_free (attachment->received_sha256);
  g_free (attachment->blob_sha256);
  g_free (attachment);
}

gboolean
desk_store_attachment_get (DeskDb *db,
                           const char *order_id,
                           DeskAttachmentKind kind,
                           DeskStoreAttachment **attachment,
                           GError **error)
{
  enum { RECEIVED_SHA256, BLOB_SHA256, WIDTH, HEIGHT, SIZE };
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db,
                            "SELECT received_sha256, blob_sha256, width, height, size"
                            " FROM attachment WHERE order_id = $1 AND kind = $2",
                            error);
  DeskDbResult step;

  *attachment = NULL;
  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, order_id);
  desk_statement_bind_text (statement, 2, desk_attachment_kind_get_code (kind));
  step = desk_statement_step (statement, error);
  if (step != DESK_DB_ROW)
    return step == DESK_DB_DONE;

  *attachment = g_new0 (DeskStoreAttachment, 1);
  (*attachment)->received_sha256 = desk_statement_dup_text (statement, RECEIVED_SHA256);
  (*attachment)->blob_sha256 = desk_statement_dup_text (statement, BLOB_SHA256);
  (*attachment)->width = desk_statement_get_int64 (statement, WIDTH);
  (*attachment)->height = desk_statement_get_int64 (statement, HEIGHT);
  (*attachment)->size = desk_statement_get_int64 (statement, SIZE);

  return TRUE;
}

gboolean
desk_store_attachment_put (DeskDb *db,
                           const char *account_id,
                           const char *order_id,
                           DeskAttachmentKind kind,
                           const DeskStoreAttachment *attachment,
                           gint64 now,
                           GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "INSERT INTO attachment (order_id, kind, received_sha256, blob_sha256, width, height, size,"
      " created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
      " ON CONFLICT (order_id, kind) DO UPDATE SET received_sha256 = excluded.received_sha256,"
      " blob_sha256 = excluded.blob_sha256, width = excluded.width, height = excluded.height,"
      " size = excluded.size, created = excluded.created",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, order_id);
  desk_statement_bind_text (statement, 2, desk_attachment_kind_get_code (kind));
  desk_statement_bind_text (statement, 3, attachment->received_sha256);
  desk_statement_bind_text (statement, 4, attachment->blob_sha256);
  desk_statement_bind_int64 (statement, 5, attachment->width);
  desk_statement_bind_int64 (statement, 6, attachment->height);
  desk_statement_bind_int64 (statement, 7, attachment->size);
  desk_statement_bind_int64 (statement, 8, now);
  return desk_statement_run (statement, error)
         && desk_store_audit_append (db, account_id, "order.attachment", order_id,
                                     desk_attachment_kind_get_code (kind), now, error);
}

GHashTable *
desk_store_attachment_list_blobs (DeskDb *db, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      db,
      "SELECT blob_sha256 FROM attachment UNION SELECT sha256 FROM contract"
      " UNION SELECT prepared_sha256 FROM contract WHERE prepared_sha256 IS NOT NULL",
      error);
  g_autoptr (GHashTable) blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DeskDbResult step;

  if (statement == NULL)
    return NULL;

  while ((step = desk_statement_step (statement, error)) == DESK_DB_ROW)
    g_hash_table_add (blobs, desk_statement_dup_text (statement, 0));

  return step == DESK_DB_DONE ? g_steal_pointer (&blobs) : NULL;
}
