/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-fixture.h"
#include "desk-contract-verify.h"
#include "desk-pdf-surgery.h"

#include <string.h>

#define N_POSITIONS   240 /* of one changed byte, over the whole file */
#define N_TRUNCATIONS 60
#define N_MUTATIONS   300

static DeskContractFixture *contract;
static GBytes *complete;

/* Whether anybody would take @pdf for a good contract. */
static gboolean
is_accepted (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  DeskVerdict overall = DESK_VERDICT_INVALID;
  g_autoptr (GListModel) reports = desk_contract_verify (
      pdf, contract->trust, DESK_TEST_NOW, DESK_CONTRACT_VERIFY_COMPLETE, &overall, &error);

  g_assert_true ((reports == NULL) == (error != NULL));
  return reports != NULL && (overall == DESK_VERDICT_VALID || overall == DESK_VERDICT_EXTENDED);
}

static void
assert_change_is_found (size_t offset)
{
  const char *data = g_bytes_get_data (complete, NULL);
  char byte = (char) (data[offset] ^ (1 << g_test_rand_int_range (0, 7)));
  g_autoptr (GBytes) changed = desk_pdf_set_byte (complete, offset, byte);

  if (is_accepted (changed))
    g_error ("The byte at %zu can be changed from %02x to %02x unnoticed", offset,
             (unsigned char) data[offset], (unsigned char) byte);
}

static void
test_any_byte (void)
{
  size_t length = g_bytes_get_size (complete);

  for (int i = 0; i < N_POSITIONS; i++)
    assert_change_is_found ((size_t) ((gint64) length * i / N_POSITIONS)
                            + (size_t) g_test_rand_int_range (0, (int) length / N_POSITIONS));
}

/* The last revision, where only its own form protects the contents of the last signature. */
static void
test_last_revision (void)
{
  size_t start = desk_pdf_find_last (complete, "/Contents <");

  for (size_t i = start - 400; i < start + 400; i += 7)
    assert_change_is_found (i);
  for (size_t i = start + 400; i < start + 3000; i += 53)
    assert_change_is_found (i);
  for (size_t i = g_bytes_get_size (complete) - 300; i < g_bytes_get_size (complete); i += 3)
    assert_change_is_found (i);
}

static void
test_truncations (void)
{
  size_t length = g_bytes_get_size (complete);

  for (int i = 0; i < N_TRUNCATIONS; i++) {
    g_autoptr (GBytes) cut
        = desk_pdf_truncate (complete, (size_t) ((gint64) length * i / N_TRUNCATIONS));

    g_assert_false (is_accepted (cut));
  }
  for (size_t i = 1; i < 40; i++) {
    g_autoptr (GBytes) cut = desk_pdf_truncate (complete, length - i);

    g_assert_false (is_accepted (cut));
  }
}

/* Several changes at once, mostly where the file's structure is. */
static void
test_mutations (void)
{
  static const char alphabet[] = "0123456789<>[]()/% Rnfobjstream\n\\\377";
  size_t length = g_bytes_get_size (complete);
  size_t structure = desk_pdf_find_last (contract->composed, "/ViewerPreferences");

  for (int i = 0; i < N_MUTATIONS; i++) {
    g_autofree char *copy = g_memdup2 (g_bytes_get_data (complete, NULL), length);
    int n_changes = g_test_rand_int_range (1, 12);
    g_autoptr (GBytes) changed = NULL;

    for (int j = 0; j < n_changes; j++) {
      size_t from = i % 4 == 0 ? 0 : structure - 4000;

      copy[g_test_rand_int_range ((int) from, (int) length)]
          = alphabet[g_test_rand_int_range (0, (int) sizeof alphabet - 1)];
    }
    changed = g_bytes_new (copy, length);
    g_assert_true (g_bytes_equal (changed, complete) || !is_accepted (changed));
  }
}

/* A piece of the file moved over another one: tables, dictionaries and ends in the wrong place. */
static void
test_splices (void)
{
  size_t length = g_bytes_get_size (complete);

  for (int i = 0; i < N_MUTATIONS; i++) {
    g_autofree char *copy = g_memdup2 (g_bytes_get_data (complete, NULL), length);
    int size = g_test_rand_int_range (10, 3000);
    int from = g_test_rand_int_range ((int) length / 2, (int) length - size);
    int to = g_test_rand_int_range ((int) length / 2, (int) length - size);
    g_autoptr (GBytes) changed = NULL;

    memmove (copy + to, copy + from, (size_t) size);
    changed = g_bytes_new (copy, length);
    g_assert_true (g_bytes_equal (changed, complete) || !is_accepted (changed));
  }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  contract = desk_contract_fixture_new ();
  complete = desk_contract_fixture_sign_all (contract);

  g_test_add_func ("/contract/robustness/any-byte", test_any_byte);
  g_test_add_func ("/contract/robustness/last-revision", test_last_revision);
  g_test_add_func ("/contract/robustness/truncations", test_truncations);
  g_test_add_func ("/contract/robustness/mutations", test_mutations);
  g_test_add_func ("/contract/robustness/splices", test_splices);
  result = g_test_run ();

  g_bytes_unref (complete);
  desk_contract_fixture_free (contract);
  return result;
}
