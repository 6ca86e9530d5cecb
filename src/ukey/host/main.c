/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

/* certdesk-ukey-host: loads a PKCS#11 module and does what it is told on standard input, so that a
 * driver that hangs, crashes or corrupts its memory takes nothing else with it. Ends with 0 when
 * standard input does, with 2 when what comes there is nonsense, with 3 if an answer cannot be
 * sent. */

#include "desk-host-channel.h"
#include "desk-host.h"
#include "desk-platform.h"

#include <stdlib.h>
#include <unistd.h>

#define EXIT_NONSENSE 2
#define EXIT_UNHEARD  3

static void
send_message (DeskUkeyMessage *message, gpointer user_data)
{
  const int *out = user_data;

  /* Nobody is left who wants anything. */
  if (!desk_host_channel_send (*out, message))
    _exit (EXIT_UNHEARD);
}

static void
say_hello (int *out)
{
  g_autoptr (DeskUkeyMessage) hello = desk_ukey_message_new (DESK_UKEY_KIND_HELLO);

  desk_ukey_message_add_number (hello, DESK_UKEY_TAG_VERSION, DESK_UKEY_PROTOCOL_VERSION);
  desk_ukey_message_add_number (hello, DESK_UKEY_TAG_PID, (uint64_t) getpid ());
  send_message (hello, out);
}

/* FALSE if there is nothing more to be expected; @status says why. */
static gboolean
serve (DeskHost *host, int in, int *out, int *status)
{
  g_autoptr (DeskUkeyMessage) request = NULL;
  g_autoptr (DeskUkeyMessage) answer = NULL;
  DeskHostChannelResult result = desk_host_channel_receive (in, &request);

  *status = result == DESK_HOST_CHANNEL_END ? EXIT_SUCCESS : EXIT_NONSENSE;
  if (result != DESK_HOST_CHANNEL_MESSAGE)
    return FALSE;

  answer = desk_host_handle (host, request);
  if (answer == NULL)
    return FALSE;

  send_message (answer, out);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (DeskHost) host = NULL;
  int status = EXIT_SUCCESS;
  int in;
  int out;

  desk_platform_forbid_core_dumps ();
  desk_platform_take_pipes (&in, &out);
  host = desk_host_new (send_message, &out);

  say_hello (&out);
  while (serve (host, in, &out, &status))
    ;

  return status;
}
