/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-aead.h"

#include "desk-encoding.h"
#include "desk-id.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <string.h>

#define VERSION_OCTET 0x01
#define NONCE_LENGTH  12
#define TAG_LENGTH    16
#define HEADER_LENGTH (1 + NONCE_LENGTH)

typedef struct {
  size_t length; /* bytes of data */
  uint8_t data[];
} WipedBuffer;

static void
wiped_buffer_free (gpointer pointer)
{
  WipedBuffer *buffer = pointer;

  desk_secret_wipe (buffer->data, buffer->length);
  g_free (buffer);
}

static void
cipher_context_free (EVP_CIPHER_CTX *context)
{
  EVP_CIPHER_CTX_free (context);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, cipher_context_free)

DeskSecret *
desk_aead_key_new (void)
{
  uint8_t bytes[DESK_AEAD_KEY_LENGTH];
  DeskSecret *key;

  desk_id_random_bytes (bytes, sizeof bytes);
  key = desk_secret_new (bytes, sizeof bytes);
  desk_secret_wipe (bytes, sizeof bytes);

  return key;
}

DeskSecret *
desk_aead_key_derive (DeskSecret *master, const char *purpose)
{
  EVP_KDF *kdf = EVP_KDF_fetch (NULL, "HKDF", NULL);
  EVP_KDF_CTX *context = EVP_KDF_CTX_new (kdf);
  uint8_t bytes[DESK_AEAD_KEY_LENGTH];
  DeskSecret *key;
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) "SHA256", 0),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_KEY, (void *) desk_secret_get_data (master),
                                       desk_secret_get_length (master)),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_INFO, (void *) purpose, strlen (purpose)),
    OSSL_PARAM_construct_end (),
  };

  if (EVP_KDF_derive (context, bytes, sizeof bytes, parameters) != 1)
    g_error ("HKDF-SHA256 is not available");

  key = desk_secret_new (bytes, sizeof bytes);
  desk_secret_wipe (bytes, sizeof bytes);
  EVP_KDF_CTX_free (context);
  EVP_KDF_free (kdf);

  return key;
}

GBytes *
desk_aead_seal (DeskSecret *key, GBytes *plain, const char *associated)
{
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  size_t length = g_bytes_get_size (plain);
  size_t sealed_length = HEADER_LENGTH + length + TAG_LENGTH;
  uint8_t *sealed = g_malloc (sealed_length);
  uint8_t *nonce = sealed + 1;
  int written = 0;
  gboolean ok;

  g_return_val_if_fail (desk_secret_get_length (key) == DESK_AEAD_KEY_LENGTH, NULL);
  g_return_val_if_fail (length <= G_MAXINT - 64, NULL);

  sealed[0] = VERSION_OCTET;
  desk_id_random_bytes (nonce, NONCE_LENGTH);

  ok = EVP_EncryptInit_ex (context, EVP_aes_256_gcm (), NULL,
                           (const uint8_t *) desk_secret_get_data (key), nonce)
           == 1
       && EVP_EncryptUpdate (context, NULL, &written, (const uint8_t *) associated,
                             (int) strlen (associated))
              == 1
       && EVP_EncryptUpdate (context, sealed + HEADER_LENGTH, &written,
                             g_bytes_get_data (plain, NULL), (int) length)
              == 1
       && EVP_EncryptFinal_ex (context, sealed + HEADER_LENGTH + length, &written) == 1
       && EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_GET_TAG, TAG_LENGTH,
                               sealed + HEADER_LENGTH + length)
              == 1;
  if (!ok)
    g_error ("AES-256-GCM is not available");

  return g_bytes_new_take (sealed, sealed_length);
}

GBytes *
desk_aead_open (DeskSecret *key, GBytes *sealed, const char *associated, GError **error)
{
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  size_t sealed_length;
  const uint8_t *bytes = g_bytes_get_data (sealed, &sealed_length);
  WipedBuffer *plain;
  size_t length;
  int written = 0;
  gboolean ok;

  g_return_val_if_fail (desk_secret_get_length (key) == DESK_AEAD_KEY_LENGTH, NULL);

  if (sealed_length < HEADER_LENGTH + TAG_LENGTH || sealed_length > G_MAXINT
      || bytes[0] != VERSION_OCTET) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a sealed value");
    return NULL;
  }

  length = sealed_length - HEADER_LENGTH - TAG_LENGTH;
  plain = g_malloc (sizeof *plain + length + 1);
  plain->length = length;

  ok = EVP_DecryptInit_ex (context, EVP_aes_256_gcm (), NULL,
                           (const uint8_t *) desk_secret_get_data (key), bytes + 1)
           == 1
       && EVP_DecryptUpdate (context, NULL, &written, (const uint8_t *) associated,
                             (int) strlen (associated))
              == 1
       && EVP_DecryptUpdate (context, plain->data, &written, bytes + HEADER_LENGTH, (int) length)
              == 1
       && EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG, TAG_LENGTH,
                               (void *) (bytes + HEADER_LENGTH + length))
              == 1
       && EVP_DecryptFinal_ex (context, plain->data + length, &written) == 1;
  if (!ok) {
    wiped_buffer_free (plain);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "the value was changed, moved or sealed with another key");
    return NULL;
  }

  return g_bytes_new_with_free_func (plain->data, length, wiped_buffer_free, plain);
}

char *
desk_aead_index (DeskSecret *key, const char *text)
{
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  if (HMAC (EVP_sha256 (), desk_secret_get_data (key), (int) desk_secret_get_length (key),
            (const uint8_t *) text, strlen (text), digest, &length)
      == NULL)
    g_error ("HMAC-SHA256 is not available");

  return desk_hex_encode (digest, length);
}
