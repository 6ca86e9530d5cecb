/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Stands in for certdesk-ukey-host and misbehaves as DESK_TEST_HOST says: "start=hello open=opened
 * sign=progress1,hang" is what it does at its start and for a request; what is not named goes well.
 * A token, serial S1, is plugged in while the file named by DESK_TEST_HOST_TOKEN exists. */

#include "desk-ukey-message.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define SLOW_READ_LENGTH 1000
#define SLOW_READ_US     200

static gboolean reads_slowly;

static void
write_all (const void *data, size_t length)
{
  for (size_t done = 0; done < length;) {
    ssize_t n = write (STDOUT_FILENO, (const char *) data + done, length - done);

    if (n < 0)
      exit (0);
    done += (size_t) n;
  }
}

static void
read_all (uint8_t *data, size_t length)
{
  for (size_t done = 0; done < length;) {
    size_t wanted = reads_slowly ? MIN (length - done, SLOW_READ_LENGTH) : length - done;
    ssize_t n = read (STDIN_FILENO, data + done, wanted);

    if (n <= 0)
      exit (0);
    done += (size_t) n;
    if (reads_slowly)
      g_usleep (SLOW_READ_US);
  }
}

static void
send (DeskUkeyMessage *message)
{
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (message, NULL);

  write_all (desk_secret_get_data (frame), desk_secret_get_length (frame));
  desk_ukey_message_free (message);
}

static DeskUkeyMessage *
make_hello (uint64_t version)
{
  DeskUkeyMessage *hello = desk_ukey_message_new (DESK_UKEY_KIND_HELLO);

  desk_ukey_message_add_number (hello, DESK_UKEY_TAG_VERSION, version);
  desk_ukey_message_add_number (hello, DESK_UKEY_TAG_PID, (uint64_t) getpid ());
  return hello;
}

static DeskUkeyMessage *
make_token (void)
{
  static const DeskUkeyTag texts[] = { DESK_UKEY_TAG_READER, DESK_UKEY_TAG_LABEL,
                                       DESK_UKEY_TAG_MANUFACTURER, DESK_UKEY_TAG_MODEL };
  static const DeskUkeyTag numbers[]
      = { DESK_UKEY_TAG_SLOT, DESK_UKEY_TAG_MIN_PIN, DESK_UKEY_TAG_MAX_PIN };
  DeskUkeyMessage *token = desk_ukey_message_new (DESK_UKEY_KIND_TOKEN);

  desk_ukey_message_add_text (token, DESK_UKEY_TAG_SERIAL, "S1");
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    desk_ukey_message_add_text (token, texts[i], "");
  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    desk_ukey_message_add_number (token, numbers[i], 0);
  desk_ukey_message_add_number (token, DESK_UKEY_TAG_FLAGS, DESK_UKEY_TOKEN_INITIALISED);
  desk_ukey_message_add_number (token, DESK_UKEY_TAG_RECOGNISED, 1);
  return token;
}

static DeskUkeyMessage *
make_scanned (const char *detail)
{
  DeskUkeyMessage *scanned = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);
  const char *plugged_in = g_getenv ("DESK_TEST_HOST_TOKEN");

  desk_ukey_message_add_number (scanned, DESK_UKEY_TAG_N_SLOTS, 1);
  if (plugged_in != NULL && g_file_test (plugged_in, G_FILE_TEST_EXISTS))
    desk_ukey_message_add_record (scanned, DESK_UKEY_TAG_TOKEN, make_token ());
  desk_ukey_message_add_text (scanned, DESK_UKEY_TAG_DETAIL, detail);
  return scanned;
}

static DeskUkeyMessage *
make_failed (const char *nick, uint64_t pin_use)
{
  DeskUkeyMessage *failed = desk_ukey_message_new (DESK_UKEY_KIND_FAILED);

  desk_ukey_message_add_text (failed, DESK_UKEY_TAG_STATE, nick);
  desk_ukey_message_add_number (failed, DESK_UKEY_TAG_PIN_USE, pin_use);
  desk_ukey_message_add_text (failed, DESK_UKEY_TAG_DETAIL, "as the script says");
  return failed;
}

static DeskUkeyMessage *
make_signed (void)
{
  DeskUkeyMessage *answer = desk_ukey_message_new (DESK_UKEY_KIND_SIGNED);
  g_autoptr (GBytes) signature = g_bytes_new_static ("signature", 9);

  desk_ukey_message_add_bytes (answer, DESK_UKEY_TAG_SIGNATURE, signature);
  return answer;
}

static DeskUkeyMessage *
make_progress (uint64_t phase)
{
  DeskUkeyMessage *progress = desk_ukey_message_new (DESK_UKEY_KIND_PROGRESS);

  desk_ukey_message_add_number (progress, DESK_UKEY_TAG_PHASE, phase);
  return progress;
}

static void
act (const char *word)
{
  if (g_str_equal (word, "hello"))
    send (make_hello (DESK_UKEY_PROTOCOL_VERSION));
  else if (g_str_equal (word, "hello-99"))
    send (make_hello (99));
  else if (g_str_equal (word, "opened"))
    send (desk_ukey_message_new (DESK_UKEY_KIND_OPENED));
  else if (g_str_equal (word, "scanned"))
    send (make_scanned (NULL));
  else if (g_str_equal (word, "scanned-in-part"))
    send (make_scanned ("a slot cannot be read"));
  else if (g_str_equal (word, "signed"))
    send (make_signed ());
  else if (g_str_equal (word, "done"))
    send (desk_ukey_message_new (DESK_UKEY_KIND_DONE));
  else if (g_str_equal (word, "progress1"))
    send (make_progress (DESK_UKEY_PHASE_LOGIN));
  else if (g_str_equal (word, "progress2"))
    send (make_progress (DESK_UKEY_PHASE_WORKING));
  else if (g_str_equal (word, "failed"))
    send (make_failed ("module_failed", 0));
  else if (g_str_equal (word, "wrong-pin"))
    send (make_failed ("pin_wrong", 1));
  else if (g_str_equal (word, "unknown-state"))
    send (make_failed ("no_such_state", 1));
  else if (g_str_equal (word, "garbage"))
    write_all ("no frame at all", 15);
  else if (g_str_equal (word, "bad-frame"))
    write_all ("\0\0\0\2\1\xff", 6);
  else if (g_str_equal (word, "half"))
    write_all ("\0\0\0\5\1", 5);
  else if (g_str_equal (word, "pause"))
    g_usleep (100 * 1000);
  else if (g_str_equal (word, "hang"))
    g_usleep (60 * G_USEC_PER_SEC);
  else if (g_str_equal (word, "read-slowly"))
    reads_slowly = TRUE;
  else if (g_str_equal (word, "fall-silent"))
    close (STDOUT_FILENO);
  else if (g_str_equal (word, "exit"))
    exit (1);
  else if (g_str_equal (word, "die"))
    raise (SIGKILL);
  else
    g_error ("the script says %s", word);
}

/* What the script says about @event, or @usual. */
static void
act_out (const char *event, const char *usual)
{
  const char *script = g_getenv ("DESK_TEST_HOST");
  g_auto (GStrv) lines = g_strsplit (script != NULL ? script : "", " ", -1);
  const char *line = usual;
  g_auto (GStrv) words = NULL;

  for (size_t i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], event) && lines[i][strlen (event)] == '=')
      line = lines[i] + strlen (event) + 1;

  words = g_strsplit (line, ",", -1);
  for (size_t i = 0; words[i] != NULL; i++)
    act (words[i]);
}

static DeskUkeyMessage *
receive (void)
{
  uint8_t header[DESK_UKEY_FRAME_HEADER];
  g_autofree uint8_t *body = NULL;
  size_t length;

  read_all (header, sizeof header);
  length = desk_ukey_message_parse_header (header);
  body = g_malloc (length);
  read_all (body, length);
  return desk_ukey_message_decode (body, length, NULL);
}

static void
serve (void)
{
  g_autoptr (DeskUkeyMessage) request = receive ();

  switch (desk_ukey_message_get_kind (request)) {
  case DESK_UKEY_KIND_OPEN:
    act_out ("open", "opened");
    break;
  case DESK_UKEY_KIND_SCAN:
    act_out (desk_ukey_message_has (request, DESK_UKEY_TAG_SLOTS_ONLY) ? "slots" : "scan",
             "scanned");
    break;
  case DESK_UKEY_KIND_SIGN:
    act_out ("sign", "progress1,progress2,signed");
    break;
  default:
    act_out ("write", "progress1,progress2,done");
  }
}

int
main (int argc, char **argv)
{
  struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  act_out ("start", "hello");
  for (;;)
    serve ();
}
