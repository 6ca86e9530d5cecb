/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-authority.h"

#include "desk-cades.h"
#include "desk-chain.h"
#include "desk-csr.h"
#include "desk-encoding.h"
#include "desk-openssl.h"
#include "desk-signature.h"
#include "desk-x509.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOW  G_GINT64_CONSTANT (1795329000) /* 2026-11-22T06:30:00Z */
#define NAME "内蒙古数字证书认证有限公司"
#define DAY  G_GINT64_CONSTANT (86400)

typedef struct {
  char *directory;
  DeskClock *clock;
  DeskAuthority *authority;
} Fixture;

static const char *const files[] = { "root.key", "root.crt", "issuing.key",   "issuing.crt",
                                     "seal.key", "seal.crt", "timestamp.key", "timestamp.crt" };

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("desk-authority-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = desk_clock_new_manual (NOW * G_USEC_PER_SEC);
  fixture->authority = desk_authority_open (fixture->directory, NAME, fixture->clock, &error);
  g_assert_no_error (error);
}

static char *
path_of (Fixture *fixture, const char *file)
{
  return g_build_filename (fixture->directory, file, NULL);
}

static void
remove_file (Fixture *fixture, const char *file)
{
  g_autofree char *path = path_of (fixture, file);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GDir) listing = g_dir_open (fixture->directory, 0, NULL);
  const char *file;

  if (fixture->authority != NULL)
    g_assert_finalize_object (fixture->authority);
  while ((file = g_dir_read_name (listing)) != NULL)
    remove_file (fixture, file);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_assert_finalize_object (fixture->clock);
  g_free (fixture->directory);
}

static void
reopen (Fixture *fixture, GError **error)
{
  g_clear_object (&fixture->authority);
  fixture->authority
      = desk_authority_open (fixture->directory, "another name", fixture->clock, error);
}

/* The PEM of a request signed by @key. */
static char *
request_new (EVP_PKEY *key)
{
  g_autoptr (GError) error = NULL;
  uint8_t *der = NULL;
  int length = i2d_PUBKEY (key, &der);
  g_autoptr (GBytes) public_key = desk_openssl_take_der (der, length);
  g_autoptr (DeskCsr) csr = desk_csr_begin (public_key, "anybody", &error);
  g_autoptr (X509) carrier = X509_new ();
  g_autoptr (DeskSigner) signer = desk_signer_new_for_key (carrier, NULL, key);
  g_autoptr (GBytes) signature = NULL;
  uint8_t digest[32];

  g_assert_no_error (error);
  desk_csr_get_digest (csr, digest);
  signature = desk_signer_sign_digest (signer, digest, &error);
  return desk_csr_finish (csr, signature, &error);
}

static void
check_chain (Fixture *fixture, X509 *certificate, DeskChainPurpose purpose)
{
  g_autoptr (GError) error = NULL;

  desk_chain_verify (certificate, desk_authority_get_issuers (fixture->authority),
                     desk_authority_get_trust (fixture->authority), NULL, NOW, purpose, &error);
  g_assert_no_error (error);
}

static void
test_first_start (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) root
      = desk_x509_new_from_pem (desk_authority_get_root_pem (fixture->authority), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (desk_authority_get_name (fixture->authority), ==, NAME);
  g_assert_cmpint (sk_X509_num (desk_authority_get_trust (fixture->authority)), ==, 1);
  g_assert_cmpint (sk_X509_num (desk_authority_get_issuers (fixture->authority)), ==, 1);
  g_assert_cmpint (
      X509_cmp (sk_X509_value (desk_authority_get_trust (fixture->authority), 0), root), ==, 0);
  g_assert_cmpint (desk_x509_get_not_before (root), ==, NOW - 300);
  g_assert_cmpint (desk_x509_get_not_after (root), >, NOW + 7300 * DAY);

  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = path_of (fixture, files[i]);
    GStatBuf status;

    g_assert_cmpint (g_stat (path, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  }
}

static void
test_second_start (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *before = g_strdup (desk_authority_get_root_pem (fixture->authority));
  g_autoptr (GError) error = NULL;

  reopen (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (desk_authority_get_root_pem (fixture->authority), ==, before);
  g_assert_cmpstr (desk_authority_get_name (fixture->authority), ==, NAME);
}

/* Whatever the first start had finished when it stopped, the next one goes on from there with the
 * same keys. */
static void
test_interrupted_start (Fixture *fixture, gconstpointer user_data)
{
  for (size_t kept = G_N_ELEMENTS (files); kept-- > 0;) {
    g_autoptr (GError) error = NULL;
    g_autofree char *root_path = path_of (fixture, "root.key");
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    g_assert_true (g_file_get_contents (root_path, &before, NULL, NULL));
    for (size_t i = kept; i < G_N_ELEMENTS (files); i++)
      remove_file (fixture, files[i]);

    reopen (fixture, &error);
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (root_path, &after, NULL, NULL));
    if (kept > 0)
      g_assert_cmpstr (before, ==, after);
    check_chain (fixture,
                 desk_signer_get_certificate (desk_authority_get_seal_signer (fixture->authority)),
                 DESK_CHAIN_SIGNATURE);
  }
}

/* A file that went missing later is not made anew: everything issued before would lose its
 * authority. */
static void
test_lost_file (Fixture *fixture, gconstpointer user_data)
{
  for (size_t i = 0; i + 1 < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = path_of (fixture, files[i]);
    g_autofree char *aside = g_strconcat (path, ".aside", NULL);

    g_assert_cmpint (g_rename (path, aside), ==, 0);
    reopen (fixture, &error);
    g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES);
    g_assert_null (fixture->authority);
    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    g_assert_cmpint (g_rename (aside, path), ==, 0);
  }
}

static void
test_readable_key (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = path_of (fixture, "seal.key");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  reopen (fixture, &error);
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES);
  g_assert_null (fixture->authority);
}

static void
test_linked_key (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = path_of (fixture, "seal.key");
  g_autofree char *aside = g_strconcat (path, ".aside", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_cmpint (symlink (aside, path), ==, 0);
  reopen (fixture, &error);
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES);
}

static void
swap (Fixture *fixture, const char *one, const char *other)
{
  g_autofree char *one_path = path_of (fixture, one);
  g_autofree char *other_path = path_of (fixture, other);
  g_autofree char *aside = g_strconcat (one_path, ".aside", NULL);

  g_assert_cmpint (g_rename (one_path, aside), ==, 0);
  g_assert_cmpint (g_rename (other_path, one_path), ==, 0);
  g_assert_cmpint (g_rename (aside, other_path), ==, 0);
}

static void
test_swapped_files (Fixture *fixture, gconstpointer user_data)
{
  static const char *const pairs[][2] = { { "seal.key", "timestamp.key" },
                                          { "root.key", "issuing.key" },
                                          { "seal.crt", "issuing.crt" } };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (GError) error = NULL;

    swap (fixture, pairs[i][0], pairs[i][1]);
    reopen (fixture, &error);
    g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES);
    swap (fixture, pairs[i][0], pairs[i][1]);
  }
}

/* A key and certificate that fit each other, but of another authority. */
static void
test_foreign_pair (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *other = g_dir_make_tmp ("desk-authority-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskAuthority) foreign = desk_authority_open (other, NAME, fixture->clock, &error);

  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *from = g_build_filename (other, files[i], NULL);
    g_autofree char *to = path_of (fixture, files[i]);

    if (g_str_has_prefix (files[i], "seal."))
      g_assert_cmpint (g_rename (from, to), ==, 0);
    else
      g_assert_cmpint (g_remove (from), ==, 0);
  }
  g_rmdir (other);

  reopen (fixture, &error);
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES);
}

static void
test_broken_files (Fixture *fixture, gconstpointer user_data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = path_of (fixture, files[i]);
    g_autofree char *content = NULL;
    g_autoptr (GError) error = NULL;
    size_t length;

    g_assert_true (g_file_get_contents (path, &content, &length, NULL));
    g_assert_true (g_file_set_contents_full (path, content, (gssize) (length / 2),
                                             G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
    reopen (fixture, &error);
    g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_FILES);
    g_assert_true (g_file_set_contents_full (path, content, (gssize) length,
                                             G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  }
}

static void
test_person (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (EVP_PKEY) key = EVP_RSA_gen (2048);
  g_autofree char *request = request_new (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) certificate
      = desk_authority_issue_person (fixture->authority, request, "张三", 365, &error);
  g_autofree char *name = NULL;
  g_autofree char *subject = NULL;

  g_assert_no_error (error);
  check_chain (fixture, certificate, DESK_CHAIN_SIGNATURE);
  check_chain (fixture, certificate, DESK_CHAIN_LOGIN);
  name = desk_x509_get_subject_name (certificate);
  g_assert_cmpstr (name, ==, "张三");
  g_assert_cmpint (desk_x509_get_not_before (certificate), ==, NOW - 300);
  g_assert_cmpint (desk_x509_get_not_after (certificate), ==, NOW + 365 * DAY);
  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (certificate), key), ==, 1);
  g_assert_cmpint (X509_get_ext_by_NID (certificate, NID_crl_distribution_points, -1), >=, 0);
  g_assert_cmpint (X509_get_ext_by_NID (certificate, NID_info_access, -1), >=, 0);
  subject = X509_NAME_oneline (X509_get_subject_name (certificate), NULL, 0);
  g_assert_null (g_strrstr (subject, "anybody"));
}

static void
test_person_refuses (Fixture *fixture, gconstpointer user_data)
{
  static const char *const names[]
      = { "", "one\ntwo", "\xff\xfe",
          "12345678901234567890123456789012345678901234567890123456789012345" };
  static const unsigned int days[] = { 0, 1828 };
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *request = request_new (key);

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (
        desk_authority_issue_person (fixture->authority, request, names[i], 365, &error));
    g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
  }

  for (size_t i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (
        desk_authority_issue_person (fixture->authority, request, "张三", days[i], &error));
    g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
  }
}

static void
test_person_bad_request (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      desk_authority_issue_person (fixture->authority, "no request", "张三", 365, &error));
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
}

static void
test_one_off (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSigner) signer = desk_authority_create_one_off_signer (fixture->authority, "张三",
                                                                        "CD20261122000001", &error);
  uint8_t digest[32] = { 7 };
  g_autoptr (GBytes) cms = NULL;
  g_autoptr (DeskCadesInfo) info = NULL;
  char number[32];

  g_assert_no_error (error);
  check_chain (fixture, desk_signer_get_certificate (signer), DESK_CHAIN_SIGNATURE);
  X509_NAME_get_text_by_NID (X509_get_subject_name (desk_signer_get_certificate (signer)),
                             NID_serialNumber, number, sizeof number);
  g_assert_cmpstr (number, ==, "CD20261122000001");
  g_assert_cmpint (desk_x509_get_not_after (desk_signer_get_certificate (signer)), ==, NOW + 3600);

  cms = desk_cades_sign (signer, digest, &error);
  g_assert_no_error (error);
  info = desk_cades_verify (cms, digest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_num (info->certificates), ==, 2);

  g_assert_null (desk_authority_create_one_off_signer (fixture->authority, "张三", "订单", &error));
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
}

static void
test_seal_and_timestamp (Fixture *fixture, gconstpointer user_data)
{
  DeskSigner *seal = desk_authority_get_seal_signer (fixture->authority);
  g_autofree char *name = desk_x509_get_subject_name (desk_signer_get_certificate (seal));
  g_autoptr (GError) error = NULL;
  uint8_t digest[32] = { 3 };
  g_autoptr (GBytes) cms = desk_cades_sign (seal, digest, &error);
  g_autoptr (GBytes) token = NULL;
  g_autoptr (DeskTimestampInfo) info = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, NAME);
  check_chain (fixture, desk_signer_get_certificate (seal), DESK_CHAIN_SIGNATURE);

  token = desk_timestamp_authority_issue (
      desk_authority_get_timestamp_authority (fixture->authority), digest, &error);
  g_assert_no_error (error);
  info = desk_timestamp_verify (token, digest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->time, ==, NOW);
  check_chain (fixture, info->certificate, DESK_CHAIN_TIMESTAMP);
}

/* Nothing is valid longer than the certificate that issued it, nor issued when that has ended. */
static void
test_end_of_issuer (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *request = request_new (key);
  X509 *issuing = sk_X509_value (desk_authority_get_issuers (fixture->authority), 0);
  gint64 end = desk_x509_get_not_after (issuing);
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) certificate = NULL;

  desk_clock_advance (fixture->clock, (end - DAY - NOW) * G_USEC_PER_SEC);
  certificate = desk_authority_issue_person (fixture->authority, request, "张三", 365, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_x509_get_not_after (certificate), ==, end);

  desk_clock_advance (fixture->clock, 2 * DAY * G_USEC_PER_SEC);
  g_assert_null (desk_authority_issue_person (fixture->authority, request, "张三", 365, &error));
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
}

static void
test_crl (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *request = request_new (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) certificate
      = desk_authority_issue_person (fixture->authority, request, "张三", 365, &error);
  g_autofree char *serial = desk_x509_get_serial (certificate);
  DeskRevocation revocation = { .serial = serial, .time = NOW };
  g_autoptr (X509CrlStack) crls = sk_X509_CRL_new_null ();
  X509_CRL *crl
      = desk_authority_crl (fixture->authority, DESK_AUTHORITY_ISSUING, &revocation, 1, &error);
  X509_CRL *root_crl
      = desk_authority_crl (fixture->authority, DESK_AUTHORITY_ROOT, NULL, 0, &error);

  g_assert_no_error (error);
  sk_X509_CRL_push (crls, crl);
  sk_X509_CRL_push (crls, root_crl);

  g_assert_true (desk_chain_verify (certificate, desk_authority_get_issuers (fixture->authority),
                                    desk_authority_get_trust (fixture->authority), crls, NOW - 1,
                                    DESK_CHAIN_SIGNATURE, &error));
  g_assert_no_error (error);
  g_assert_false (desk_chain_verify (certificate, desk_authority_get_issuers (fixture->authority),
                                     desk_authority_get_trust (fixture->authority), crls, NOW,
                                     DESK_CHAIN_SIGNATURE, &error));
  g_assert_error (error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_REVOKED);

  g_clear_error (&error);
  revocation.time = G_MAXINT64;
  g_assert_null (
      desk_authority_crl (fixture->authority, DESK_AUTHORITY_ISSUING, &revocation, 1, &error));
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);

  g_clear_error (&error);
  revocation = (DeskRevocation){ .serial = "not hexadecimal", .time = NOW };
  g_assert_null (
      desk_authority_crl (fixture->authority, DESK_AUTHORITY_ISSUING, &revocation, 1, &error));
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
}

static void
test_open_refuses (Fixture *fixture, gconstpointer user_data)
{
  static const char *const urls[]
      = { "ftp://example.cn", "http://example.cn/", "http://example.cn,URI:http://x", "" };
  g_autofree char *long_name = g_strnfill (41, 'x');

  for (size_t i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (
        desk_authority_open_published (fixture->directory, NAME, urls[i], fixture->clock, &error));
    g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
  }

  g_autoptr (GError) error = NULL;
  g_assert_null (desk_authority_open (fixture->directory, long_name, fixture->clock, &error));
  g_assert_error (error, DESK_AUTHORITY_ERROR, DESK_AUTHORITY_ERROR_REQUEST);
}

static gpointer
work (gpointer user_data)
{
  Fixture *fixture = user_data;

  for (int i = 0; i < 20; i++) {
    g_autoptr (GError) error = NULL;
    uint8_t digest[32] = { (uint8_t) i };
    g_autoptr (DeskSigner) one_off = desk_authority_create_one_off_signer (
        fixture->authority, "张三", "CD20261122000001", &error);
    g_autoptr (GBytes) cms = desk_cades_sign (one_off, digest, &error);
    g_autoptr (GBytes) seal
        = desk_cades_sign (desk_authority_get_seal_signer (fixture->authority), digest, &error);
    g_autoptr (GBytes) token = desk_timestamp_authority_issue (
        desk_authority_get_timestamp_authority (fixture->authority), digest, &error);
    g_autoptr (DeskTimestampInfo) info = desk_timestamp_verify (token, digest, &error);

    g_assert_no_error (error);
    check_chain (fixture, info->certificate, DESK_CHAIN_TIMESTAMP);
  }

  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer user_data)
{
  GThread *threads[4];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("authority", work, fixture);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/backend/authority/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-start", test_first_start);
  ADD ("second-start", test_second_start);
  ADD ("interrupted-start", test_interrupted_start);
  ADD ("lost-file", test_lost_file);
  ADD ("readable-key", test_readable_key);
  ADD ("linked-key", test_linked_key);
  ADD ("swapped-files", test_swapped_files);
  ADD ("foreign-pair", test_foreign_pair);
  ADD ("broken-files", test_broken_files);
  ADD ("person", test_person);
  ADD ("person-refuses", test_person_refuses);
  ADD ("person-bad-request", test_person_bad_request);
  ADD ("one-off", test_one_off);
  ADD ("seal-and-timestamp", test_seal_and_timestamp);
  ADD ("end-of-issuer", test_end_of_issuer);
  ADD ("crl", test_crl);
  ADD ("open-refuses", test_open_refuses);
  ADD ("threads", test_threads);
  return g_test_run ();
}
