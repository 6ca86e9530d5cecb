/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-host-channel.h"

#include <errno.h>
#include <unistd.h>

/* How many bytes came before the end. */
static size_t
read_all (int fd, uint8_t *bytes, size_t length)
{
  size_t done = 0;

  while (done < length) {
    ssize_t n = read (fd, bytes + done, length - done);

    if (n == 0 || (n < 0 && errno != EINTR))
      break;
    if (n > 0)
      done += (size_t) n;
  }

  return done;
}

static DeskUkeyMessage *
receive_body (int fd, size_t length)
{
  g_autofree uint8_t *body = g_malloc (length);
  g_autoptr (GError) error = NULL;
  DeskUkeyMessage *message = NULL;

  if (read_all (fd, body, length) == length)
    message = desk_ukey_message_decode (body, length, &error);
  if (error != NULL)
    g_message ("the client sent nonsense: %s", error->message);

  desk_secret_wipe (body, length);
  return message;
}

DeskHostChannelResult
desk_host_channel_receive (int fd, DeskUkeyMessage **message)
{
  uint8_t header[DESK_UKEY_FRAME_HEADER];
  size_t n = read_all (fd, header, sizeof header);
  size_t length;

  if (n == 0)
    return DESK_HOST_CHANNEL_END;
  if (n < sizeof header)
    return DESK_HOST_CHANNEL_BROKEN;

  length = desk_ukey_message_parse_header (header);
  *message = length > 0 ? receive_body (fd, length) : NULL;
  return *message != NULL ? DESK_HOST_CHANNEL_MESSAGE : DESK_HOST_CHANNEL_BROKEN;
}

gboolean
desk_host_channel_send (int fd, DeskUkeyMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (message, &error);
  const char *bytes;
  size_t left;

  if (frame == NULL) {
    g_message ("an answer cannot be sent: %s", error->message);
    return FALSE;
  }

  bytes = desk_secret_get_data (frame);
  left = desk_secret_get_length (frame);
  while (left > 0) {
    ssize_t n = write (fd, bytes, left);

    if (n < 0 && errno != EINTR)
      return FALSE;
    if (n > 0) {
      bytes += n;
      left -= (size_t) n;
    }
  }

  return TRUE;
}
