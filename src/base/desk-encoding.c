/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-encoding.h"

#include <openssl/evp.h>
#include <string.h>

char *
desk_hex_encode (const void *data, size_t length)
{
  static const char digits[] = "0123456789abcdef";
  const uint8_t *bytes = data;
  char *text = g_malloc (2 * length + 1);

  for (size_t i = 0; i < length; i++) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 0x0f];
  }
  text[2 * length] = '\0';

  return text;
}

GBytes *
desk_hex_decode (const char *text)
{
  size_t length;
  g_autofree uint8_t *bytes = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (length % 2 != 0)
    return NULL;

  bytes = g_malloc (length / 2 + 1);
  for (size_t i = 0; i < length; i += 2) {
    int high = g_ascii_xdigit_value (text[i]);
    int low = g_ascii_xdigit_value (text[i + 1]);

    if (high < 0 || low < 0)
      return NULL;
    bytes[i / 2] = (uint8_t) (high << 4 | low);
  }

  return g_bytes_new_take (g_steal_pointer (&bytes), length / 2);
}

char *
desk_base64url_encode (const void *data, size_t length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

GBytes *
desk_base64_decode (const char *text)
{
  size_t length;
  uint8_t *bytes;
  g_autofree char *canonical = NULL;
  g_autoptr (GBytes) decoded = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  bytes = g_base64_decode (text, &length);
  decoded = g_bytes_new_take (bytes, length);

  /* g_base64_decode() skips what it does not know; only the canonical spelling may pass. */
  canonical = g_base64_encode (g_bytes_get_data (decoded, NULL), length);
  if (strcmp (canonical, text) != 0)
    return NULL;

  return g_steal_pointer (&decoded);
}

GBytes *
desk_base64url_decode (const char *text)
{
  g_autoptr (GString) padded = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strpbrk (text, "+/=") != NULL)
    return NULL;

  padded = g_string_new (text);
  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');

  return desk_base64_decode (padded->str);
}

void
desk_sha256 (const void *data, size_t length, uint8_t digest[static 32])
{
  if (EVP_Digest (data, length, digest, NULL, EVP_sha256 (), NULL) != 1)
    g_error ("SHA-256 is not available");
}

char *
desk_sha256_hex (GBytes *bytes)
{
  uint8_t digest[32];

  desk_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  return desk_hex_encode (digest, sizeof digest);
}
