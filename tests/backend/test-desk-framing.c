/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-framing.h"

#include "desk-problem.h"

#include <string.h>

static void
assert_refused (const char *block, gsize length, DeskProblemCode code)
{
  g_auto (DeskFraming) framing = { 0 };
  g_autoptr (GError) error = NULL;

  g_test_message ("%.20s...", block);
  g_assert_false (desk_framing_parse (block, length, &framing, &error));
  g_assert_error (error, DESK_PROBLEM, (int) code);
}

static void
test_accepts (void)
{
  static const char block[] = "POST /v1/orders/%E4%B8%AD?after=1 HTTP/1.1\r\n"
                              "Host: example.cn\r\n"
                              "content-length:  12 \r\n"
                              "X-Any: a\tb \xe4\xb8\xad\r\n\r\n";
  g_auto (DeskFraming) framing = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_framing_parse (block, strlen (block), &framing, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (framing.method, ==, "POST");
  g_assert_cmpstr (framing.path, ==, "/v1/orders/%E4%B8%AD");
  g_assert_true (framing.has_length);
  g_assert_cmpint (framing.content_length, ==, 12);
}

static void
test_refuses (void)
{
  static const char *const blocks[] = {
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /\r\nHost: a\r\n\r\n",
    "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /long/enough/for/the/log/\xe4 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    assert_refused (blocks[i], strlen (blocks[i]), DESK_PROBLEM_MALFORMED_REQUEST);

  assert_refused ("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n",
                  sizeof "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n" - 1,
                  DESK_PROBLEM_MALFORMED_REQUEST);
  {
    static const char chunked[]
        = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    assert_refused (chunked, strlen (chunked), DESK_PROBLEM_LENGTH_REQUIRED);
  }
}

static void
test_too_many_lines (void)
{
  g_autoptr (GString) block = g_string_new ("GET / HTTP/1.1\r\nHost: a\r\n");

  for (int i = 0; i < DESK_FRAMING_MAX_LINES; i++)
    g_string_append (block, "X: b\r\n");
  g_string_append (block, "\r\n");
  assert_refused (block->str, block->len, DESK_PROBLEM_MALFORMED_REQUEST);
}

/* However the octets arrive, the end is found at the same place. */
static void
test_find_end (void)
{
  static const char data[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\nbody\r\n\r\n";
  const gssize end = (gssize) strlen ("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  gsize scanned = 0;

  for (gsize length = 1; length < sizeof data; length++) {
    gssize found = desk_framing_find_end (data, length, &scanned, NULL);

    g_assert_cmpint (found, ==, (gssize) length < end ? 0 : end);
    if (found > 0)
      break;
  }
}

static void
assert_no_end (const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  gsize scanned = 0;

  g_assert_cmpint (desk_framing_find_end (data, length, &scanned, &error), ==, -1);
  g_assert_error (error, DESK_PROBLEM, DESK_PROBLEM_MALFORMED_REQUEST);
}

static void
test_find_end_refuses (void)
{
  g_autofree char *long_header = g_strnfill (DESK_FRAMING_MAX_HEADER, 'a');

  assert_no_end ("GET / HTTP/1.1\nHost: a\n\n", 24);
  assert_no_end ("\n", 1);
  assert_no_end ("GET / HTTP/1.1\r\nHost: a\n", 24);
  assert_no_end (long_header, DESK_FRAMING_MAX_HEADER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/framing/accepts", test_accepts);
  g_test_add_func ("/backend/framing/refuses", test_refuses);
  g_test_add_func ("/backend/framing/too-many-lines", test_too_many_lines);
  g_test_add_func ("/backend/framing/find-end", test_find_end);
  g_test_add_func ("/backend/framing/find-end-refuses", test_find_end_refuses);
  return g_test_run ();
}
