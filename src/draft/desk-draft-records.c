/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-draft"

#include "desk-draft-records.h"

#include "desk-aead.h"
#include "desk-draft-key.h"
#include "desk-draft-resources.h"
#include "desk-encoding.h"
#include "desk-platform.h"
#include "desk-statement.h"

#include <string.h>

#define KEY_CHECK_PLACE "key_check/1"
#define KEY_CHECK_TEXT  "CertDesk drafts"

struct _DeskDraftRecords {
  DeskDb *db;              /* owned */
  DeskSecret *content_key; /* owned; seals drafts and pictures */
  DeskSecret *index_key;   /* owned; names pictures */
};

static char *
draft_place (const char *id)
{
  return g_strconcat ("draft/", id, NULL);
}

static char *
picture_place (const char *digest)
{
  return g_strconcat ("picture/", digest, NULL);
}

/* TRUE if drafts were sealed here before: then no new key may be made. */
static gboolean
read_key_check (DeskDb *db, GBytes **sealed, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (db, "SELECT content FROM key_check WHERE id = 1", error);
  DeskDbResult result;

  if (statement == NULL)
    return FALSE;

  result = desk_statement_step (statement, error);
  if (result == DESK_DB_ROW)
    *sealed = desk_statement_get_bytes (statement, 0);
  return result != DESK_DB_FAILED;
}

static gboolean
write_key_check (DeskDraftRecords *self, GError **error)
{
  g_autoptr (GBytes) plain = g_bytes_new_static (KEY_CHECK_TEXT, strlen (KEY_CHECK_TEXT));
  g_autoptr (GBytes) sealed = desk_aead_seal (self->content_key, plain, KEY_CHECK_PLACE);
  g_autoptr (DeskStatement) statement
      = desk_statement_new (self->db, "INSERT INTO key_check (id, content) VALUES (1, $1)", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_bytes (statement, 1, sealed);
  return desk_statement_run (statement, error);
}

static gboolean
obtain_keys (DeskDraftRecords *self,
             const char *directory,
             gboolean use_secret_service,
             GError **error)
{
  g_autoptr (GBytes) check = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (DeskSecret) master = NULL;

  if (!read_key_check (self->db, &check, error))
    return FALSE;

  master = desk_draft_key_obtain (directory, use_secret_service, check == NULL, error);
  if (master == NULL)
    return FALSE;

  self->content_key = desk_aead_key_derive (master, "draft content");
  self->index_key = desk_aead_key_derive (master, "draft picture index");
  if (check == NULL)
    return write_key_check (self, error);

  plain = desk_aead_open (self->content_key, check, KEY_CHECK_PLACE, error);
  return plain != NULL;
}

DeskDraftRecords *
desk_draft_records_open (const char *directory,
                         gboolean use_secret_service,
                         gint64 now,
                         GError **error)
{
  g_autoptr (DeskDraftRecords) self = g_new0 (DeskDraftRecords, 1);
  g_autofree char *path = g_build_filename (directory, "drafts.db", NULL);

  if (!desk_platform_make_private_directory (directory, error))
    return NULL;

  self->db = desk_db_open (path, DESK_DB_EXCLUSIVE | DESK_DB_DURABLE, error);
  if (self->db == NULL
      || !desk_db_migrate (self->db, desk_draft_get_resource (), "/cn/nmgca/CertDesk/sql",
                           "client-", now, error)
      || !obtain_keys (self, directory, use_secret_service, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
desk_draft_records_free (DeskDraftRecords *self)
{
  g_clear_pointer (&self->db, desk_db_free);
  g_clear_pointer (&self->content_key, desk_secret_unref);
  g_clear_pointer (&self->index_key, desk_secret_unref);
  g_free (self);
}

static gboolean
write_draft (DeskDraftRecords *self, DeskDraftSnapshot *snapshot, GError **error)
{
  g_autofree char *place = draft_place (snapshot->id);
  g_autoptr (GBytes) sealed = desk_aead_seal (self->content_key, snapshot->content, place);
  g_autoptr (DeskStatement) statement = desk_statement_new (
      self->db,
      "INSERT INTO draft (id, content, changed) VALUES ($1, $2, $3)"
      " ON CONFLICT (id) DO UPDATE SET content = excluded.content, changed = excluded.changed",
      error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, snapshot->id);
  desk_statement_bind_bytes (statement, 2, sealed);
  desk_statement_bind_int64 (statement, 3, snapshot->changed);
  return desk_statement_run (statement, error);
}

static gboolean
has_picture (DeskDraftRecords *self, const char *digest, gboolean *found, GError **error)
{
  g_autoptr (DeskStatement) statement
      = desk_statement_new (self->db, "SELECT 1 FROM picture WHERE digest = $1", error);
  DeskDbResult result;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, digest);
  result = desk_statement_step (statement, error);
  *found = result == DESK_DB_ROW;
  return result != DESK_DB_FAILED;
}

static gboolean
write_picture (DeskDraftRecords *self, const char *digest, GBytes *content, GError **error)
{
  g_autofree char *place = picture_place (digest);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (DeskStatement) statement = NULL;
  gboolean found = FALSE;

  if (!has_picture (self, digest, &found, error))
    return FALSE;
  if (found)
    return TRUE;

  statement = desk_statement_new (self->db, "INSERT INTO picture (digest, content) VALUES ($1, $2)",
                                  error);
  if (statement == NULL)
    return FALSE;

  sealed = desk_aead_seal (self->content_key, content, place);
  desk_statement_bind_text (statement, 1, digest);
  desk_statement_bind_bytes (statement, 2, sealed);
  return desk_statement_run (statement, error);
}

static gboolean
write_reference (DeskDraftRecords *self,
                 const char *id,
                 DeskAttachmentKind kind,
                 const char *digest,
                 GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (
      self->db, "INSERT INTO draft_picture (draft_id, kind, digest) VALUES ($1, $2, $3)", error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  desk_statement_bind_text (statement, 2, desk_attachment_kind_get_code (kind));
  desk_statement_bind_text (statement, 3, digest);
  return desk_statement_run (statement, error);
}

static gboolean
run_with_id (DeskDraftRecords *self, const char *sql, const char *id, GError **error)
{
  g_autoptr (DeskStatement) statement = desk_statement_new (self->db, sql, error);

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, id);
  return desk_statement_run (statement, error);
}

static gboolean
remove_unused_pictures (DeskDraftRecords *self, GError **error)
{
  return desk_db_exec (self->db,
                       "DELETE FROM picture WHERE digest NOT IN (SELECT digest FROM draft_picture)",
                       error);
}

static gboolean
write_pictures (DeskDraftRecords *self, DeskDraftSnapshot *snapshot, GError **error)
{
  if (!run_with_id (self, "DELETE FROM draft_picture WHERE draft_id = $1", snapshot->id, error))
    return FALSE;

  for (guint i = 0; i < snapshot->pictures->len; i++) {
    const DeskDraftPicture *picture = g_ptr_array_index (snapshot->pictures, i);
    g_autofree char *sha256 = desk_sha256_hex (picture->content);
    g_autofree char *digest = desk_aead_index (self->index_key, sha256);

    if (!write_picture (self, digest, picture->content, error)
        || !write_reference (self, snapshot->id, picture->kind, digest, error))
      return FALSE;
  }

  return remove_unused_pictures (self, error);
}

static gboolean
end_transaction (DeskDraftRecords *self, gboolean ok, GError **error)
{
  if (ok && desk_db_commit (self->db, error))
    return TRUE;

  desk_db_rollback (self->db);
  return FALSE;
}

gboolean
desk_draft_records_put (DeskDraftRecords *self, DeskDraftSnapshot *snapshot, GError **error)
{
  if (!desk_db_begin (self->db, error))
    return FALSE;

  return end_transaction (
      self, write_draft (self, snapshot, error) && write_pictures (self, snapshot, error), error);
}

gboolean
desk_draft_records_remove (DeskDraftRecords *self, const char *id, GError **error)
{
  gboolean ok;

  if (!desk_db_begin (self->db, error))
    return FALSE;

  ok = run_with_id (self, "DELETE FROM draft_picture WHERE draft_id = $1", id, error)
       && run_with_id (self, "DELETE FROM draft WHERE id = $1", id, error)
       && remove_unused_pictures (self, error);
  return end_transaction (self, ok, error);
}

static gboolean
read_pictures (DeskDraftRecords *self, DeskDraftSnapshot *snapshot, GError **error)
{
  enum { KIND, DIGEST, CONTENT };
  g_autoptr (DeskStatement) statement
      = desk_statement_new (self->db,
                            "SELECT r.kind, p.digest, p.content FROM draft_picture r"
                            " JOIN picture p ON p.digest = r.digest WHERE r.draft_id = $1",
                            error);
  DeskDbResult result;

  if (statement == NULL)
    return FALSE;

  desk_statement_bind_text (statement, 1, snapshot->id);
  while ((result = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    g_autofree char *place = picture_place (desk_statement_get_text (statement, DIGEST));
    g_autoptr (GBytes) sealed = desk_statement_get_bytes (statement, CONTENT);
    g_autoptr (GBytes) content = desk_aead_open (self->content_key, sealed, place, error);
    DeskAttachmentKind kind;

    if (content == NULL)
      return FALSE;
    if (desk_attachment_kind_from_code (desk_statement_get_text (statement, KIND), &kind))
      desk_draft_snapshot_add_picture (snapshot, kind, content);
  }

  return result == DESK_DB_DONE;
}

DeskDraftSnapshot *
desk_draft_records_get (DeskDraftRecords *self, const char *id, GError **error)
{
  enum { CONTENT, CHANGED };
  g_autoptr (DeskStatement) statement
      = desk_statement_new (self->db, "SELECT content, changed FROM draft WHERE id = $1", error);
  g_autoptr (DeskDraftSnapshot) snapshot = NULL;
  g_autofree char *place = draft_place (id);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) content = NULL;
  DeskDbResult result;

  if (statement == NULL)
    return NULL;

  desk_statement_bind_text (statement, 1, id);
  result = desk_statement_step (statement, error);
  if (result == DESK_DB_DONE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no draft %s", id);
  if (result != DESK_DB_ROW)
    return NULL;

  sealed = desk_statement_get_bytes (statement, CONTENT);
  content = desk_aead_open (self->content_key, sealed, place, error);
  if (content == NULL)
    return NULL;

  snapshot = desk_draft_snapshot_new (id, g_steal_pointer (&content),
                                      desk_statement_get_int64 (statement, CHANGED));
  if (!read_pictures (self, snapshot, error))
    return NULL;

  return g_steal_pointer (&snapshot);
}

GPtrArray *
desk_draft_records_list (DeskDraftRecords *self, GError **error)
{
  enum { ID, CONTENT, CHANGED };
  g_autoptr (DeskStatement) statement = desk_statement_new (
      self->db, "SELECT id, content, changed FROM draft ORDER BY changed DESC, id DESC", error);
  g_autoptr (GPtrArray) drafts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_draft_snapshot_free);
  DeskDbResult result;

  if (statement == NULL)
    return NULL;

  while ((result = desk_statement_step (statement, error)) == DESK_DB_ROW) {
    const char *id = desk_statement_get_text (statement, ID);
    g_autofree char *place = draft_place (id);
    g_autoptr (GBytes) sealed = desk_statement_get_bytes (statement, CONTENT);
    g_autoptr (GError) local_error = NULL;
    GBytes *content = desk_aead_open (self->content_key, sealed, place, &local_error);

    if (content == NULL)
      g_warning ("a draft does not open: %s", local_error->message);
    else
      g_ptr_array_add (drafts, desk_draft_snapshot_new (
                                   id, content, desk_statement_get_int64 (statement, CHANGED)));
  }

  return result == DESK_DB_DONE ? g_steal_pointer (&drafts) : NULL;
}
