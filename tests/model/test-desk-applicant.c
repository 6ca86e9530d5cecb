/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-applicant.h"

#include "desk-issues-text.h"

static guint32
today (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 22, G_DATE_NOVEMBER, 2026);
  return g_date_get_julian (&date);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_properties (void)
{
  g_autoptr (DeskApplicant) applicant = desk_applicant_new ();
  g_autofree char *name = NULL;
  guint n_notified = 0;

  g_signal_connect_swapped (applicant, "notify::name", G_CALLBACK (count), &n_notified);
  g_assert_cmpstr (desk_applicant_get_id_type (applicant), ==, "01");
  g_assert_cmpstr (desk_applicant_get_name (applicant), ==, "");

  desk_applicant_set_name (applicant, "张三");
  desk_applicant_set_name (applicant, "张三");
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_set (applicant, "name", "李四", NULL);
  g_object_get (applicant, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "李四");
  g_assert_cmpuint (n_notified, ==, 2);

  desk_applicant_set_name (applicant, NULL);
  g_assert_cmpstr (desk_applicant_get_name (applicant), ==, "");
  g_assert_cmpuint (n_notified, ==, 3);
  desk_applicant_set_name (applicant, "");
  g_assert_cmpuint (n_notified, ==, 3);

  g_assert_finalize_object (g_steal_pointer (&applicant));
}

static void
test_normalised (void)
{
  g_autoptr (DeskApplicant) applicant = desk_applicant_new ();
  g_autofree char *name = NULL;
  g_autofree char *id_number = NULL;
  g_autofree char *mobile = NULL;

  desk_applicant_set_name (applicant, " 阿依•古丽 ");
  desk_applicant_set_id_number (applicant, "110105 19491231 002x");
  desk_applicant_set_mobile (applicant, "+86 138-1234-8000");
  name = desk_applicant_dup_name_normalised (applicant);
  id_number = desk_applicant_dup_id_number_normalised (applicant);
  mobile = desk_applicant_dup_mobile_normalised (applicant);

  g_assert_cmpstr (name, ==, "阿依·古丽");
  g_assert_cmpstr (id_number, ==, "11010519491231002X");
  g_assert_cmpstr (mobile, ==, "13812348000");
  g_assert_cmpstr (desk_applicant_get_name (applicant), ==, " 阿依•古丽 ");
}

static void
test_validate (void)
{
  static const struct {
    const char *id_type;
    const char *name;
    const char *id_number;
    const char *mobile;
    const char *issues; /* field=problem, in order */
  } cases[] = {
    { "01", "张三", "150102199001010019", "13812348000", "" },
    { "01", " 张三", "１50102199001010019", "138 1234 8000", "" },
    { "01", "", "", "",
      "applicant.name=missing applicant.id_number=missing applicant.mobile=missing" },
    { "01", "  ", " ", "-",
      "applicant.name=missing applicant.id_number=missing applicant.mobile=missing" },
    { "01", "Zhang San", "150102199001010010", "12812348000",
      "applicant.name=bad_character applicant.id_number=bad_check applicant.mobile=bad_format" },
    { "05", "Zhang San", "E12345678", "13812348000", "" },
    { "05", "张三", "E1234567-", "13812348000", "applicant.id_number=bad_character" },
    { "", "张三", "150102199001010019", "13812348000", "applicant.id_type=missing" },
    { "99", "张三", "", "13812348000",
      "applicant.id_type=not_allowed applicant.id_number=missing" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (DeskApplicant) applicant
        = g_object_new (DESK_TYPE_APPLICANT, "id-type", cases[i].id_type, "name", cases[i].name,
                        "id-number", cases[i].id_number, "mobile", cases[i].mobile, NULL);
    g_autoptr (DeskIssues) issues = desk_issues_new ();
    g_autofree char *found = NULL;

    desk_applicant_validate (applicant, today (), issues);
    found = desk_issues_to_text (issues);
    g_assert_cmpstr (found, ==, cases[i].issues);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/applicant/properties", test_properties);
  g_test_add_func ("/model/applicant/normalised", test_normalised);
  g_test_add_func ("/model/applicant/validate", test_validate);
  return g_test_run ();
}
