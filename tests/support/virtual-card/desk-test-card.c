/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-test-card.h"

#include "desk-encoding.h"

#define SELECT_APPLICATION "00a4080c025015"

/* What issuing a card sends. */
static const char *const issuing[] = {
  /* A blank card: only PIN 3 may make it blank again, only PIN 1 create files. */
  "00da01e008ffff113fff111fff",
  "00da010113" DESK_TEST_CARD_PIN DESK_TEST_CARD_PUK "030a00",
  "00da010313" DESK_TEST_CARD_SO_PIN DESK_TEST_CARD_SO_PIN "030a00",
  SELECT_APPLICATION,
  "00e0000019621780020010820101830243018603013fff850200008a0100",
  SELECT_APPLICATION,
  "00e0000019621780020010820101830245018603113fff850200008a0100",
  SELECT_APPLICATION,
  "00e00000196217800200108201018302460186030fffff850200008a0100",
  SELECT_APPLICATION,
  "00e000001962178102080082011183024b018603111100850200008a0100",
  SELECT_APPLICATION,
  "00e000001962178102010082012283024b028603111100850200008a0100",
  /* The access rules hold. */
  "004404000ca000000063504b43532d3135",
};

DeskCard *
desk_test_card_new (void)
{
  g_autoptr (GError) error = NULL;
  DeskCardMemory *memory = desk_card_memory_load (NULL, &error);

  g_assert_no_error (error);
  return desk_card_new (memory);
}

void
desk_test_card_issue (DeskCard *card)
{
  for (size_t i = 0; i < G_N_ELEMENTS (issuing); i++)
    desk_test_card_expect (card, issuing[i], "9000");
}

DeskCard *
desk_test_card_new_issued (void)
{
  DeskCard *card = desk_test_card_new ();

  desk_test_card_issue (card);
  return card;
}

char *
desk_test_card_ask (DeskCard *card, const char *frame)
{
  g_autoptr (GBytes) bytes = desk_hex_decode (frame);
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  size_t length;
  const uint8_t *data;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &length);
  desk_card_transmit (card, data, length, answer);
  return desk_hex_encode (answer->data, answer->len);
}
