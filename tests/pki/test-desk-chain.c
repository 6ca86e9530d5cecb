/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-chain.h"

#include "desk-test-pki.h"

typedef struct {
  DeskTestPki *pki;
  X509CrlStack *crls; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->pki = desk_test_pki_new ();
  fixture->crls = sk_X509_CRL_new_null ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_x509_crl_stack_free (fixture->crls);
  desk_test_pki_free (fixture->pki);
}

/* -1: it holds; otherwise the DeskChainError. */
static int
verify (Fixture *fixture, DeskTestIdentity *leaf, gint64 time, DeskChainPurpose purpose)
{
  g_autoptr (GError) error = NULL;

  if (desk_chain_verify (leaf->certificate, leaf->issuers, fixture->pki->trust, fixture->crls, time,
                         purpose, &error)) {
    g_assert_no_error (error);
    return -1;
  }

  g_assert_cmpuint (error->domain, ==, DESK_CHAIN_ERROR);
  g_assert_cmpstr (error->message, !=, "");
  return error->code;
}

static int
verify_profile (Fixture *fixture, DeskTestProfile profile, DeskChainPurpose purpose)
{
  g_autoptr (DeskTestIdentity) leaf = NULL;

  profile.name = "leaf";
  if (profile.issuer == NULL)
    profile.issuer = fixture->pki->issuing;
  leaf = desk_test_identity_new (&profile);
  return verify (fixture, leaf, DESK_TEST_NOW, purpose);
}

static void
test_purposes (Fixture *fixture, gconstpointer user_data)
{
  DeskTestPki *pki = fixture->pki;

  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==, -1);
  g_assert_cmpint (verify (fixture, pki->rsa_signer, DESK_TEST_NOW, DESK_CHAIN_LOGIN), ==, -1);
  g_assert_cmpint (verify (fixture, pki->timestamper, DESK_TEST_NOW, DESK_CHAIN_TIMESTAMP), ==, -1);
  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW, DESK_CHAIN_TIMESTAMP), ==,
                   DESK_CHAIN_ERROR_PURPOSE);
  g_assert_cmpint (verify (fixture, pki->timestamper, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_PURPOSE);
  g_assert_cmpint (verify (fixture, pki->timestamper, DESK_TEST_NOW, DESK_CHAIN_LOGIN), ==,
                   DESK_CHAIN_ERROR_PURPOSE);
  g_assert_cmpint (verify (fixture, pki->issuing, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_PURPOSE);
}

static void
test_build (Fixture *fixture, gconstpointer user_data)
{
  DeskTestPki *pki = fixture->pki;
  g_autoptr (X509Stack) none = sk_X509_new_null ();
  g_autoptr (GError) error = NULL;
  g_autoptr (X509Stack) chain = desk_chain_build (pki->signer->certificate, pki->signer->issuers,
                                                  pki->trust, DESK_TEST_NOW, &error);
  g_autoptr (X509Stack) broken = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_num (chain), ==, 3);
  g_assert_cmpint (X509_cmp (sk_X509_value (chain, 0), pki->signer->certificate), ==, 0);
  g_assert_cmpint (X509_cmp (sk_X509_value (chain, 2), pki->root->certificate), ==, 0);

  broken = desk_chain_build (pki->signer->certificate, none, pki->trust, DESK_TEST_NOW, &error);
  g_assert_null (broken);
  g_assert_error (error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_UNTRUSTED);
}

typedef struct {
  const char *key_usage;
  const char *extended_key_usage;
  gboolean signs;
  gboolean signs_in;
  gboolean timestamps;
} UsageCase;

static const UsageCase usage_cases[] = {
  { "critical,digitalSignature", NULL, TRUE, TRUE, FALSE },
  { "critical,nonRepudiation", NULL, TRUE, FALSE, FALSE },
  { "critical,keyEncipherment", NULL, FALSE, FALSE, FALSE },
  { NULL, NULL, FALSE, FALSE, FALSE },
  { "critical,digitalSignature", "emailProtection", TRUE, TRUE, FALSE },
  { "critical,digitalSignature", "clientAuth", FALSE, TRUE, FALSE },
  { "critical,digitalSignature", "clientAuth,emailProtection", TRUE, TRUE, FALSE },
  { "critical,digitalSignature", "serverAuth", FALSE, FALSE, FALSE },
  { "critical,digitalSignature", "1.3.6.1.5.5.7.3.36", TRUE, TRUE, FALSE },
  { "critical,digitalSignature", "anyExtendedKeyUsage", TRUE, TRUE, FALSE },
  { "critical,digitalSignature", "critical,timeStamping", FALSE, FALSE, TRUE },
  { "critical,digitalSignature", "timeStamping", FALSE, FALSE, FALSE },
  { "critical,digitalSignature", "critical,timeStamping,emailProtection", TRUE, TRUE, FALSE },
  { "critical,digitalSignature", "critical,timeStamping,1.2.3.4", FALSE, FALSE, FALSE },
  { "critical,keyEncipherment", "critical,timeStamping", FALSE, FALSE, FALSE },
};

static void
test_usages (Fixture *fixture, gconstpointer user_data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (usage_cases); i++) {
    const UsageCase *row = &usage_cases[i];
    DeskTestProfile profile
        = { .key_usage = row->key_usage, .extended_key_usage = row->extended_key_usage };

    g_test_message ("%s, %s", row->key_usage, row->extended_key_usage);
    g_assert_cmpint (verify_profile (fixture, profile, DESK_CHAIN_SIGNATURE), ==,
                     row->signs ? -1 : (int) DESK_CHAIN_ERROR_PURPOSE);
    g_assert_cmpint (verify_profile (fixture, profile, DESK_CHAIN_LOGIN), ==,
                     row->signs_in ? -1 : (int) DESK_CHAIN_ERROR_PURPOSE);
    g_assert_cmpint (verify_profile (fixture, profile, DESK_CHAIN_TIMESTAMP), ==,
                     row->timestamps ? -1 : (int) DESK_CHAIN_ERROR_PURPOSE);
  }
}

static void
test_times (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestIdentity) leaf = desk_test_identity_new (&(DeskTestProfile){
      .name = "leaf",
      .issuer = fixture->pki->issuing,
      .key_usage = DESK_TEST_SIGNER,
      .not_before = DESK_TEST_NOW,
      .not_after = DESK_TEST_NOW + DESK_TEST_DAY,
  });
  static const struct {
    gint64 time;
    int result;
  } cases[] = {
    { DESK_TEST_NOW - 1, DESK_CHAIN_ERROR_TIME },
    { DESK_TEST_NOW, -1 },
    { DESK_TEST_NOW + DESK_TEST_DAY - 1, -1 },
    { DESK_TEST_NOW + DESK_TEST_DAY, DESK_CHAIN_ERROR_TIME },
    { 0, DESK_CHAIN_ERROR_TIME },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (verify (fixture, leaf, cases[i].time, DESK_CHAIN_SIGNATURE), ==,
                     cases[i].result);
}

static void
test_issuer_ended (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestIdentity) issuing
      = desk_test_identity_new (&(DeskTestProfile){ .name = "ended",
                                                    .issuer = fixture->pki->root,
                                                    .is_ca = TRUE,
                                                    .key_usage = DESK_TEST_CA,
                                                    .not_after = DESK_TEST_NOW - 1 });

  g_assert_cmpint (
      verify_profile (fixture,
                      (DeskTestProfile){ .issuer = issuing, .key_usage = DESK_TEST_SIGNER },
                      DESK_CHAIN_SIGNATURE),
      ==, DESK_CHAIN_ERROR_TIME);
}

static void
test_untrusted (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestPki) other = desk_test_pki_new ();
  g_autoptr (DeskTestIdentity) alone = desk_test_identity_new (
      &(DeskTestProfile){ .name = "alone", .key_usage = DESK_TEST_SIGNER });
  g_autoptr (X509Stack) nothing = sk_X509_new_null ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (verify (fixture, other->signer, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_UNTRUSTED);
  g_assert_cmpint (verify (fixture, alone, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_UNTRUSTED);

  /* The issuing CA is not there. */
  g_assert_false (desk_chain_verify (fixture->pki->signer->certificate, NULL, fixture->pki->trust,
                                     NULL, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE, &error));
  g_assert_error (error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_UNTRUSTED);
  g_clear_error (&error);

  g_assert_false (desk_chain_verify (fixture->pki->signer->certificate,
                                     fixture->pki->signer->issuers, nothing, NULL, DESK_TEST_NOW,
                                     DESK_CHAIN_SIGNATURE, &error));
  g_assert_error (error, DESK_CHAIN_ERROR, DESK_CHAIN_ERROR_UNTRUSTED);
}

/* Issuers that are none: a person's certificate, one without basic constraints, one that may not
 * sign certificates. */
static void
test_false_issuers (Fixture *fixture, gconstpointer user_data)
{
  DeskTestProfile profiles[] = {
    { .name = "person", .issuer = fixture->pki->root, .key_usage = DESK_TEST_SIGNER },
    { .name = "no constraints", .issuer = fixture->pki->root, .key_usage = DESK_TEST_CA },
    { .name = "no usage", .issuer = fixture->pki->root, .is_ca = TRUE },
    { .name = "other usage",
      .issuer = fixture->pki->root,
      .is_ca = TRUE,
      .key_usage = DESK_TEST_SIGNER },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (profiles); i++) {
    g_autoptr (DeskTestIdentity) issuer = desk_test_identity_new (&profiles[i]);
    DeskTestProfile leaf = { .issuer = issuer, .key_usage = DESK_TEST_SIGNER };

    g_test_message ("%s", profiles[i].name);
    g_assert_cmpint (verify_profile (fixture, leaf, DESK_CHAIN_SIGNATURE), ==,
                     DESK_CHAIN_ERROR_UNTRUSTED);
  }
}

static void
test_weak (Fixture *fixture, gconstpointer user_data)
{
  DeskTestProfile sha1 = { .key_usage = DESK_TEST_SIGNER, .digest = "SHA1" };
  DeskTestProfile short_key = { .key_usage = DESK_TEST_SIGNER, .rsa_bits = 1024 };

  g_assert_cmpint (verify_profile (fixture, sha1, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_UNTRUSTED);
  g_assert_cmpint (verify_profile (fixture, short_key, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_UNTRUSTED);
}

static void
add_revocation (Fixture *fixture, DeskTestIdentity *issuer, DeskTestIdentity *identity, gint64 time)
{
  sk_X509_CRL_push (fixture->crls, desk_test_crl_new (issuer, identity->certificate, time));
}

static void
test_revoked (Fixture *fixture, gconstpointer user_data)
{
  DeskTestPki *pki = fixture->pki;

  add_revocation (fixture, pki->issuing, pki->signer, DESK_TEST_NOW);
  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW - 1, DESK_CHAIN_SIGNATURE), ==, -1);
  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_REVOKED);
  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW + 1, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_REVOKED);
  g_assert_cmpint (verify (fixture, pki->rsa_signer, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==, -1);
}

static void
test_issuer_revoked (Fixture *fixture, gconstpointer user_data)
{
  DeskTestPki *pki = fixture->pki;

  add_revocation (fixture, pki->root, pki->issuing, DESK_TEST_NOW);
  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==,
                   DESK_CHAIN_ERROR_REVOKED);
}

/* Lists that another authority of the same name made, or whose signature is broken, revoke nothing.
 */
static void
test_forged_revocation (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestPki) other = desk_test_pki_new ();
  DeskTestPki *pki = fixture->pki;

  add_revocation (fixture, other->issuing, pki->signer, DESK_TEST_NOW - 10);
  add_revocation (fixture, pki->root, pki->signer, DESK_TEST_NOW - 10);
  g_assert_cmpint (verify (fixture, pki->signer, DESK_TEST_NOW, DESK_CHAIN_SIGNATURE), ==, -1);
}

#define ADD(path, func) g_test_add ("/pki/chain/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("purposes", test_purposes);
  ADD ("build", test_build);
  ADD ("usages", test_usages);
  ADD ("times", test_times);
  ADD ("issuer-ended", test_issuer_ended);
  ADD ("untrusted", test_untrusted);
  ADD ("false-issuers", test_false_issuers);
  ADD ("weak", test_weak);
  ADD ("revoked", test_revoked);
  ADD ("issuer-revoked", test_issuer_revoked);
  ADD ("forged-revocation", test_forged_revocation);
  return g_test_run ();
}
