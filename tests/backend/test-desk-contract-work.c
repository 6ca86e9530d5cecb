/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-work.h"

#include "desk-contract-verify.h"
#include "desk-test-files.h"

#define NOW          G_GINT64_CONSTANT (1795329000) /* 2026-11-22T06:30:00Z */
#define YEAR_SECONDS (365 * 24 * 60 * 60)

typedef struct {
  char *directory;
  DeskClock *clock;
  DeskAuthority *authority;
  DeskInk *ink;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = desk_test_files_make_directory ();
  fixture->clock = desk_clock_new_manual (NOW * G_USEC_PER_SEC);
  fixture->authority = desk_authority_open (fixture->directory, "测试认证", fixture->clock, &error);
  g_assert_no_error (error);
  fixture->ink = desk_ink_new ();
  desk_ink_begin_stroke (fixture->ink);
  for (int i = 0; i < 20; i++) {
    DeskInkPoint point = { 1000 + i * 200, 1000 + (i % 5) * 300, i * 10, 500 };

    desk_ink_add_point (fixture->ink, &point);
  }
  desk_ink_end_stroke (fixture->ink);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->ink);
  g_assert_finalize_object (fixture->authority);
  g_assert_finalize_object (fixture->clock);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
}

static GBytes *
sign (Fixture *fixture, DeskClock *clock, GError **error)
{
  DeskContractTerms terms = {
    .number = "NM20261122-000001",
    .name = "张三",
    .id_type = "01",
    .id_number = "1501**********0019",
    .mobile = "138****8000",
    .product = "person_certificate",
    .identity_serial = "L0000000000",
    .consent_time = NOW,
    .date = NOW,
    .ink = fixture->ink,
    .authority_name = "测试认证",
  };
  g_autoptr (GBytes) certificate = NULL;
  g_autofree char *serial = NULL;
  GBytes *pdf = desk_contract_work_sign_one_off (fixture->authority, &terms, clock, &certificate,
                                                 &serial, error);

  g_assert_true ((pdf != NULL) == (certificate != NULL));
  g_assert_true ((pdf != NULL) == (serial != NULL));

  return pdf;
}

static void
test_one_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = sign (fixture, fixture->clock, &error);
  g_autoptr (GListModel) reports = NULL;
  DeskVerdict verdict;

  g_assert_no_error (error);

  /* The certificate of one hour is long over, the timestamps still hold. */
  reports
      = desk_contract_verify (pdf, desk_authority_get_trust (fixture->authority),
                              NOW + YEAR_SECONDS, DESK_CONTRACT_VERIFY_COMPLETE, &verdict, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict, ==, DESK_VERDICT_VALID);
}

/* Clocks that disagree make signatures that no one would believe: nothing is handed out. */
static void
test_not_valid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DeskClock) slow = desk_clock_new_manual ((NOW - 2 * YEAR_SECONDS) * G_USEC_PER_SEC);
  g_autoptr (GError) error = NULL;

  g_assert_null (sign (fixture, slow, &error));
  g_assert_error (error, DESK_CONTRACT_WORK_ERROR, DESK_CONTRACT_WORK_ERROR_NOT_VALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/contract-work/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("one-off", test_one_off);
  ADD ("not-valid", test_not_valid);
#undef ADD

  return g_test_run ();
}
