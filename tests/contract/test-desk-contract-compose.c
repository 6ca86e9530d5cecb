/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-fixture.h"
#include "desk-pdf-file.h"
#include "desk-pdf-tools.h"
#include "desk-test-files.h"

#include <string.h>

typedef struct {
  DeskContractFixture *contract;
  char *directory;
  char *path; /* of the composed contract */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->contract = desk_contract_fixture_new ();
  fixture->directory = desk_test_files_make_directory ();
  fixture->path
      = desk_pdf_tool_write (fixture->directory, "contract.pdf", fixture->contract->composed);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_contract_fixture_free (fixture->contract);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static void
test_well_formed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *output = desk_pdf_tool_run (NULL, "qpdf", "--check", fixture->path, NULL);

  if (output != NULL)
    g_assert_nonnull (strstr (output, "No syntax or stream encoding errors"));
}

static void
test_text (Fixture *fixture, gconstpointer user_data)
{
  const DeskContractTerms *terms = &fixture->contract->terms;
  const char *const expected[] = { terms->name,
                                   terms->number,
                                   terms->id_number,
                                   terms->mobile,
                                   terms->identity_serial,
                                   terms->authority_name,
                                   desk_contract_text_get_version (),
                                   desk_contract_text_get_sha256 (),
                                   desk_contract_text_get_sm3 (),
                                   "居民身份证",
                                   "个人数字证书",
                                   "2026年11月22日 14:28:00",
                                   "第十五条",
                                   "本人签名",
                                   "（电子签章）" };
  g_autofree char *output = desk_pdf_tool_run (NULL, "pdftotext", fixture->path, "-", NULL);

  for (guint i = 0; output != NULL && i < G_N_ELEMENTS (expected); i++)
    if (strstr (output, expected[i]) == NULL)
      g_error ("“%s” is not in the contract", expected[i]);
}

static guint
count_pages (GBytes *pdf)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (pdf, NULL);
  guint n_pages = 0;

  while (desk_pdf_file_get_page (file, n_pages) != 0)
    n_pages++;
  return n_pages;
}

/* Every page says which one it is, and of how many. */
static void
test_page_numbers (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *output = desk_pdf_tool_run (NULL, "pdftotext", fixture->path, "-", NULL);
  g_auto (GStrv) pieces = g_strsplit (output != NULL ? output : "", " ", -1);
  g_autofree char *text = g_strjoinv ("", pieces);
  guint n_pages = count_pages (fixture->contract->composed);

  g_assert_cmpuint (n_pages, >=, 4);
  for (guint i = 1; output != NULL && i <= n_pages; i++) {
    g_autofree char *number = g_strdup_printf ("第%u页共%u页", i, n_pages);

    g_assert_nonnull (strstr (text, number));
  }
}

/* How long the contract before was leaves no trace. */
static void
test_other_length (Fixture *fixture, gconstpointer user_data)
{
  DeskContractTerms terms = fixture->contract->terms;
  g_autoptr (GString) serial = g_string_new (NULL);
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (GBytes) longer_again = NULL;
  g_autoptr (GBytes) usual = NULL;

  for (int i = 0; i < 400; i++)
    g_string_append (serial, "流水号");
  terms.identity_serial = serial->str;
  longer = desk_contract_compose (&terms, NULL);
  longer_again = desk_contract_compose (&terms, NULL);
  usual = desk_contract_compose (&fixture->contract->terms, NULL);

  g_assert_cmpuint (count_pages (longer), >, count_pages (usual));
  g_assert_true (g_bytes_equal (longer, longer_again));
  g_assert_true (g_bytes_equal (usual, fixture->contract->composed));
}

/* Only the Serif, embedded, as a subset, and with a way back to text. */
static void
test_fonts (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *output = desk_pdf_tool_run (NULL, "pdffonts", fixture->path, NULL);
  g_auto (GStrv) lines = NULL;

  if (output == NULL)
    return;
  lines = g_strsplit (g_strstrip (output), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 2; lines[i] != NULL; i++) {
    g_assert_nonnull (strstr (lines[i], "+NotoSerifCJK"));
    g_assert_nonnull (strstr (lines[i], "yes yes yes"));
  }
}

static void
test_structure (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskPdfFile) file = desk_pdf_file_new (fixture->contract->composed, NULL);
  const DeskPdfValue *catalog = desk_pdf_file_get_catalog (file);
  const DeskPdfValue *form = desk_pdf_file_get (file, catalog, "AcroForm");
  const DeskPdfValue *info = desk_pdf_file_get (file, desk_pdf_file_get_trailer (file), "Info");
  g_autofree char *language = desk_pdf_value_dup_text (desk_pdf_value_get (catalog, "Lang"));
  g_autofree char *author = desk_pdf_value_dup_text (desk_pdf_value_get (info, "Author"));

  g_assert_cmpstr (language, ==, "zh-CN");
  g_assert_cmpstr (author, ==, fixture->contract->terms.authority_name);
  g_assert_nonnull (desk_pdf_file_get (file, catalog, "StructTreeRoot"));
  g_assert_nonnull (desk_pdf_file_get (file, catalog, "Outlines"));
  g_assert_nonnull (desk_pdf_file_get (file, catalog, "Metadata"));
  g_assert_cmpint (desk_pdf_value_get (form, "SigFlags")->integer, ==, 3);
  g_assert_cmpuint (desk_pdf_value_get_n_items (desk_pdf_file_get (file, form, "Fields")), ==, 3);
  g_assert_cmpuint (
      desk_pdf_value_get_n_items (desk_pdf_value_get (desk_pdf_file_get_trailer (file), "ID")), ==,
      2);
}

static void
test_deterministic (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = desk_contract_compose (&fixture->contract->terms, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (fixture->contract->composed, again));
}

static gpointer
compose_in_thread (gpointer terms)
{
  return desk_contract_compose (terms, NULL);
}

static void
test_threads (Fixture *fixture, gconstpointer user_data)
{
  GThread *threads[2];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("compose", compose_in_thread, &fixture->contract->terms);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GBytes) pdf = g_thread_join (threads[i]);

    g_assert_true (g_bytes_equal (fixture->contract->composed, pdf));
  }
}

/* Names may have fifty characters, some of them beyond the first plane; markup means nothing. */
static void
test_unusual_terms (Fixture *fixture, gconstpointer user_data)
{
  DeskContractTerms terms = fixture->contract->terms;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *output = NULL;

  terms.name = "买买提·吐尔逊·阿卜杜热合曼·买买提明·阿卜杜拉·艾合买提江·伊敏<&>𠮷";
  terms.id_type = "99";
  terms.product = "unknown_product";
  terms.authority_name = "一个名字很长很长很长的电子认证服务有限责任公司";
  pdf = desk_contract_compose (&terms, &error);
  g_assert_no_error (error);

  path = desk_pdf_tool_write (fixture->directory, "unusual.pdf", pdf);
  output = desk_pdf_tool_run (NULL, "qpdf", "--check", path, NULL);
}

/* A tap of the pen is a dot, and no ink at all leaves the line empty. */
static void
test_little_ink (Fixture *fixture, gconstpointer user_data)
{
  DeskContractTerms terms = fixture->contract->terms;
  g_autoptr (DeskInk) ink = desk_ink_new ();
  g_autoptr (GBytes) empty = NULL;
  g_autoptr (GBytes) dot = NULL;

  terms.ink = ink;
  empty = desk_contract_compose (&terms, NULL);
  g_assert_nonnull (empty);

  desk_ink_begin_stroke (ink);
  desk_ink_add_point (ink, &(DeskInkPoint){ 5000, 2000, 0, 1000 });
  desk_ink_end_stroke (ink);
  dot = desk_contract_compose (&terms, NULL);
  g_assert_nonnull (dot);
  g_assert_false (g_bytes_equal (empty, dot));
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/contract/compose/well-formed", test_well_formed },
    { "/contract/compose/text", test_text },
    { "/contract/compose/page-numbers", test_page_numbers },
    { "/contract/compose/other-length", test_other_length },
    { "/contract/compose/fonts", test_fonts },
    { "/contract/compose/structure", test_structure },
    { "/contract/compose/deterministic", test_deterministic },
    { "/contract/compose/threads", test_threads },
    { "/contract/compose/unusual-terms", test_unusual_terms },
    { "/contract/compose/little-ink", test_little_ink },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
