/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-contract-fixture.h"
#include "desk-pdf-surgery.h"
#include "desk-pdf-tools.h"
#include "desk-test-files.h"

#include <json-glib/json-glib.h>
#include <openssl/pem.h>
#include <string.h>
#include <sys/wait.h>

#define AT "2026-11-22T06:30:00Z" /* DESK_TEST_NOW */

typedef struct {
  DeskContractFixture *contract;
  char *directory;
  char *trust; /* path of the root, PEM */
  char *path;  /* of the whole contract */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (BIO) out = NULL;
  g_autoptr (GBytes) pdf = NULL;

  fixture->contract = desk_contract_fixture_new ();
  fixture->directory = desk_test_files_make_directory ();
  fixture->trust = g_build_filename (fixture->directory, "root.pem", NULL);
  out = BIO_new_file (fixture->trust, "w");
  g_assert_cmpint (PEM_write_bio_X509 (out, fixture->contract->root->certificate), ==, 1);
  pdf = desk_contract_fixture_sign_all (fixture->contract);
  fixture->path = desk_pdf_tool_write (fixture->directory, "contract.pdf", pdf);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_contract_fixture_free (fixture->contract);
  desk_test_files_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->trust);
  g_free (fixture->path);
}

/* Judges @path; gives what was printed. @option nullable. */
static char *
verify (Fixture *fixture, const char *path, const char *option, int expected)
{
  int status;
  char *output
      = desk_pdf_tool_run (&status, g_getenv ("DESK_TEST_CERTDESKCTL"), "contract", "verify", path,
                           "--trust", fixture->trust, "--at", AT, option, NULL);

  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, expected);
  return output;
}

static void
test_text (Fixture *fixture, gconstpointer user_data)
{
  static const char *const expected[]
      = { "Applicant (applicant): valid",      "Authority (authority): valid",
          "Timestamp (timestamp): valid",      "张三",
          "2026-11-22T06:30:00Z, timestamped", "overall: valid" };
  g_autofree char *output = verify (fixture, fixture->path, "--contract", 0);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_nonnull (strstr (output, expected[i]));
}

static JsonObject *
get_signature (JsonNode *root, guint index)
{
  JsonArray *signatures = json_object_get_array_member (json_node_get_object (root), "signatures");

  return json_array_get_object_element (signatures, index);
}

static void
test_json (Fixture *fixture, gconstpointer user_data)
{
  static const struct {
    const char *member;
    const char *value;
  } rows[] = {
    { "field", "Applicant" }, { "role", "applicant" }, { "signer", "张三" },
    { "issuer", "Issuing" },  { "time", AT },          { "time_source", "timestamped" },
    { "verdict", "valid" },   { "flaw", "none" },      { "detail", "" },
  };
  g_autofree char *output = verify (fixture, fixture->path, "--json", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (output, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root), "overall"), ==,
                   "valid");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (json_object_get_string_member (get_signature (root, 0), rows[i].member), ==,
                     rows[i].value);
  g_assert_cmpstr (json_object_get_string_member (get_signature (root, 2), "role"), ==,
                   "timestamp");
}

static void
test_changed (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (fixture->path, FALSE, NULL);
  g_autoptr (GBytes) pdf = g_mapped_file_get_bytes (file);
  g_autoptr (GBytes) changed = desk_pdf_set_byte (pdf, 5000, '\1');
  g_autofree char *path = desk_pdf_tool_write (fixture->directory, "changed.pdf", changed);
  g_autofree char *text = verify (fixture, path, NULL, 1);
  g_autofree char *json = verify (fixture, path, "--json", 1);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  g_assert_nonnull (strstr (text, "overall: invalid"));
  g_assert_nonnull (strstr (text, "flaw:   digest: "));
  g_assert_cmpstr (json_object_get_string_member (get_signature (root, 0), "flaw"), ==, "digest");
}

static void
test_unsigned (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path
      = desk_pdf_tool_write (fixture->directory, "unsigned.pdf", fixture->contract->composed);
  g_autofree char *output = verify (fixture, path, NULL, 1);

  g_assert_nonnull (strstr (output, "overall: unsigned"));
}

static void
test_incomplete (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) pdf
      = desk_contract_fixture_sign (fixture->contract, fixture->contract->composed,
                                    DESK_SIGNATURE_APPLICANT, fixture->contract->applicant, TRUE);
  g_autofree char *path = desk_pdf_tool_write (fixture->directory, "half.pdf", pdf);
  g_autofree char *strict = verify (fixture, path, "--contract", 1);
  g_autofree char *loose = verify (fixture, path, NULL, 0);

  g_assert_nonnull (strstr (strict, "overall: incomplete"));
  g_assert_nonnull (strstr (loose, "overall: valid"));
}

static void
test_unusable (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *missing = g_build_filename (fixture->directory, "missing.pdf", NULL);
  g_autofree char *no_pdf = verify (fixture, fixture->trust, NULL, 2);
  g_autofree char *no_file = verify (fixture, missing, NULL, 2);
  g_autofree char *bad_option = verify (fixture, fixture->path, "--nonsense", 2);
  g_autofree char *two_files = verify (fixture, fixture->path, fixture->path, 2);

  g_assert_cmpstr (no_pdf, ==, "");
  g_assert_cmpstr (no_file, ==, "");
}

static void
test_bad_trust (Fixture *fixture, gconstpointer user_data)
{
  const char *program = g_getenv ("DESK_TEST_CERTDESKCTL");
  int status;
  g_autofree char *none
      = desk_pdf_tool_run (&status, program, "contract", "verify", fixture->path, NULL);
  g_autofree char *not_pem = NULL;
  g_autofree char *bad_time = NULL;

  g_assert_cmpint (WEXITSTATUS (status), ==, 2);
  not_pem = desk_pdf_tool_run (&status, program, "contract", "verify", fixture->path, "--trust",
                               fixture->path, NULL);
  g_assert_cmpint (WEXITSTATUS (status), ==, 2);
  bad_time = desk_pdf_tool_run (&status, program, "contract", "verify", fixture->path, "--trust",
                                fixture->trust, "--at", "yesterday", NULL);
  g_assert_cmpint (WEXITSTATUS (status), ==, 2);
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/ctl/contract/text", test_text },
    { "/ctl/contract/json", test_json },
    { "/ctl/contract/changed", test_changed },
    { "/ctl/contract/unsigned", test_unsigned },
    { "/ctl/contract/incomplete", test_incomplete },
    { "/ctl/contract/unusable", test_unusable },
    { "/ctl/contract/bad-trust", test_bad_trust },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
