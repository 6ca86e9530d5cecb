/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-draft"

#include "desk-draft-key.h"

#include "desk-aead.h"
#include "desk-encoding.h"
#include "desk-platform.h"

#include <libsecret/secret.h>
#include <string.h>

#define KEY_FILE "drafts.key"

/* One key for each data directory, so that two profiles do not share one. */
static const SecretSchema schema = {
  "cn.nmgca.CertDesk.Drafts",
  SECRET_SCHEMA_NONE,
  { { "directory", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
fail_damaged (GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the stored draft key is damaged");
}

static DeskSecret *
key_from_bytes (GBytes *bytes, GError **error)
{
  if (bytes == NULL || g_bytes_get_size (bytes) != DESK_AEAD_KEY_LENGTH) {
    fail_damaged (error);
    return NULL;
  }

  return desk_secret_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static DeskSecret *
read_key_file (const char *path, GError **error)
{
  g_autoptr (DeskSecret) key = desk_platform_read_private_file (path, DESK_AEAD_KEY_LENGTH, error);

  if (key == NULL)
    return NULL;
  if (desk_secret_get_length (key) != DESK_AEAD_KEY_LENGTH) {
    fail_damaged (error);
    return NULL;
  }

  return g_steal_pointer (&key);
}

static DeskSecret *
look_up (const char *directory, GError **error)
{
  char *text = secret_password_lookup_sync (&schema, NULL, error, "directory", directory, NULL);
  g_autoptr (GBytes) bytes = NULL;
  DeskSecret *key;

  if (text == NULL)
    return NULL;

  bytes = desk_base64url_decode (text);
  secret_password_free (text);
  key = key_from_bytes (bytes, error);
  if (bytes != NULL)
    desk_secret_wipe ((void *) g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return key;
}

static gboolean
store_in_service (const char *directory, DeskSecret *key, GError **error)
{
  char *text = desk_base64url_encode (desk_secret_get_data (key), desk_secret_get_length (key));
  gboolean stored = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, "CertDesk",
                                                text, NULL, error, "directory", directory, NULL);

  desk_secret_wipe (text, strlen (text));
  g_free (text);
  return stored;
}

static DeskSecret *
create_key (const char *directory, const char *path, gboolean use_service, GError **error)
{
  g_autoptr (DeskSecret) key = desk_aead_key_new ();
  g_autoptr (GError) service_error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (use_service && store_in_service (directory, key, &service_error))
    return g_steal_pointer (&key);
  if (service_error != NULL)
    g_message ("the Secret Service keeps no key (%s); a private file does", service_error->message);

  bytes = g_bytes_new_static (desk_secret_get_data (key), desk_secret_get_length (key));
  if (!desk_platform_write_private_file (path, bytes, error))
    return NULL;

  return g_steal_pointer (&key);
}

DeskSecret *
desk_draft_key_obtain (const char *directory,
                       gboolean use_secret_service,
                       gboolean may_create,
                       GError **error)
{
  g_autofree char *path = g_build_filename (directory, KEY_FILE, NULL);
  g_autoptr (GError) service_error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return read_key_file (path, error);

  if (use_secret_service) {
    DeskSecret *key = look_up (directory, &service_error);

    if (key != NULL)
      return key;
    if (service_error != NULL)
      g_message ("the Secret Service does not answer: %s", service_error->message);
  }

  if (!may_create) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the key of the drafts is not there: %s",
                 service_error != NULL ? service_error->message : "no keyring has it");
    return NULL;
  }

  return create_key (directory, path, use_secret_service && service_error == NULL, error);
}
