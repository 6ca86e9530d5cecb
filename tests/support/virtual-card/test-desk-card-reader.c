/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-apdu.h"
#include "desk-encoding.h"
#include "desk-test-files.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

/* The driver's side of the connection: this program listens, the real card program connects. */

typedef struct {
  char *directory;               /* owned */
  GSocketListener *listener;     /* owned */
  guint16 port;                  /* of the listener */
  GSubprocess *card;             /* owned; nullable */
  GSocketConnection *connection; /* owned; nullable */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = desk_test_files_make_directory ();
  fixture->listener = g_socket_listener_new ();
  fixture->port = g_socket_listener_add_any_inet_port (fixture->listener, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->connection);
  if (fixture->card != NULL)
    g_subprocess_wait (fixture->card, NULL, NULL);
  g_clear_object (&fixture->card);
  g_object_unref (fixture->listener);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
}

static char *
program_path (void)
{
  return g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests", "support", "virtual-card",
                           "desk-virtual-card", NULL);
}

static void
insert_slow (Fixture *fixture, const char *milliseconds)
{
  g_autofree char *program = program_path ();
  g_autofree char *memory = g_build_filename (fixture->directory, "card", NULL);
  g_autofree char *port = g_strdup_printf ("%u", fixture->port);
  g_autoptr (GError) error = NULL;

  fixture->card = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, memory,
                                    port, milliseconds, NULL);
  g_assert_no_error (error);
  fixture->connection = g_socket_listener_accept (fixture->listener, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
insert (Fixture *fixture)
{
  insert_slow (fixture, "0");
}

static void
send_bytes (Fixture *fixture, const void *bytes, size_t length)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (fixture->connection));
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (output, bytes, length, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
send_frame (Fixture *fixture, const char *frame)
{
  g_autoptr (GBytes) bytes = desk_hex_decode (frame);
  g_autoptr (GByteArray) message = g_byte_array_new ();

  desk_apdu_put_number (message, (guint) g_bytes_get_size (bytes));
  g_byte_array_append (message, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  send_bytes (fixture, message->data, message->len);
}

/* NULL once the card is out. Caller frees. */
static char *
receive_frame (Fixture *fixture)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (fixture->connection));
  uint8_t bytes[1024];
  size_t length;

  if (!g_input_stream_read_all (input, bytes, 2, &length, NULL, NULL) || length < 2)
    return NULL;
  g_assert_cmpuint (desk_apdu_get_number (bytes), <=, sizeof bytes);
  g_assert_true (
      g_input_stream_read_all (input, bytes, desk_apdu_get_number (bytes), &length, NULL, NULL));
  return desk_hex_encode (bytes, length);
}

static void
expect (Fixture *fixture, const char *frame, const char *answer)
{
  g_autofree char *received = NULL;

  send_frame (fixture, frame);
  received = receive_frame (fixture);
  g_assert_cmpstr (received, ==, answer);
}

static void
test_power (Fixture *fixture, gconstpointer data)
{
  insert (fixture);
  send_frame (fixture, "01");
  expect (fixture, "04", "3bf51800008131fe454d794549449a");
  expect (fixture, "00a4000c025015", "9000");
  expect (fixture, "00a4030c", "9000");
  expect (fixture, "00a4000c025015", "9000");

  /* Off and reset forget what is selected: nothing is above the master file. */
  send_frame (fixture, "02");
  expect (fixture, "00a4030c", "6a82");
  expect (fixture, "00a4000c025015", "9000");
  send_frame (fixture, "00");
  send_frame (fixture, "01");
  expect (fixture, "00a4030c", "6a82");

  /* Nothing at all is a command, too. */
  expect (fixture, "", "6700");
}

static void
test_byte_by_byte (Fixture *fixture, gconstpointer data)
{
  static const uint8_t message[] = { 0, 7, 0x00, 0xA4, 0x00, 0x0C, 0x02, 0x50, 0x15 };
  g_autofree char *answer = NULL;

  insert (fixture);
  for (size_t i = 0; i < sizeof message; i++) {
    send_bytes (fixture, message + i, 1);
    g_usleep (1000);
  }
  answer = receive_frame (fixture);
  g_assert_cmpstr (answer, ==, "9000");
}

static void
test_pulled_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  insert (fixture);
  expect (fixture, "04", "3bf51800008131fe454d794549449a");
  g_subprocess_send_signal (fixture->card, SIGTERM);
  answer = receive_frame (fixture);
  g_assert_null (answer);
  g_subprocess_wait (fixture->card, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (fixture->card));
}

/* A key is being generated: the command ends, its answer does not come. */
static void
test_pulled_out_in_between (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  insert (fixture);
  expect (fixture, "00a4000c025015", "9000");
  expect (fixture, "00e0000012621081020800820111830243028603000000", "9000");
  send_frame (fixture, "00460000");
  g_usleep (5000);
  g_subprocess_send_signal (fixture->card, SIGTERM);
  answer = receive_frame (fixture);
  g_assert_null (answer);
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;
  gint64 start;

  insert_slow (fixture, "200");
  expect (fixture, "00da010112313131313131ffff3232323232323232030a", "9000");
  expect (fixture, "00200001", "63c3");
  start = g_get_monotonic_time ();
  expect (fixture, "0020000108313131313131ffff", "9000");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 200 * 1000);

  /* Pulling it out does not wait. */
  g_clear_object (&fixture->connection);
  g_subprocess_wait (fixture->card, NULL, NULL);
  g_clear_object (&fixture->card);
  insert_slow (fixture, "600000");
  send_frame (fixture, "0020000108313131313131ffff");
  g_usleep (5000);
  g_subprocess_send_signal (fixture->card, SIGTERM);
  answer = receive_frame (fixture);
  g_assert_null (answer);
}

static void
test_reader_gone (Fixture *fixture, gconstpointer data)
{
  insert (fixture);
  /* Half a frame. */
  send_bytes (fixture, "\0\x07\0", 3);
  g_clear_object (&fixture->connection);
  g_subprocess_wait (fixture->card, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (fixture->card));
}

static int
run (const char *memory, const char *port)
{
  g_autofree char *program = program_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) card
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, memory, port, NULL);

  g_assert_no_error (error);
  g_subprocess_wait (card, NULL, NULL);
  return g_subprocess_get_exit_status (card);
}

static void
test_arguments (Fixture *fixture, gconstpointer data)
{
  g_autofree char *memory = g_build_filename (fixture->directory, "card", NULL);
  g_autofree char *port = g_strdup_printf ("%u", fixture->port);

  g_assert_cmpint (run (NULL, NULL), ==, 2);
  g_assert_cmpint (run (memory, "0"), ==, 2);
  g_assert_cmpint (run (memory, "65536"), ==, 2);
  g_assert_cmpint (run (memory, "port"), ==, 2);
  /* A directory is no card's memory, and nobody listens on a closed port. */
  g_assert_cmpint (run (fixture->directory, port), ==, 1);
  g_socket_listener_close (fixture->listener);
  g_assert_cmpint (run (memory, port), ==, 1);
}

#define ADD_TEST(path, function)                                                                   \
  g_test_add ("/virtual-card/reader/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("power", test_power);
  ADD_TEST ("byte-by-byte", test_byte_by_byte);
  ADD_TEST ("pulled-out", test_pulled_out);
  ADD_TEST ("pulled-out-in-between", test_pulled_out_in_between);
  ADD_TEST ("slow", test_slow);
  ADD_TEST ("reader-gone", test_reader_gone);
  ADD_TEST ("arguments", test_arguments);
  return g_test_run ();
}
