/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-apdu.h"
#include "desk-test-card.h"

#include "desk-encoding.h"

#include <string.h>

#define N_NOISE_FRAMES 20000

static void
test_about (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();
  g_autofree char *about = desk_test_card_ask (card, "00ca01a014");
  size_t length;
  const uint8_t *answer_to_reset = desk_card_get_answer_to_reset (&length);
  uint8_t sum = 0;

  /* Version 4.5.5, and a serial number of ten bytes. */
  g_assert_true (g_str_has_prefix (about, "0000000000040505"));
  g_assert_cmpuint (strlen (about), ==, 2 * (20 + 2));
  desk_test_card_expect (card, "00ca01aa0c", "01000908000000000001009000");
  desk_test_card_expect (card, "00ca01bb00", "6a88");
  desk_test_card_expect (card, "00ca02a000", "6a88");

  /* All bytes of an answer to reset but the first give zero (ISO 7816-3, 8.2.5). */
  for (size_t i = 1; i < length; i++)
    sum ^= answer_to_reset[i];
  g_assert_cmpint (sum, ==, 0);
}

static void
test_refused (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();

  desk_test_card_expect (card, "", "6700");
  desk_test_card_expect (card, "00a400", "6700");
  desk_test_card_expect (card, "00a40000033f00", "6700");
  desk_test_card_expect (card, "80a4000c023f00", "6e00");
  desk_test_card_expect (card, "01a4000c023f00", "6e00");
  desk_test_card_expect (card, "00010000", "6d00");
  desk_test_card_expect (card, "00c0000000", "6985");
}

static void
test_challenge (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();
  g_autofree char *first = desk_test_card_ask (card, "0084000008");
  g_autofree char *second = desk_test_card_ask (card, "0084000008");

  g_assert_cmpuint (strlen (first), ==, 2 * (8 + 2));
  g_assert_cmpstr (first, !=, second);
}

static void
test_chain (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();
  g_autoptr (GString) long_frame = g_string_new ("10d60000ff");

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_OPEN, "9000");
  desk_test_card_expect (card, "10d60000020102", "9000");
  desk_test_card_expect (card, "10d60000", "9000");
  desk_test_card_expect (card, "00d600000103", "9000");
  desk_test_card_expect (card, "00b0000004", "010203009000");

  /* Another command ends the chain without being carried out itself. */
  desk_test_card_expect (card, "10d600000104", "9000");
  desk_test_card_expect (card, "00b0000004", "6883");
  desk_test_card_expect (card, "00b0000004", "010203009000");
  desk_test_card_expect (card, "10d600000104", "9000");
  desk_test_card_expect (card, "10d600010105", "6883");

  for (int i = 0; i < 255; i++)
    g_string_append (long_frame, "aa");
  for (int i = 0; i < 4; i++)
    desk_test_card_expect (card, long_frame->str, "9000");
  desk_test_card_expect (card, long_frame->str, "6700");

  /* A reset, too, ends it. */
  desk_test_card_expect (card, "10d600000104", "9000");
  desk_card_reset (card);
  desk_test_card_expect (card, "00ca01aa01", "01610a");
}

static void
test_rest (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();

  desk_test_card_expect (card, "00ca01aa", "610b");
  desk_test_card_expect (card, "00c0000002", "01006109");
  desk_test_card_expect (card, "00c0000000", "0908000000000001009000");
  /* Whatever comes next is the end of it. */
  desk_test_card_expect (card, "00ca01aa01", "01610a");
  desk_test_card_expect (card, "00a4000c023f00", "9000");
  desk_test_card_expect (card, "00c0000000", "6985");
}

/* What commands look like, so that the noise gets further than to the first check. */
static const char *const patterns[] = {
  "00a4080004501543010a",
  "00b0000010",
  "00d60000040102030405",
  "000e0002",
  "0020000108",
  DESK_TEST_CARD_VERIFY_PIN,
  "002241b60a80010281024b01840100",
  "002a9e9a040102030400",
  "00ca01a100",
  "00da010413",
  "00c0000010",
  "10d600000401020304",
  "a0e40000",
  "00e0000012621080020010820101830243028603000000",
  "0084000010",
  "002c000110",
  "002e0000",
};

static void
make_noise (GByteArray *frame, GRand *random)
{
  const char *pattern = patterns[g_rand_int_range (random, 0, G_N_ELEMENTS (patterns))];
  g_autoptr (GBytes) bytes = desk_hex_decode (pattern);
  gint32 n_changes = g_rand_int_range (random, 0, 4);

  g_byte_array_set_size (frame, 0);
  g_byte_array_append (frame, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  for (gint32 i = 0; i < n_changes; i++)
    frame->data[g_rand_int_range (random, 0, (gint32) frame->len)]
        = (uint8_t) g_rand_int_range (random, 0, 256);
  g_byte_array_set_size (frame, (guint) g_rand_int_range (random, 0, (gint32) frame->len + 1));
}

/* Whatever is sent, an answer comes, and it is no longer than was asked for. */
static void
test_noise (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7816);
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  g_autoptr (GByteArray) answer = g_byte_array_new ();

  for (int i = 0; i < N_NOISE_FRAMES; i++) {
    DeskApdu apdu;

    make_noise (frame, random);
    g_byte_array_set_size (answer, 0);
    desk_card_transmit (card, frame->data, frame->len, answer);
    g_assert_cmpuint (answer->len, >=, 2);
    if (desk_apdu_parse (&apdu, frame->data, frame->len))
      g_assert_cmpuint (answer->len, <=, apdu.expected + 2);
    if (i % 64 == 0)
      desk_card_reset (card);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/virtual-card/card/about", test_about);
  g_test_add_func ("/virtual-card/card/refused", test_refused);
  g_test_add_func ("/virtual-card/card/challenge", test_challenge);
  g_test_add_func ("/virtual-card/card/chain", test_chain);
  g_test_add_func ("/virtual-card/card/rest", test_rest);
  g_test_add_func ("/virtual-card/card/noise", test_noise);
  return g_test_run ();
}
