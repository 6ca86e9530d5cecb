/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-apdu.h"
#include "desk-test-card.h"

#define VERIFY_WRONG  "0020000108" DESK_TEST_CARD_WRONG_PIN
#define CHANGE        "0024000110" DESK_TEST_CARD_PIN DESK_TEST_CARD_NEW_PIN
#define UNBLOCK       "002c000110" DESK_TEST_CARD_PUK DESK_TEST_CARD_NEW_PIN
#define UNBLOCK_WRONG "002c000110" DESK_TEST_CARD_WRONG_PIN DESK_TEST_CARD_NEW_PIN
#define TRIES_LEFT    "00200001"

static void
lock (DeskCard *card)
{
  desk_test_card_expect (card, VERIFY_WRONG, "63c2");
  desk_test_card_expect (card, VERIFY_WRONG, "63c1");
  desk_test_card_expect (card, VERIFY_WRONG, "6983");
  desk_test_card_expect (card, TRIES_LEFT, "6983");
}

static void
test_verify (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, TRIES_LEFT, "63c3");
  desk_test_card_expect (card, VERIFY_WRONG, "63c2");
  desk_test_card_expect (card, TRIES_LEFT, "63c2");
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, TRIES_LEFT, "9000");

  /* A wrong one takes back what the right one gave. */
  desk_test_card_expect (card, VERIFY_WRONG, "63c2");
  desk_test_card_expect (card, TRIES_LEFT, "63c2");
}

static void
test_forget (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, "002e0003", "9000");
  desk_test_card_expect (card, TRIES_LEFT, "9000");
  desk_test_card_expect (card, "002e0001", "9000");
  desk_test_card_expect (card, TRIES_LEFT, "63c3");

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, "002e0000", "9000");
  desk_test_card_expect (card, TRIES_LEFT, "63c3");

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_card_reset (card);
  desk_test_card_expect (card, TRIES_LEFT, "63c3");
  desk_test_card_expect (card, "002e000f", "6a86");
}

static void
test_locked (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  lock (card);
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "6983");
  desk_test_card_expect (card, CHANGE, "6983");
  /* Being out of the reader does not help. */
  desk_card_reset (card);
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "6983");
}

static void
test_change (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, "0024000110" DESK_TEST_CARD_WRONG_PIN DESK_TEST_CARD_NEW_PIN,
                         "63c2");
  desk_test_card_expect (card, CHANGE, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "63c2");
  desk_test_card_expect (card, "0020000108" DESK_TEST_CARD_NEW_PIN, "9000");

  desk_test_card_expect (card, "0024010108" DESK_TEST_CARD_NEW_PIN, "6a86");
  desk_test_card_expect (card, "0024000108" DESK_TEST_CARD_NEW_PIN, "6700");
  desk_test_card_expect (card, "0024000210" DESK_TEST_CARD_PIN DESK_TEST_CARD_NEW_PIN, "6a88");
}

static void
test_unblock (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  lock (card);
  desk_test_card_expect (card, UNBLOCK_WRONG, "63c7");
  desk_test_card_expect (card, UNBLOCK, "9000");
  desk_test_card_expect (card, TRIES_LEFT, "63c3");
  desk_test_card_expect (card, "0020000108" DESK_TEST_CARD_NEW_PIN, "9000");
  /* The PUK has its tries back as well. */
  desk_test_card_expect (card, UNBLOCK_WRONG, "63c7");

  desk_test_card_expect (card, "002c020108" DESK_TEST_CARD_NEW_PIN, "6a86");
  desk_test_card_expect (card, "002c000108" DESK_TEST_CARD_PUK, "6700");
  desk_test_card_expect (card, "002c000f10" DESK_TEST_CARD_PUK DESK_TEST_CARD_NEW_PIN, "6a88");
}

static void
test_puk_locked (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  lock (card);
  for (guint left = DESK_CARD_PUK_TRIES - 1; left > 0; left--) {
    g_autofree char *answer = desk_test_card_ask (card, UNBLOCK_WRONG);
    g_autofree char *expected = g_strdup_printf ("63c%u", left);

    g_assert_cmpstr (answer, ==, expected);
  }
  desk_test_card_expect (card, UNBLOCK_WRONG, "6983");
  desk_test_card_expect (card, UNBLOCK, "6983");
  desk_test_card_expect (card, TRIES_LEFT, "6983");
}

static void
test_malformed (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  /* None of these costs a try. */
  desk_test_card_expect (card, "0020000106313131313131", "6700");
  desk_test_card_expect (card, "0020000109" DESK_TEST_CARD_PIN "ff", "6700");
  desk_test_card_expect (card, "0020000008" DESK_TEST_CARD_PIN, "6a88");
  desk_test_card_expect (card, "0020000208" DESK_TEST_CARD_PIN, "6a88");
  desk_test_card_expect (card, "0020008108" DESK_TEST_CARD_PIN, "6a88");
  desk_test_card_expect (card, TRIES_LEFT, "63c3");
}

static void
test_set (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  /* One that is set stays, one that is not can be added. */
  desk_test_card_expect (card, "00da010113" DESK_TEST_CARD_PIN DESK_TEST_CARD_PUK "030a00", "6985");
  desk_test_card_expect (card, "00da010211" DESK_TEST_CARD_PIN DESK_TEST_CARD_PUK "03", "6700");
  desk_test_card_expect (card, "00da010212" DESK_TEST_CARD_PIN DESK_TEST_CARD_PUK "050a", "9000");
  desk_test_card_expect (card, "00200002", "63c5");
  desk_test_card_expect (card, "00da010f12" DESK_TEST_CARD_PIN DESK_TEST_CARD_PUK "050a", "6a86");
  desk_test_card_expect (card, "00da000212" DESK_TEST_CARD_PIN DESK_TEST_CARD_PUK "050a", "6a86");
  desk_test_card_expect (card, "00da01e007ffff113fff111f", "6700");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/virtual-card/pins/verify", test_verify);
  g_test_add_func ("/virtual-card/pins/forget", test_forget);
  g_test_add_func ("/virtual-card/pins/locked", test_locked);
  g_test_add_func ("/virtual-card/pins/change", test_change);
  g_test_add_func ("/virtual-card/pins/unblock", test_unblock);
  g_test_add_func ("/virtual-card/pins/puk-locked", test_puk_locked);
  g_test_add_func ("/virtual-card/pins/malformed", test_malformed);
  g_test_add_func ("/virtual-card/pins/set", test_set);
  return g_test_run ();
}
