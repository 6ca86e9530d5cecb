/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-cades.h"
#include "desk-contract-signing.h"
#include "desk-contract-verify.h"
#include "desk-csr.h"
#include "desk-encoding.h"
#include "desk-test-client.h"
#include "desk-test-pki.h"
#include "desk-x509.h"

#include <glib/gstdio.h>

#define PHONE       "13800138000"
#define OTHER_PHONE "13900139000"
#define NAME        "张三"
#define ID_NUMBER   "150102199001010019"

typedef struct {
  DeskTestBackend *backend;
  DeskTestClient *client;
  DeskTestIdentity *key; /* the key on the applicant's Ukey; its own certificate is not used */
  char *order;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DeskTestProfile profile = { .name = "a key" };

  fixture->backend = desk_test_backend_start ();
  fixture->client = desk_test_client_new (fixture->backend);
  fixture->key = desk_test_identity_new (&profile);
  desk_test_client_sign_in (fixture->client, PHONE);
  fixture->order = desk_test_client_create_order (fixture->client, NAME, ID_NUMBER);
  desk_test_client_give_evidence (fixture->client, fixture->order);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->order);
  desk_test_identity_free (fixture->key);
  desk_test_client_free (fixture->client);
  desk_test_backend_stop (fixture->backend);
}

static char *
make_csr (Fixture *fixture)
{
  g_autoptr (DeskSigner) signer = desk_test_identity_create_signer (fixture->key);
  unsigned char *der = NULL;
  int length = i2d_PUBKEY (fixture->key->key, &der);
  g_autoptr (GBytes) public_key = g_bytes_new (der, (gsize) length);
  g_autoptr (DeskCsr) csr = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) error = NULL;
  guint8 digest[32];
  char *pem;

  OPENSSL_free (der);
  csr = desk_csr_begin (public_key, NAME, &error);
  g_assert_no_error (error);
  desk_csr_get_digest (csr, digest);
  signature = desk_signer_sign_digest (signer, digest, &error);
  g_assert_no_error (error);
  pem = desk_csr_finish (csr, signature, &error);
  g_assert_no_error (error);

  return pem;
}

/* A certificate for the key, bound to the account of @phone. */
static X509 *
issue (Fixture *fixture, const char *phone, const char *name)
{
  g_autofree char *pem = make_csr (fixture);
  g_autofree char *file = NULL;
  g_autofree char *chain = NULL;
  g_autoptr (X509Stack) certificates = NULL;
  g_autoptr (GError) error = NULL;
  X509 *certificate;
  int fd = g_file_open_tmp ("desk-csr-XXXXXX", &file, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (file, pem, -1, &error);
  g_assert_no_error (error);
  chain = desk_test_backend_issue (fixture->backend, file, phone, name);
  g_unlink (file);
  certificates = desk_x509_list_new_from_pem (chain, &error);
  g_assert_no_error (error);
  certificate = sk_X509_value (certificates, 0);
  X509_up_ref (certificate);

  return certificate;
}

static char *
encode (GBytes *bytes)
{
  return g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
send (Fixture *fixture, const char *method, const char *below, const char *body)
{
  g_autofree char *path = g_strconcat (fixture->order, below, NULL);

  return desk_test_client_send (fixture->client, method, path, body);
}

static void
assert_problem (Fixture *fixture, guint status, guint expected, const char *code)
{
  desk_test_client_assert (fixture->client, status, expected);
  g_assert_cmpstr (desk_test_client_get_problem (fixture->client), ==, code);
}

static guint
prepare (Fixture *fixture, X509 *certificate)
{
  g_autoptr (GBytes) der = desk_x509_to_der (certificate);
  g_autofree char *text = encode (der);
  g_autofree char *body = g_strdup_printf ("{'mode': 'ukey', 'certificate': '%s'}", text);

  return send (fixture, "POST", "/contract", body);
}

static GBytes *
download (Fixture *fixture)
{
  desk_test_client_assert (fixture->client, send (fixture, "GET", "/contract", NULL), 200);
  return g_bytes_ref (desk_test_client_get_body (fixture->client));
}

/* The body with the CMS over @pdf, made by @key for @certificate as the applicant's client does. */
static char *
sign (GBytes *pdf, X509 *certificate, EVP_PKEY *key)
{
  g_autoptr (DeskSigner) signer = desk_signer_new_for_key (certificate, NULL, key);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  g_autoptr (GBytes) cms = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint8 digest[32];

  g_assert_true (desk_contract_get_digest (pdf, DESK_SIGNATURE_APPLICANT, digest, &error));
  cms = desk_cades_sign (signer, digest, &error);
  g_assert_no_error (error);
  text = encode (cms);

  return g_strdup_printf ("{'sha256': '%s', 'cms': '%s'}", sha256, text);
}

static void
assert_valid (Fixture *fixture, GBytes *pdf)
{
  g_autofree char *root = desk_test_backend_get_root (fixture->backend);
  g_autoptr (X509Stack) trust = desk_x509_list_new_from_pem (root, NULL);
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (DeskSignatureReport) first = NULL;
  DeskVerdict verdict;

  reports = desk_contract_verify (pdf, trust, g_get_real_time () / G_USEC_PER_SEC,
                                  DESK_CONTRACT_VERIFY_COMPLETE, &verdict, NULL);
  g_assert_cmpint (verdict, ==, DESK_VERDICT_VALID);
  first = g_list_model_get_item (reports, 0);
  g_assert_cmpint (desk_signature_report_get_role (first), ==, DESK_SIGNATURE_APPLICANT);
  g_assert_cmpstr (desk_signature_report_get_signer (first), ==, NAME);
}

static void
test_sign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (X509) certificate = issue (fixture, PHONE, NAME);
  g_autoptr (GBytes) prepared = NULL;
  g_autoptr (GBytes) finished = NULL;
  g_autofree char *body = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *reading = NULL;

  desk_test_client_assert (fixture->client, prepare (fixture, certificate), 201);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "state"), ==, "prepared");
  reading
      = g_strdup_printf ("{'sha256': '%s'}", desk_test_client_get_text (fixture->client, "sha256"));
  assert_problem (fixture, send (fixture, "POST", "/contract/reading", reading), 409,
                  "step_missing");

  prepared = download (fixture);
  body = sign (prepared, certificate, fixture->key->key);
  desk_test_client_assert (fixture->client, send (fixture, "PUT", "/contract/signature", body),
                           200);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "state"), ==, "signed");
  sha256 = g_strdup (desk_test_client_get_text (fixture->client, "sha256"));
  finished = download (fixture);
  assert_valid (fixture, finished);

  /* A lost answer is asked for again. */
  desk_test_client_assert (fixture->client, send (fixture, "PUT", "/contract/signature", body),
                           200);
  g_assert_cmpstr (desk_test_client_get_text (fixture->client, "sha256"), ==, sha256);
}

static void
test_wrong_signature (Fixture *fixture, gconstpointer data)
{
  DeskTestProfile stranger_profile = { .name = NAME, .key_usage = DESK_TEST_SIGNER };
  g_autoptr (DeskTestIdentity) stranger = desk_test_identity_new (&stranger_profile);
  g_autoptr (X509) certificate = issue (fixture, PHONE, NAME);
  g_autoptr (GBytes) prepared = NULL;
  g_autofree char *forged = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *garbage = NULL;
  g_autofree char *stale = NULL;

  desk_test_client_assert (fixture->client, prepare (fixture, certificate), 201);
  prepared = download (fixture);
  forged = sign (prepared, stranger->certificate, stranger->key);
  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", forged), 422,
                  "signature_wrong");

  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, prepared);
  garbage = g_strdup_printf ("{'sha256': '%s', 'cms': 'MAA='}", sha256);
  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", garbage), 422,
                  "signature_wrong");
  stale = g_strdup_printf ("{'sha256': '%064d', 'cms': 'MAA='}", 0);
  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", stale), 409,
                  "contract_stale");
}

/* A signature over a contract that was made again, or no longer says what the order says. */
static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (X509) certificate = issue (fixture, PHONE, NAME);
  g_autoptr (GBytes) prepared = NULL;
  g_autofree char *body = NULL;
  g_autofree char *ink = desk_test_client_dup_ink (5);

  desk_test_client_assert (fixture->client, prepare (fixture, certificate), 201);
  prepared = download (fixture);
  body = sign (prepared, certificate, fixture->key->key);
  desk_test_client_assert (fixture->client, send (fixture, "PUT", "/ink", ink), 200);
  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", body), 409,
                  "contract_stale");
  desk_test_client_assert (fixture->client, prepare (fixture, certificate), 201);
  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", body), 409,
                  "contract_stale");
}

static void
test_certificates (Fixture *fixture, gconstpointer data)
{
  DeskTestProfile stranger_profile = { .name = NAME, .key_usage = DESK_TEST_SIGNER };
  g_autoptr (DeskTestIdentity) stranger = desk_test_identity_new (&stranger_profile);
  g_autoptr (X509) foreign = issue (fixture, OTHER_PHONE, NAME);
  g_autoptr (X509) named = issue (fixture, PHONE, "李四");

  assert_problem (fixture, prepare (fixture, stranger->certificate), 422, "certificate_untrusted");
  assert_problem (fixture, prepare (fixture, foreign), 422, "certificate_unknown");
  assert_problem (fixture, prepare (fixture, named), 422, "identity_mismatch");
}

/* With the operator's command, while the backend runs. */
static void
revoke_certificate (Fixture *fixture, X509 *certificate)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "src", "backend", "certdeskd", NULL);
  g_autofree char *pem = desk_x509_to_pem (certificate);
  g_autofree char *file = NULL;
  g_autoptr (GSubprocess) command = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("desk-certificate-XXXXXX", &file, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (file, pem, -1, NULL));
  command = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "ca", "revoke",
                              "--data-dir", desk_test_backend_get_data_dir (fixture->backend),
                              "--certificate", file, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (command, NULL, &error));
  g_assert_no_error (error);
  g_unlink (file);
}

/* Revoked between preparing and signing. */
static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (X509) certificate = issue (fixture, PHONE, NAME);
  g_autoptr (GBytes) prepared = NULL;
  g_autofree char *body = NULL;

  desk_test_client_assert (fixture->client, prepare (fixture, certificate), 201);
  prepared = download (fixture);
  body = sign (prepared, certificate, fixture->key->key);
  revoke_certificate (fixture, certificate);
  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", body), 422,
                  "certificate_revoked");
  assert_problem (fixture, prepare (fixture, certificate), 422, "certificate_revoked");
}

static void
test_nothing_prepared (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strdup_printf ("{'sha256': '%064d', 'cms': 'MAA='}", 0);

  assert_problem (fixture, send (fixture, "PUT", "/contract/signature", body), 409, "step_missing");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/backend/contract-signatures/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("sign", test_sign);
  ADD ("wrong-signature", test_wrong_signature);
  ADD ("stale", test_stale);
  ADD ("certificates", test_certificates);
  ADD ("revoked", test_revoked);
  ADD ("nothing-prepared", test_nothing_prepared);
#undef ADD

  return g_test_run ();
}
