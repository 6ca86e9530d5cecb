/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-virtual-card-test"

#include "desk-test-card.h"

#include <string.h>

#define SELECT_MASTER      "00a4000c023f00"
#define SELECT_APPLICATION "00a4040c0ca000000063504b43532d3135"

/* Data file 4301 of 16 bytes that everybody may do everything with. */
#define CREATE "00e0000019621780020010820101830243018603000000850200008a0100"

static void
test_select (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, SELECT_MASTER, "9000");
  desk_test_card_expect (card, SELECT_APPLICATION, "9000");
  desk_test_card_expect (card, "00a4000c024301", "9000");
  /* From a file its neighbours are found, and the directories above. */
  desk_test_card_expect (card, "00a4000c024501", "9000");
  desk_test_card_expect (card, "00a4000c025015", "9000");
  desk_test_card_expect (card, "00a4090c024b01", "9000");
  desk_test_card_expect (card, "00a4030c", "9000");
  desk_test_card_expect (card, "00a4080c0450154301", "9000");
  desk_test_card_expect (card, "00a4080c", "9000");

  desk_test_card_expect (card, "00a4000c021234", "6a82");
  desk_test_card_expect (card, "00a4000c0150", "6a82");
  desk_test_card_expect (card, "00a4080c03501543", "6a82");
  desk_test_card_expect (card, "00a4080c0443015015", "6a82");
  desk_test_card_expect (card, "00a4040c0ba000000063504b43532d31", "6a82");
  desk_test_card_expect (card, "00a4040c0ca000000063504b43532d3136", "6a82");
  desk_test_card_expect (card, "00a4770c025015", "6a82");
  /* The master file has nothing above it. */
  desk_test_card_expect (card, SELECT_MASTER, "9000");
  desk_test_card_expect (card, "00a4030c", "6a82");
}

static void
test_description (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, "00a40800045015430100",
                         "6f1780020010820101830243018603013fff850200008a01079000");
  desk_test_card_expect (card, "00a4080004501543010a", "6f178002001082010183610f");
  desk_test_card_expect (card, "00c00000ff", "0243018603013fff850200008a01079000");
  desk_test_card_expect (card, "00c00000ff", "6985");
}

static void
test_create (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();

  desk_test_card_expect (card, SELECT_APPLICATION, "9000");
  desk_test_card_expect (card, CREATE, "9000");
  desk_test_card_expect (card, CREATE, "6a89");
  desk_test_card_expect (card, SELECT_APPLICATION, "9000");
  desk_test_card_expect (card, "00ca01a100", "43019000");

  /* Not a template; a length that is not the template's; no size, type, number or access. */
  desk_test_card_expect (card, "00e000000163", "6a80");
  desk_test_card_expect (card, "00e00000026201", "6a80");
  desk_test_card_expect (card, "00e0000004620100ff", "6a80");
  desk_test_card_expect (card, "00e000000e620c820101830243028603000000", "6a80");
  desk_test_card_expect (card, "00e000000f620d80020010830243028603000000", "6a80");
  desk_test_card_expect (card, "00e000000e620c800200108201018603000000", "6a80");
  desk_test_card_expect (card, "00e000000d620b8002001082010183024302", "6a80");
  desk_test_card_expect (card, "00e0000011620f800110820101830243028603000000", "6a80");
  desk_test_card_expect (card, "00e0000011620f800200108201018302430286020000", "6a80");
  /* A type that the card does not have, and keys that it cannot. */
  desk_test_card_expect (card, "00e0000012621080020010820102830243028603000000", "6a80");
  desk_test_card_expect (card, "00e0000012621081020400820111830243028603000000", "6a80");
  desk_test_card_expect (card, "00e0000012621081020180820122830243028603000000", "6a80");
  /* There is one master file. */
  desk_test_card_expect (card, "00e000001262108002001082010183023f008603000000", "6a89");
}

static void
test_full (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();

  for (guint i = 0; i < 254; i++) {
    g_autofree char *create
        = g_strdup_printf ("00e00000126210800200018201018302%04x8603000000", 0x6000 + i);

    desk_test_card_expect (card, SELECT_APPLICATION, "9000");
    desk_test_card_expect (card, create, "9000");
  }
  desk_test_card_expect (card, "00e0000012621080020001820101830270008603000000", "6a84");
}

static void
test_read_and_write (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();

  desk_test_card_expect (card, CREATE, "9000");
  desk_test_card_expect (card, "00b0000010", "000000000000000000000000000000009000");
  desk_test_card_expect (card, "00d600000401020304", "9000");
  desk_test_card_expect (card, "00d6000e020506", "9000");
  desk_test_card_expect (card, "00d0000e0105", "9000");
  desk_test_card_expect (card, "00b0000010", "010203040000000000000000000005069000");
  desk_test_card_expect (card, "00b0000104", "020304009000");
  /* Fewer bytes than asked for. */
  desk_test_card_expect (card, "00b0000e00", "05066282");
  desk_test_card_expect (card, "00b0001001", "6282");
  desk_test_card_expect (card, "00b0001101", "6b00");
  desk_test_card_expect (card, "00b07fff00", "6b00");
  /* Another file by its short number. */
  desk_test_card_expect (card, "00b0810001", "6a81");

  desk_test_card_expect (card, "00d6000f020506", "6a84");
  desk_test_card_expect (card, "00d600110105", "6b00");
  desk_test_card_expect (card, "00d60000", "6700");

  desk_test_card_expect (card, "000e0001", "9000");
  desk_test_card_expect (card, "00b0000004", "010000009000");
  desk_test_card_expect (card, "000e0010", "9000");
  desk_test_card_expect (card, "000e0011", "6b00");

  desk_test_card_expect (card, SELECT_MASTER, "9000");
  desk_test_card_expect (card, "00b0000010", "6981");
  desk_test_card_expect (card, "00d600000105", "6981");
  desk_test_card_expect (card, "000e0000", "6981");
}

static void
test_delete (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new ();

  desk_test_card_expect (card, SELECT_APPLICATION, "9000");
  desk_test_card_expect (card, CREATE, "9000");
  desk_test_card_expect (card, "a0e40000", "9000");
  /* Then its directory is selected, which stays. */
  desk_test_card_expect (card, "00ca01a100", "9000");
  desk_test_card_expect (card, "a0e40000", "6985");
  desk_test_card_expect (card, SELECT_MASTER, "9000");
  desk_test_card_expect (card, "a0e40000", "6985");
}

static void
test_access (void)
{
  g_autoptr (DeskCard) card = desk_test_card_new_issued ();

  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_OPEN, "9000");
  desk_test_card_expect (card, "00b0000001", "009000");
  desk_test_card_expect (card, "00d600000101", "6982");
  desk_test_card_expect (card, "000e0000", "6982");
  desk_test_card_expect (card, "a0e40000", "6982");
  desk_test_card_expect (card, CREATE, "6982");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_PRIVATE, "9000");
  desk_test_card_expect (card, "00b0000001", "6982");

  desk_test_card_expect (card, DESK_TEST_CARD_VERIFY_PIN, "9000");
  desk_test_card_expect (card, "00b0000001", "009000");
  desk_test_card_expect (card, "00d600000101", "9000");
  desk_test_card_expect (card, "a0e40000", "6982");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_FIXED, "9000");
  desk_test_card_expect (card, "00d600000101", "6982");

  /* The other PIN may delete, and make the card blank. */
  desk_test_card_expect (card, "00da01e008ffff113fff111fff", "6982");
  desk_test_card_expect (card, "0020000308" DESK_TEST_CARD_SO_PIN, "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_PRIVATE, "9000");
  desk_test_card_expect (card, "a0e40000", "9000");
  desk_test_card_expect (card, "00da01e008ffff113fff111fff", "9000");
  desk_test_card_expect (card, DESK_TEST_CARD_SELECT_OPEN, "6a82");
  desk_test_card_expect (card, "00200001", "6a88");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/virtual-card/files/select", test_select);
  g_test_add_func ("/virtual-card/files/description", test_description);
  g_test_add_func ("/virtual-card/files/create", test_create);
  g_test_add_func ("/virtual-card/files/full", test_full);
  g_test_add_func ("/virtual-card/files/read-and-write", test_read_and_write);
  g_test_add_func ("/virtual-card/files/delete", test_delete);
  g_test_add_func ("/virtual-card/files/access", test_access);
  return g_test_run ();
}
