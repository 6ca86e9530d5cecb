/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card"

#include "desk-card-key.h"

#include "desk-openssl.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#define RSA_BITS 2048
#define EC_BITS  256

gboolean
desk_card_key_is_supported (DeskCardFileType type, guint bits)
{
  return (type == DESK_CARD_FILE_RSA_KEY && bits == RSA_BITS)
         || (type == DESK_CARD_FILE_EC_KEY && bits == EC_BITS);
}

/* NULL if the file has no key. */
static EVP_PKEY *
load (DeskCardFile *file)
{
  const uint8_t *der = file->content->data;

  if (!desk_card_file_is_key (file) || file->content->len == 0)
    return NULL;
  return d2i_AutoPrivateKey (NULL, &der, (long) file->content->len);
}

gboolean
desk_card_key_generate (DeskCardFile *file)
{
  g_autoptr (EVP_PKEY) key = file->type == DESK_CARD_FILE_RSA_KEY
                                 ? EVP_RSA_gen ((unsigned int) file->size)
                                 : EVP_EC_gen ("P-256");
  uint8_t *der = NULL;
  int length = key != NULL ? i2d_PrivateKey (key, &der) : 0;

  if (length <= 0)
    return FALSE;

  g_byte_array_set_size (file->content, 0);
  g_byte_array_append (file->content, der, (guint) length);
  OPENSSL_clear_free (der, (size_t) length);
  return TRUE;
}

static gboolean
append_number (DeskCardFile *file, const char *name, GByteArray *out)
{
  g_autoptr (EVP_PKEY) key = load (file);
  g_autoptr (BIGNUM) number = NULL;
  guint start = out->len;

  if (key == NULL || !EVP_PKEY_get_bn_param (key, name, &number))
    return FALSE;

  g_byte_array_set_size (out, start + (guint) BN_num_bytes (number));
  BN_bn2bin (number, out->data + start);
  return TRUE;
}

gboolean
desk_card_key_get_modulus (DeskCardFile *file, GByteArray *out)
{
  return append_number (file, OSSL_PKEY_PARAM_RSA_N, out);
}

gboolean
desk_card_key_get_exponent (DeskCardFile *file, GByteArray *out)
{
  return append_number (file, OSSL_PKEY_PARAM_RSA_E, out);
}

gboolean
desk_card_key_get_point (DeskCardFile *file, GByteArray *out)
{
  g_autoptr (EVP_PKEY) key = load (file);
  uint8_t point[1 + 2 * EC_BITS / 8];
  size_t length = 0;

  if (key == NULL
      || !EVP_PKEY_get_octet_string_param (key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point,
                                           &length))
    return FALSE;

  g_byte_array_append (out, point, (guint) length);
  return TRUE;
}

static gboolean
set_padding (EVP_PKEY_CTX *context, DeskCardFileType type, DeskCardSignature signature)
{
  if (type == DESK_CARD_FILE_EC_KEY)
    return signature == DESK_CARD_SIGN_ECDSA;
  if (signature == DESK_CARD_SIGN_PKCS1)
    return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1;
  return signature == DESK_CARD_SIGN_RAW
         && EVP_PKEY_CTX_set_rsa_padding (context, RSA_NO_PADDING) == 1;
}

gboolean
desk_card_key_sign (DeskCardFile *file,
                    DeskCardSignature signature,
                    const uint8_t *data,
                    size_t length,
                    GByteArray *out)
{
  g_autoptr (EVP_PKEY) key = load (file);
  g_autoptr (EVP_PKEY_CTX) context = key != NULL ? EVP_PKEY_CTX_new (key, NULL) : NULL;
  uint8_t signed_bytes[RSA_BITS / 8];
  size_t signed_length = sizeof signed_bytes;

  if (context == NULL || EVP_PKEY_sign_init (context) != 1
      || !set_padding (context, file->type, signature)
      || EVP_PKEY_sign (context, signed_bytes, &signed_length, data, length) != 1)
    return FALSE;

  g_byte_array_append (out, signed_bytes, (guint) signed_length);
  return TRUE;
}
