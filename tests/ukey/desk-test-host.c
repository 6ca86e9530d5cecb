/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-host.h"

#include <gio/gio.h>

struct _DeskTestHost {
  GSubprocess *process; /* owned */
  GString *phases;      /* owned; of the last call */
  char *detail;         /* owned, nullable; of the last failure */
};

static const uint8_t digest[32] = "a digest of thirty-two bytes....";

static DeskUkeyMessage *
receive (DeskTestHost *self)
{
  GInputStream *pipe = g_subprocess_get_stdout_pipe (self->process);
  g_autoptr (GError) error = NULL;
  g_autofree uint8_t *body = NULL;
  uint8_t header[DESK_UKEY_FRAME_HEADER];
  DeskUkeyMessage *message;
  size_t length;
  size_t n;

  g_input_stream_read_all (pipe, header, sizeof header, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, sizeof header);
  length = desk_ukey_message_parse_header (header);
  g_assert_cmpuint (length, >, 0);

  body = g_malloc (length);
  g_input_stream_read_all (pipe, body, length, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, length);
  message = desk_ukey_message_decode (body, length, &error);
  g_assert_no_error (error);
  return message;
}

DeskTestHost *
desk_test_host_new (void)
{
  DeskTestHost *self = g_new0 (DeskTestHost, 1);
  g_autofree char *program = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "ukey",
                                               "host", "certdesk-ukey-host", NULL);
  g_autoptr (DeskUkeyMessage) hello = NULL;
  g_autoptr (GError) error = NULL;

  self->phases = g_string_new (NULL);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, program, NULL);
  g_assert_no_error (error);

  hello = receive (self);
  g_assert_cmpint (desk_ukey_message_get_kind (hello), ==, DESK_UKEY_KIND_HELLO);
  g_assert_cmpuint (desk_ukey_message_get_number (hello, DESK_UKEY_TAG_VERSION), ==,
                    DESK_UKEY_PROTOCOL_VERSION);
  g_assert_cmpuint (desk_ukey_message_get_number (hello, DESK_UKEY_TAG_PID), ==,
                    g_ascii_strtoull (g_subprocess_get_identifier (self->process), NULL, 10));
  return self;
}

/* Its exit status; -1 after a signal. */
static int
end (DeskTestHost *self)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  status = g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process)
                                                      : -1;

  g_object_unref (self->process);
  g_string_free (self->phases, TRUE);
  g_free (self->detail);
  g_free (self);
  return status;
}

void
desk_test_host_free (DeskTestHost *self)
{
  g_assert_cmpint (end (self), ==, 0);
}

static void
send (DeskTestHost *self, const char *bytes, size_t length)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), bytes, length, NULL, NULL,
                             &error);
  g_assert_no_error (error);
}

int
desk_test_host_send_raw (DeskTestHost *self, const char *bytes, size_t length)
{
  send (self, bytes, length);
  return end (self);
}

static void
note_phase (DeskTestHost *self, DeskUkeyMessage *progress)
{
  static const char *const names[] = { "opening", "login", "working" };
  uint64_t phase = desk_ukey_message_get_number (progress, DESK_UKEY_TAG_PHASE);

  if (self->phases->len > 0)
    g_string_append_c (self->phases, ' ');
  g_string_append (self->phases, names[phase]);
}

DeskUkeyMessage *
desk_test_host_call (DeskTestHost *self, DeskUkeyMessage *request)
{
  g_autoptr (DeskUkeyMessage) owned = request;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (owned, &error);
  DeskUkeyMessage *answer;

  g_assert_no_error (error);
  g_string_truncate (self->phases, 0);
  send (self, desk_secret_get_data (frame), desk_secret_get_length (frame));

  answer = receive (self);
  while (desk_ukey_message_get_kind (answer) == DESK_UKEY_KIND_PROGRESS) {
    note_phase (self, answer);
    desk_ukey_message_free (answer);
    answer = receive (self);
  }

  return answer;
}

DeskUkeyMessage *
desk_test_host_expect (DeskTestHost *self, DeskUkeyMessage *request, DeskUkeyKind kind)
{
  DeskUkeyMessage *answer = desk_test_host_call (self, request);

  if (desk_ukey_message_get_kind (answer) == DESK_UKEY_KIND_FAILED && kind != DESK_UKEY_KIND_FAILED)
    g_test_message ("%s: %s", desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE),
                    desk_ukey_message_get_text (answer, DESK_UKEY_TAG_DETAIL));
  g_assert_cmpint (desk_ukey_message_get_kind (answer), ==, kind);
  return answer;
}

void
desk_test_host_expect_failure (DeskTestHost *self,
                               DeskUkeyMessage *request,
                               DeskKeyState state,
                               DeskPinUse pin_use)
{
  g_autoptr (DeskUkeyMessage) answer = desk_test_host_expect (self, request, DESK_UKEY_KIND_FAILED);

  g_free (self->detail);
  self->detail = g_strdup (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_DETAIL));
  g_test_message ("%s", self->detail);
  g_assert_cmpstr (desk_ukey_message_get_text (answer, DESK_UKEY_TAG_STATE), ==,
                   desk_key_state_get_nick (state));
  g_assert_cmpint (desk_ukey_message_get_number (answer, DESK_UKEY_TAG_PIN_USE), ==, pin_use);
}

const char *
desk_test_host_get_identifier (DeskTestHost *self)
{
  return g_subprocess_get_identifier (self->process);
}

const char *
desk_test_host_get_phases (DeskTestHost *self)
{
  return self->phases->str;
}

const char *
desk_test_host_get_detail (DeskTestHost *self)
{
  return self->detail;
}

void
desk_test_host_open (DeskTestHost *self, const char *path, const char *arguments)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_PATH, path);
  desk_ukey_message_add_text (request, DESK_UKEY_TAG_ARGUMENTS, arguments);
  desk_ukey_message_free (desk_test_host_expect (self, request, DESK_UKEY_KIND_OPENED));
}

DeskUkeyMessage *
desk_test_host_scan (DeskTestHost *self, gboolean fresh)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_SCAN);

  desk_ukey_message_add_number (request, DESK_UKEY_TAG_FRESH, fresh ? 1 : 0);
  return desk_test_host_expect (self, request, DESK_UKEY_KIND_SCANNED);
}

static void
add_secret (DeskUkeyMessage *request, DeskUkeyTag tag, const char *text)
{
  g_autoptr (DeskSecret) secret = text != NULL ? desk_secret_new_from_string (text) : NULL;

  desk_ukey_message_add_secret (request, tag, secret);
}

const uint8_t *
desk_test_host_get_digest (void)
{
  return digest;
}

DeskUkeyMessage *
desk_test_host_sign (const char *serial, GBytes *key_id, const char *pin)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_SIGN);
  g_autoptr (GBytes) bytes = g_bytes_new_static (digest, sizeof digest);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, serial);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DIGEST, bytes);
  add_secret (request, DESK_UKEY_TAG_PIN, pin);
  return request;
}

DeskUkeyMessage *
desk_test_host_generate (const char *serial, const char *pin, guint algorithm, const char *label)
{
  DeskUkeyMessage *request = desk_ukey_message_new (DESK_UKEY_KIND_GENERATE);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, serial);
  desk_ukey_message_add_text (request, DESK_UKEY_TAG_LABEL, label);
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_ALGORITHM, algorithm);
  add_secret (request, DESK_UKEY_TAG_PIN, pin);
  return request;
}

DeskUkeyMessage *
desk_test_host_pins (
    DeskUkeyKind kind, const char *serial, DeskUkeyTag tag, const char *pin, const char *new_pin)
{
  DeskUkeyMessage *request = desk_ukey_message_new (kind);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, serial);
  add_secret (request, tag, pin);
  add_secret (request, DESK_UKEY_TAG_NEW_PIN, new_pin);
  return request;
}
