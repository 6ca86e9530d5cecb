/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend-ca"

#include "desk-key-pair.h"

#include "desk-authority.h"
#include "desk-platform.h"
#include "desk-x509.h"

#include <openssl/pem.h>
#include <string.h>

#define KEY_FILE_MAXIMUM 16384 /* bytes; a PKCS#8 key in PEM is far smaller */

static gboolean
fail (GError **error, const char *what, const char *path)
{
  g_autofree char *doing = g_strdup_printf ("%s: %s", path, what);

  desk_openssl_set_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES, doing);
  return FALSE;
}

void
desk_key_pair_clear (DeskKeyPair *pair)
{
  g_clear_pointer (&pair->key, EVP_PKEY_free);
  g_clear_pointer (&pair->certificate, X509_free);
}

static char *
path_of (const char *directory, const char *stem, const char *suffix)
{
  g_autofree char *name = g_strconcat (stem, suffix, NULL);

  return g_build_filename (directory, name, NULL);
}

gboolean
desk_key_pair_exists (const char *directory, const char *stem)
{
  g_autofree char *key = path_of (directory, stem, ".key");
  g_autofree char *certificate = path_of (directory, stem, ".crt");

  return g_file_test (key, G_FILE_TEST_EXISTS) || g_file_test (certificate, G_FILE_TEST_EXISTS);
}

static gboolean
load_key (DeskKeyPair *pair, const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (DeskSecret) pem = desk_platform_read_private_file (path, KEY_FILE_MAXIMUM, &reason);
  g_autoptr (BIO) source = NULL;

  if (pem == NULL)
    return g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           || fail (error, reason->message, path);

  source = BIO_new_mem_buf (desk_secret_get_data (pem), (int) desk_secret_get_length (pem));
  pair->key = PEM_read_bio_PrivateKey (source, NULL, NULL, NULL);
  return pair->key != NULL || fail (error, "not a key", path);
}

static gboolean
load_certificate (DeskKeyPair *pair, const char *path, GError **error)
{
  g_autofree char *pem = NULL;
  g_autoptr (GError) reason = NULL;

  if (!g_file_get_contents (path, &pem, NULL, &reason)) {
    return g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)
           || fail (error, reason->message, path);
  }

  pair->certificate = desk_x509_new_from_pem (pem, &reason);
  return pair->certificate != NULL || fail (error, reason->message, path);
}

gboolean
desk_key_pair_load (DeskKeyPair *pair, const char *directory, const char *stem, GError **error)
{
  g_autofree char *key_path = path_of (directory, stem, ".key");
  g_autofree char *certificate_path = path_of (directory, stem, ".crt");

  if (!load_key (pair, key_path, error) || !load_certificate (pair, certificate_path, error))
    return FALSE;

  if (pair->certificate != NULL && pair->key == NULL)
    return fail (error, "the key of this certificate is missing", certificate_path);
  if (pair->certificate != NULL && X509_check_private_key (pair->certificate, pair->key) != 1)
    return fail (error, "the key is not this certificate's", certificate_path);

  return TRUE;
}

static void
free_sink (gpointer sink)
{
  BIO_free_all (sink); /* wipes what it held */
}

gboolean
desk_key_pair_create_key (DeskKeyPair *pair,
                          const char *directory,
                          const char *stem,
                          GError **error)
{
  g_autofree char *path = path_of (directory, stem, ".key");
  g_autoptr (GBytes) content = NULL;
  BIO *sink = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long length;

  pair->key = EVP_EC_gen ("P-256");
  if (pair->key == NULL
      || PEM_write_bio_PKCS8PrivateKey (sink, pair->key, NULL, NULL, 0, NULL, NULL) != 1) {
    BIO_free_all (sink);
    return fail (error, "the key cannot be made", path);
  }

  length = BIO_get_mem_data (sink, &data);
  content = g_bytes_new_with_free_func (data, (size_t) length, free_sink, sink);
  return desk_platform_write_private_file (path, content, error);
}

gboolean
desk_key_pair_save_certificate (DeskKeyPair *pair,
                                const char *directory,
                                const char *stem,
                                GError **error)
{
  g_autofree char *path = path_of (directory, stem, ".crt");
  g_autofree char *pem = desk_x509_to_pem (pair->certificate);
  g_autoptr (GBytes) content = g_bytes_new (pem, strlen (pem));

  return desk_platform_write_private_file (path, content, error);
}
