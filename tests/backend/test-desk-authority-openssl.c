/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the authority and the signatures are worth to somebody else: the openssl program judges
 * them. */

#include "desk-authority.h"
#include "desk-cades.h"
#include "desk-encoding.h"
#include "desk-openssl.h"
#include "desk-x509.h"

#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <string.h>

#define NOW     G_GINT64_CONSTANT (1795329000) /* 2026-11-22T06:30:00Z */
#define NOW_ARG "1795329000"
#define CONTENT "the contract"

typedef struct {
  char *program; /* nullable: no openssl program on this machine */
  char *directory;
  char *authority_directory;
  DeskClock *clock;
  DeskAuthority *authority;
  uint8_t digest[32]; /* of CONTENT */
} Fixture;

static char *
path_of (Fixture *fixture, const char *file)
{
  return g_build_filename (fixture->directory, file, NULL);
}

static void
write_file (Fixture *fixture, const char *file, const void *data, size_t length)
{
  g_autofree char *path = path_of (fixture, file);

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
}

static void
write_bytes (Fixture *fixture, const char *file, GBytes *bytes)
{
  write_file (fixture, file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *issuers = NULL;
  const char *root;

  fixture->program = g_find_program_in_path ("openssl");
  fixture->directory = g_dir_make_tmp ("desk-authority-XXXXXX", &error);
  fixture->authority_directory = path_of (fixture, "ca");
  fixture->clock = desk_clock_new_manual (NOW * G_USEC_PER_SEC);
  fixture->authority = desk_authority_open (fixture->authority_directory,
                                            "内蒙古数字证书认证有限公司", fixture->clock, &error);
  g_assert_no_error (error);
  desk_sha256 (CONTENT, strlen (CONTENT), fixture->digest);

  root = desk_authority_get_root_pem (fixture->authority);
  issuers = desk_x509_list_to_pem (desk_authority_get_issuers (fixture->authority));
  write_file (fixture, "root.pem", root, strlen (root));
  write_file (fixture, "issuers.pem", issuers, strlen (issuers));
  write_file (fixture, "content", CONTENT, strlen (CONTENT));
}

static void
remove_all (const char *directory)
{
  g_autoptr (GDir) listing = g_dir_open (directory, 0, NULL);
  const char *file;

  while ((file = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (directory, file, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_all (path);
    else
      g_assert_cmpint (g_remove (path), ==, 0);
  }

  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->authority);
  g_assert_finalize_object (fixture->clock);
  remove_all (fixture->directory);
  g_free (fixture->program);
  g_free (fixture->directory);
  g_free (fixture->authority_directory);
}

/* Runs openssl with @line, split at spaces, in the fixture's directory. TRUE if it ends with 0. */
static gboolean
run (Fixture *fixture, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_strv_builder_add (builder, fixture->program);
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);
  g_spawn_sync (fixture->directory, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output,
                &complaint, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s %s", line, output, complaint);
  return g_spawn_check_wait_status (status, NULL);
}

static gboolean
has_program (Fixture *fixture)
{
  if (fixture->program == NULL)
    g_test_skip ("no openssl program");

  return fixture->program != NULL;
}

#define CMS_VERIFY                                                                                 \
  "cms -verify -cades -binary -inform DER -in signature -content content -CAfile root.pem -out "   \
  "out -attime " NOW_ARG

static void
test_signature (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSigner) one_off = desk_authority_create_one_off_signer (
      fixture->authority, "张三", "CD20261122000001", &error);
  DeskSigner *signers[] = { one_off, desk_authority_get_seal_signer (fixture->authority) };

  for (size_t i = 0; has_program (fixture) && i < G_N_ELEMENTS (signers); i++) {
    DeskTimestampAuthority *timestamps
        = desk_authority_get_timestamp_authority (fixture->authority);
    g_autoptr (GBytes) cms = desk_cades_sign (signers[i], fixture->digest, &error);
    g_autoptr (GBytes) token = NULL;
    g_autoptr (GBytes) stamped = NULL;
    uint8_t imprint[32];

    g_assert_no_error (error);
    write_bytes (fixture, "signature", cms);
    g_assert_true (run (fixture, CMS_VERIFY));

    g_assert_true (desk_cades_get_signature_digest (cms, imprint, &error));
    token = desk_timestamp_authority_issue (timestamps, imprint, &error);
    stamped = desk_cades_add_timestamp (cms, token, &error);
    g_assert_no_error (error);
    write_bytes (fixture, "signature", stamped);
    g_assert_true (run (fixture, CMS_VERIFY));

    write_file (fixture, "content", "another contract", 16);
    g_assert_false (run (fixture, CMS_VERIFY));
    write_file (fixture, "content", CONTENT, strlen (CONTENT));
  }
}

static void
test_timestamp (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) token = desk_timestamp_authority_issue (
      desk_authority_get_timestamp_authority (fixture->authority), fixture->digest, &error);

  g_assert_no_error (error);
  if (!has_program (fixture))
    return;

  write_bytes (fixture, "token", token);
  g_assert_true (
      run (fixture,
           "ts -verify -data content -in token -token_in -CAfile root.pem -untrusted issuers.pem "
           "-attime " NOW_ARG));
  g_assert_false (
      run (fixture,
           "ts -verify -data root.pem -in token -token_in -CAfile root.pem -untrusted issuers.pem "
           "-attime " NOW_ARG));
}

/* -x509_strict asks for all that RFC 5280 wants in a certificate. */
static void
test_certificates (Fixture *fixture, gconstpointer user_data)
{
  static const struct {
    const char *file;
    const char *purpose;
  } cases[] = {
    { "ca/issuing.crt", "any" },
    { "ca/seal.crt", "smimesign" },
    { "ca/timestamp.crt", "timestampsign" },
  };

  for (size_t i = 0; has_program (fixture) && i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = g_strdup_printf (
        "verify -x509_strict -purpose %s -CAfile root.pem -untrusted issuers.pem -attime %s %s",
        cases[i].purpose, NOW_ARG, cases[i].file);

    g_assert_true (run (fixture, line));
  }
}

static void
write_crls (Fixture *fixture, const DeskRevocation *revocations, size_t n_revocations)
{
  g_autoptr (BIO) sink = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long length;

  for (int level = DESK_AUTHORITY_ROOT; level <= DESK_AUTHORITY_ISSUING; level++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (X509_CRL) crl
        = desk_authority_crl (fixture->authority, (DeskAuthorityLevel) level, revocations,
                              level == DESK_AUTHORITY_ISSUING ? n_revocations : 0, &error);

    g_assert_no_error (error);
    PEM_write_bio_X509_CRL (sink, crl);
  }

  length = BIO_get_mem_data (sink, &data);
  write_file (fixture, "crls.pem", data, (size_t) length);
}

#define CRL_VERIFY                                                                                 \
  "verify -crl_check_all -CAfile root.pem -untrusted issuers.pem -CRLfile crls.pem "               \
  "-attime " NOW_ARG " ca/seal.crt"

static void
test_revocation_lists (Fixture *fixture, gconstpointer user_data)
{
  DeskSigner *seal = desk_authority_get_seal_signer (fixture->authority);
  g_autofree char *serial = desk_x509_get_serial (desk_signer_get_certificate (seal));
  DeskRevocation revocations[] = {
    { .serial = "0badcafe", .time = NOW - 100 },
    { .serial = serial, .time = NOW - 50 },
  };

  if (!has_program (fixture))
    return;

  write_crls (fixture, NULL, 0);
  g_assert_true (run (fixture, CRL_VERIFY));
  write_crls (fixture, revocations, 1);
  g_assert_true (run (fixture, CRL_VERIFY));
  write_crls (fixture, revocations, 2);
  g_assert_false (run (fixture, CRL_VERIFY));
}

#define ADD(path, func)                                                                            \
  g_test_add ("/backend/authority-openssl/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("signature", test_signature);
  ADD ("timestamp", test_timestamp);
  ADD ("certificates", test_certificates);
  ADD ("revocation-lists", test_revocation_lists);
  return g_test_run ();
}
