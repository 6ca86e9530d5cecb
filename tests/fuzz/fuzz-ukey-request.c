/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Any frames against the host's end of the protocol, while a driver answers anything. The first
 * byte is how long the driver's part is; then that, then frames. What is taken is written again to
 * the same bytes, and what is answered can be sent. */

#define G_LOG_DOMAIN "desk-fuzz"

#include "fuzz.h"

#include "desk-host.h"
#include "fuzz-driver.h"

#include <string.h>

static void
assert_sendable (DeskUkeyMessage *message, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (message, &error);

  g_assert_no_error (error);
  g_assert_nonnull (frame);
}

static void
assert_same (DeskUkeyMessage *message, const uint8_t *body, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (message, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (desk_secret_get_data (frame) + DESK_UKEY_FRAME_HEADER,
                   desk_secret_get_length (frame) - DESK_UKEY_FRAME_HEADER, body, length);
}

/* FALSE where the host would end. */
static gboolean
serve (DeskHost *host, const uint8_t *body, size_t length)
{
  g_autoptr (DeskUkeyMessage) request = desk_ukey_message_decode (body, length, NULL);
  g_autoptr (DeskUkeyMessage) answer = NULL;

  if (request == NULL)
    return FALSE;

  assert_same (request, body, length);
  /* Asks the system's own service, which nobody wants to be asked a million times. */
  if (desk_ukey_message_get_kind (request) == DESK_UKEY_KIND_SERVICE)
    return TRUE;

  answer = desk_host_handle (host, request);
  if (answer == NULL)
    return FALSE;

  assert_sendable (answer, NULL);
  return TRUE;
}

static void
serve_all (DeskHost *host, const uint8_t *data, size_t size)
{
  while (size >= DESK_UKEY_FRAME_HEADER) {
    size_t length = desk_ukey_message_parse_header (data);

    data += DESK_UKEY_FRAME_HEADER;
    size -= DESK_UKEY_FRAME_HEADER;
    if (length == 0 || length > size || !serve (host, data, length))
      return;

    data += length;
    size -= length;
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  DeskHost *host;
  size_t n_script;

  if (size == 0)
    return 0;

  n_script = MIN (data[0], size - 1);
  fuzz_driver_set_script (data + 1, n_script);
  host = desk_host_new (assert_sendable, NULL);
  serve_all (host, data + 1 + n_script, size - 1 - n_script);
  desk_host_free (host);
  fuzz_driver_set_script (NULL, 0);
  return 0;
}
