/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-id.h"

#include "desk-encoding.h"

#include <openssl/rand.h>
#include <string.h>

#define UUID_BYTES       16
#define UUID_TEXT_LENGTH 36

void
desk_id_random_bytes (void *buffer, size_t n_bytes)
{
  if (RAND_bytes (buffer, (int) n_bytes) != 1)
    g_error ("the operating system gave no random bytes");
}

char *
desk_id_new (gint64 unix_us)
{
  uint8_t bytes[UUID_BYTES];
  guint64 milliseconds = (guint64) unix_us / 1000;
  g_autofree char *hex = NULL;

  desk_id_random_bytes (bytes, sizeof bytes);
  for (int i = 0; i < 6; i++)
    bytes[i] = (uint8_t) (milliseconds >> (8 * (5 - i)));
  bytes[6] = (uint8_t) (0x70 | (bytes[6] & 0x0f)); /* version 7 */
  bytes[8] = (uint8_t) (0x80 | (bytes[8] & 0x3f)); /* variant of RFC 9562 */

  hex = desk_hex_encode (bytes, sizeof bytes);
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

gboolean
desk_id_is_valid (const char *id)
{
  if (id == NULL || strlen (id) != UUID_TEXT_LENGTH)
    return FALSE;

  for (int i = 0; i < UUID_TEXT_LENGTH; i++) {
    gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;

    if (is_dash ? id[i] != '-' : !g_ascii_isxdigit (id[i]) || g_ascii_isupper (id[i]))
      return FALSE;
  }

  return TRUE;
}

char *
desk_id_random_token (size_t n_bytes)
{
  g_autofree uint8_t *bytes = g_malloc (n_bytes);

  desk_id_random_bytes (bytes, n_bytes);
  return desk_base64url_encode (bytes, n_bytes);
}

char *
desk_id_random_digits (unsigned int n_digits)
{
  char *digits = g_malloc0 (n_digits + 1);
  unsigned int i = 0;

  /* Bytes of 250 and above would make the digits 0 to 5 likelier than the others. */
  while (i < n_digits) {
    uint8_t byte;

    desk_id_random_bytes (&byte, 1);
    if (byte < 250)
      digits[i++] = (char) ('0' + byte % 10);
  }

  return digits;
}
