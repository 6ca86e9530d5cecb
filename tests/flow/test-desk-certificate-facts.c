/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-certificate-facts.h"

#include "desk-encoding.h"
#include "desk-flows.h"
#include "desk-test-async.h"
#include "desk-test-backend.h"
#include "desk-test-files.h"
#include "desk-test-pki.h"
#include "desk-x509.h"

#include <openssl/pem.h>
#include <string.h>

static void
add_extension (X509 *certificate, const char *oid, const char *der)
{
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj (oid, 1);
  g_autoptr (GBytes) bytes = desk_hex_decode (der);
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension;

  ASN1_OCTET_STRING_set (octets, g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes));
  extension = X509_EXTENSION_create_by_OBJ (NULL, object, 0, octets);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (octets);
}

static void
add_name (X509 *certificate, const char *attribute, const char *value)
{
  X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), attribute, MBSTRING_UTF8,
                              (const uint8_t *) value, -1, -1, 0);
}

static const char *
find (DeskCertificateFacts *facts, DeskFactsSection section, const char *label)
{
  GPtrArray *list = desk_certificate_facts_get (facts, section);

  for (guint i = 0; i < list->len; i++) {
    const DeskFact *fact = g_ptr_array_index (list, i);

    if (g_str_equal (fact->label, label))
      return fact->value;
  }

  return NULL;
}

static void
test_words (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  X509 *certificate = pki->signer->certificate;
  g_autoptr (DeskCertificateFacts) facts = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pem = NULL;

  add_extension (certificate, "1.2.156.10260.4.1.1",
                 "a0141312313530313032313939303031303130303139");
  add_name (certificate, "O", "内蒙古示例有限公司");
  add_name (certificate, "serialNumber", "SF150102199001010019");
  i2d_re_X509_tbs (certificate, NULL);
  der = desk_x509_to_der (certificate);
  facts = desk_certificate_facts_new (der, DESK_TEST_NOW);
  g_assert_nonnull (facts);

  g_assert_cmpstr (desk_certificate_facts_get_holder (facts), ==, "张三");
  g_assert_cmpstr (find (facts, DESK_FACTS_SUBJECT, "Common name"), ==, "张三");
  g_assert_cmpstr (find (facts, DESK_FACTS_SUBJECT, "Unit"), ==, "内蒙古示例有限公司");
  g_assert_cmpstr (find (facts, DESK_FACTS_SUBJECT, "Number"), ==, "S*****************19");
  g_assert_cmpstr (find (facts, DESK_FACTS_IDENTITY, "Resident ID card"), ==, "1501**********0019");
  g_assert_cmpstr (find (facts, DESK_FACTS_ISSUER, "Common name"), ==, "Issuing");
  g_assert_cmpstr (find (facts, DESK_FACTS_USAGE, "Fit for"), ==, "signing, signing in");
  g_assert_cmpstr (find (facts, DESK_FACTS_USAGE, "Key usage"), ==,
                   "digital signature, non-repudiation");
  g_assert_cmpstr (find (facts, DESK_FACTS_KEY, "Public key"), ==, "EC P-256");
  g_assert_cmpuint (strlen (find (facts, DESK_FACTS_MARKS, "SHA-256 fingerprint")), ==, 79);
  g_assert_nonnull (find (facts, DESK_FACTS_MARKS, "SM3 fingerprint"));

  text = desk_certificate_facts_dup_text (facts);
  g_assert_nonnull (strstr (text, "Holder\n  Common name: 张三\n  Unit: "));
  g_assert_null (strstr (text, "19900101"));
  pem = desk_certificate_facts_dup_pem (facts);
  g_assert_true (g_str_has_prefix (pem, "-----BEGIN CERTIFICATE-----"));
  g_assert_true (g_bytes_equal (desk_certificate_facts_get_der (facts), der));
}

static void
test_validity (void)
{
  static const struct {
    gint64 days; /* from DESK_TEST_NOW; the certificate is valid from -1 until 365 */
    DeskKeyState state;
    gint64 left;
    const char *words;
  } cases[] = {
    { -3, DESK_KEY_STATE_NOT_YET_VALID, 368, NULL },
    { 0, DESK_KEY_STATE_READY, 365, "(365 days left)" },
    { 275, DESK_KEY_STATE_READY, 90, "(90 days left)" },
    { 276, DESK_KEY_STATE_EXPIRING, 89, "(89 days left)" },
    { 364, DESK_KEY_STATE_EXPIRING, 1, "(1 day left)" },
    { 365, DESK_KEY_STATE_EXPIRING, 0, "(expires within a day)" },
    { 367, DESK_KEY_STATE_EXPIRED, -3, "(expired 3 days ago)" },
  };
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (GBytes) der = desk_x509_to_der (pki->signer->certificate);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (DeskCertificateFacts) facts
        = desk_certificate_facts_new (der, DESK_TEST_NOW + cases[i].days * DESK_TEST_DAY);
    const char *until = find (facts, DESK_FACTS_VALIDITY, "Valid until");

    g_assert_cmpint (desk_certificate_facts_get_validity (facts), ==, cases[i].state);
    g_assert_cmpint (desk_certificate_facts_get_days_left (facts), ==, cases[i].left);
    if (cases[i].words != NULL)
      g_assert_true (g_str_has_suffix (until, cases[i].words));
    g_assert_cmpint (find (facts, DESK_FACTS_VALIDITY, "This computer's clock") != NULL, ==,
                     cases[i].state == DESK_KEY_STATE_NOT_YET_VALID);
  }
}

static void
test_purposes (void)
{
  static const struct {
    const char *usage;
    const char *words;
  } cases[] = {
    { "critical,digitalSignature,nonRepudiation", "signing, signing in" },
    { "critical,nonRepudiation", "signing" },
    { "critical,keyEncipherment", NULL },
    { NULL, NULL },
  };
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const DeskTestProfile profile = { .name = "x", .key_usage = cases[i].usage };
    g_autoptr (DeskTestIdentity) identity = desk_test_identity_new (&profile);
    g_autoptr (GBytes) der = desk_x509_to_der (identity->certificate);
    g_autoptr (DeskCertificateFacts) facts = desk_certificate_facts_new (der, DESK_TEST_NOW);

    g_assert_cmpstr (desk_certificate_facts_get_purpose (der), ==, cases[i].words);
    g_assert_cmpstr (find (facts, DESK_FACTS_USAGE, "Fit for"), ==,
                     cases[i].words != NULL ? cases[i].words : "neither signing nor signing in");
  }

  g_assert_null (desk_certificate_facts_get_purpose (junk));
  g_assert_null (desk_certificate_facts_new (junk, DESK_TEST_NOW));
}

/* A certificate of the backend's authority. Caller owns. */
static GBytes *
issue (DeskTestBackend *backend, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "request.pem", NULL);
  g_autoptr (EVP_PKEY) key = EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256");
  g_autoptr (X509_REQ) request = X509_REQ_new ();
  g_autofree char *chain = NULL;
  g_autoptr (X509) certificate = NULL;
  FILE *file = fopen (path, "w");

  X509_REQ_set_pubkey (request, key);
  g_assert_cmpint (X509_REQ_sign (request, key, EVP_sha256 ()), >, 0);
  g_assert_cmpint (PEM_write_X509_REQ (file, request), ==, 1);
  fclose (file);
  chain = desk_test_backend_issue (backend, path, "13800138000", "张三");
  certificate = desk_x509_new_from_pem (chain, NULL);
  return desk_x509_to_der (certificate);
}

static DeskCertificateChainState
wait_for_chain (DeskCertificateFacts *facts)
{
  while (desk_certificate_facts_get_chain_state (facts) == DESK_CERTIFICATE_CHAIN_CHECKING)
    g_main_context_iteration (NULL, TRUE);

  return desk_certificate_facts_get_chain_state (facts);
}

static void
check_chains (DeskFlows *flows, GBytes *own, GBytes *foreign)
{
  g_autoptr (DeskCertificateFacts) facts = desk_flows_new_certificate_facts (flows, own);
  g_autoptr (DeskCertificateFacts) other = desk_flows_new_certificate_facts (flows, foreign);
  g_autofree char *text = NULL;

  /* Dropped while it is under way. */
  g_object_unref (desk_flows_new_certificate_facts (flows, own));

  g_assert_cmpint (wait_for_chain (facts), ==, DESK_CERTIFICATE_CHAIN_TRUSTED);
  g_assert_cmpuint (g_strv_length ((char **) desk_certificate_facts_get_chain (facts)), ==, 3);
  g_assert_cmpstr (desk_certificate_facts_get_chain (facts)[2], ==, "张三");
  text = desk_certificate_facts_dup_text (facts);
  g_assert_nonnull (strstr (text, "  3. 张三"));

  g_assert_cmpint (wait_for_chain (other), ==, DESK_CERTIFICATE_CHAIN_UNTRUSTED);
  g_assert_null (desk_certificate_facts_get_chain (other));
}

static void
test_chain (void)
{
  g_autoptr (DeskTestBackend) backend = NULL;
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (GBytes) foreign = desk_x509_to_der (pki->signer->certificate);
  g_autoptr (GBytes) own = NULL;
  g_autoptr (DeskFlows) flows = NULL;
  g_autoptr (DeskCertificateFacts) later = NULL;
  g_autofree char *directory = NULL;
  DeskFlowsConfig config = { 0 };

  if (!desk_test_backend_is_built ()) {
    g_test_skip ("certdeskd was not built");
    return;
  }

  backend = desk_test_backend_start ();
  directory = desk_test_files_make_directory ();
  own = issue (backend, directory);
  config.server = desk_test_backend_get_url (backend);
  config.data_dir = directory;
  flows = desk_flows_new (&config, NULL);
  check_chains (flows, own, foreign);

  desk_test_backend_kill (backend);
  later = desk_flows_new_certificate_facts (flows, own);
  g_assert_cmpint (wait_for_chain (later), ==, DESK_CERTIFICATE_CHAIN_UNKNOWN);
  g_clear_object (&later);

  desk_flows_close (flows);
  g_assert_finalize_object (g_steal_pointer (&flows));
  desk_test_files_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/certificate-facts/words", test_words);
  g_test_add_func ("/flow/certificate-facts/validity", test_validity);
  g_test_add_func ("/flow/certificate-facts/purposes", test_purposes);
  g_test_add_func ("/flow/certificate-facts/chain", test_chain);
  return g_test_run ();
}
