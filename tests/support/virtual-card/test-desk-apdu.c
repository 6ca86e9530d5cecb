/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-apdu.h"

#include "desk-encoding.h"

typedef struct {
  const char *frame; /* hexadecimal */
  size_t length;     /* of the data */
  size_t expected;
} Valid;

static const Valid valid_frames[] = {
  { "00a40000", 0, 0 },
  { "00b0000010", 0, 16 },
  { "00b0000000", 0, 256 },
  { "00a40000023f00", 2, 0 },
  { "00a40000023f0000", 2, 256 },
  { "00a40000023f0007", 2, 7 },
  { "00b00000000100", 0, 256 },
  { "00b00000000000", 0, 65536 },
  { "00d600000000020102", 2, 0 },
  { "00d6000000000201020000", 2, 65536 },
  { "00d6000000000201020003", 2, 3 },
};

static const char *const invalid_frames[] = {
  "",
  "00",
  "00a400",
  "00a400000001",         /* no data, and yet an Le that belongs to data */
  "00a40000033f00",       /* data one byte short */
  "00a40000013f0000",     /* two bytes too many */
  "00d600000000000000",   /* extended length of zero, with something after it */
  "00d6000000000301",     /* extended, data short */
  "00d60000000002010200", /* extended, half an Le */
  "00d60000000002010200000000",
};

static void
test_valid (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (valid_frames); i++) {
    const Valid *valid = &valid_frames[i];
    g_autoptr (GBytes) frame = desk_hex_decode (valid->frame);
    size_t length;
    const uint8_t *bytes = g_bytes_get_data (frame, &length);
    DeskApdu apdu;

    g_test_message ("%s", valid->frame);
    g_assert_true (desk_apdu_parse (&apdu, bytes, length));
    g_assert_cmpint (apdu.instruction, ==, bytes[1]);
    g_assert_cmpuint (apdu.length, ==, valid->length);
    g_assert_cmpuint (apdu.expected, ==, valid->expected);
    if (valid->length > 0) {
      g_assert_true (apdu.data > bytes);
      g_assert_true (apdu.data + apdu.length <= bytes + length);
    }
  }
}

static void
test_invalid (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (invalid_frames); i++) {
    g_autoptr (GBytes) frame = desk_hex_decode (invalid_frames[i]);
    size_t length;
    const uint8_t *bytes = g_bytes_get_data (frame, &length);
    DeskApdu apdu;

    g_test_message ("%s", invalid_frames[i]);
    g_assert_false (desk_apdu_parse (&apdu, bytes, length));
  }
}

static void
test_objects (void)
{
  static const uint8_t objects[] = { 0x80, 1, 7, 0x81, 2, 0x4B, 0x01, 0x84, 9, 0 };

  g_assert_true (desk_apdu_find_object (objects, sizeof objects, 0x80, 1) == objects + 2);
  g_assert_true (desk_apdu_find_object (objects, sizeof objects, 0x81, 2) == objects + 5);
  g_assert_null (desk_apdu_find_object (objects, sizeof objects, 0x81, 1));
  g_assert_null (desk_apdu_find_object (objects, sizeof objects, 0x85, 1));
  /* Says it is longer than what is there. */
  g_assert_null (desk_apdu_find_object (objects, sizeof objects, 0x84, 9));
  for (size_t length = 0; length < 7; length++)
    g_assert_null (desk_apdu_find_object (objects, length, 0x81, 2));
}

static void
test_numbers (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  desk_apdu_put_number (bytes, 0x3F01);
  g_assert_cmpint (bytes->len, ==, 2);
  g_assert_cmpint (bytes->data[0], ==, 0x3F);
  g_assert_cmpint (desk_apdu_get_number (bytes->data), ==, 0x3F01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/virtual-card/apdu/valid", test_valid);
  g_test_add_func ("/virtual-card/apdu/invalid", test_invalid);
  g_test_add_func ("/virtual-card/apdu/objects", test_objects);
  g_test_add_func ("/virtual-card/apdu/numbers", test_numbers);
  return g_test_run ();
}
