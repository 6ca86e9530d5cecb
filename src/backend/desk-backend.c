/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-backend.h"

#include "desk-identity-local.h"
#include "desk-platform.h"
#include "desk-sms-outbox.h"
#include "desk-store-attachment.h"

#define DATABASE   "backend.db"
#define MASTER_KEY "master.key"
/* A blob this young may be one whose row is yet to be written. */
#define SWEEP_AGE_SECONDS (24 * 60 * 60)

static gboolean
exists_in (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A new key for an old database would make everything in it unreadable, and hide that by working.
 */
static gboolean
check_key_is_there (const char *directory, GError **error)
{
  if (!exists_in (directory, DATABASE) || exists_in (directory, MASTER_KEY))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s has a database but not its key file " MASTER_KEY, directory);
  return FALSE;
}

static gboolean
open_store (DeskBackend *self, GError **error)
{
  g_autofree char *database = g_build_filename (self->data_directory, DATABASE, NULL);

  /* The database first: it decides which process has the directory. */
  self->store = desk_store_open (database, self->clock, error);
  return self->store != NULL;
}

static gboolean
open_blobs (DeskBackend *self, GError **error)
{
  g_autofree char *directory = g_build_filename (self->data_directory, "blobs", NULL);
  g_autoptr (DeskSecret) key = desk_store_crypt_derive (self->crypt, "certdesk backend blobs");

  self->blobs = desk_blob_store_new (directory, key, error);
  return self->blobs != NULL;
}

static gboolean
list_blobs (DeskDb *db, gpointer data, GError **error)
{
  GHashTable **blobs = data;

  *blobs = desk_store_attachment_list_blobs (db, error);
  return *blobs != NULL;
}

/* Pictures that were replaced are personal data nobody needs any more. */
static gboolean
sweep_blobs (DeskBackend *self, GError **error)
{
  g_autoptr (GHashTable) blobs = NULL;

  return desk_store_run (self->store, DESK_STORE_READ, list_blobs, &blobs, error)
         && desk_blob_store_sweep (self->blobs, blobs,
                                   desk_clock_now_seconds (self->clock) - SWEEP_AGE_SECONDS, error);
}

static gboolean
open_authority (DeskBackend *self, GError **error)
{
  g_autofree char *directory = g_build_filename (self->data_directory, "ca", NULL);

  self->authority = desk_authority_open (directory, desk_config_get_authority_name (self->config),
                                         self->clock, error);
  return self->authority != NULL;
}

DeskBackend *
desk_backend_open (const char *data_directory,
                   const char *program,
                   DeskClock *clock,
                   GError **error)
{
  g_autoptr (DeskBackend) self = g_new0 (DeskBackend, 1);

  self->data_directory = g_strdup (data_directory);
  self->program = g_strdup (program);
  self->clock = g_object_ref (clock);
  self->origin = g_strdup ("");
  if (!desk_platform_make_private_directory (data_directory, error)
      || !check_key_is_there (data_directory, error))
    return NULL;

  self->config = desk_config_load (data_directory, error);
  if (self->config == NULL)
    return NULL;
  self->crypt = desk_store_crypt_open (data_directory, error);
  if (self->crypt == NULL || !open_store (self, error) || !open_blobs (self, error)
      || !sweep_blobs (self, error) || !open_authority (self, error))
    return NULL;

  self->sms = desk_sms_outbox_new (self->crypt);
  self->identity = desk_identity_local_new (clock, desk_config_get_mismatch_names (self->config));
  return g_steal_pointer (&self);
}

void
desk_backend_free (DeskBackend *self)
{
  if (self == NULL)
    return;

  if (self->store != NULL)
    desk_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->blobs);
  g_clear_object (&self->authority);
  g_clear_object (&self->sms);
  g_clear_object (&self->identity);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->crypt, desk_store_crypt_free);
  g_clear_pointer (&self->config, desk_config_free);
  g_free (self->data_directory);
  g_free (self->program);
  g_clear_pointer (&self->service, g_bytes_unref);
  g_free (self->origin);
  g_free (self);
}
