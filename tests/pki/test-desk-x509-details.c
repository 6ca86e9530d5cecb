/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-x509-details.h"

#include "desk-test-pki.h"
#include "desk-x509.h"

static void
test_names (void)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  g_autoptr (GPtrArray) list = NULL;
  static const struct {
    const char *attribute;
    const char *value;
  } parts[] = {
    { "C", "CN" },
    { "ST", "内蒙古自治区" },
    { "O", "内蒙古示例有限公司" },
    { "1.2.156.1.1", "私有" },
    { "CN", "张三" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++) {
    int added = X509_NAME_add_entry_by_txt (name, parts[i].attribute, MBSTRING_UTF8,
                                            (const uint8_t *) parts[i].value, -1, -1, 0);

    g_assert_cmpint (added, ==, 1);
  }

  list = desk_x509_name_list (name);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (parts));
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++) {
    const DeskX509NamePart *part = g_ptr_array_index (list, i);

    g_assert_cmpstr (part->attribute, ==, parts[i].attribute);
    g_assert_cmpstr (part->value, ==, parts[i].value);
  }
}

/* A key of an elliptic curve in a certificate that nobody signed. */
static X509 *
certificate_new (const char *type, const char *curve)
{
  g_autoptr (EVP_PKEY) key = curve != NULL ? EVP_PKEY_Q_keygen (NULL, NULL, type, curve)
                                           : EVP_PKEY_Q_keygen (NULL, NULL, type);
  X509 *certificate = X509_new ();

  g_assert_nonnull (key);
  g_assert_cmpint (X509_set_pubkey (certificate, key), ==, 1);
  return certificate;
}

static void
test_keys (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autoptr (X509) sm2 = certificate_new ("SM2", NULL);
  g_autoptr (X509) curve = certificate_new ("EC", "secp256k1");
  g_autoptr (X509) other = certificate_new ("ED25519", NULL);
  g_autofree char *rsa = desk_x509_dup_public_key_name (pki->rsa_signer->certificate);
  g_autofree char *p256 = desk_x509_dup_public_key_name (pki->signer->certificate);
  g_autofree char *sm2_name = desk_x509_dup_public_key_name (sm2);
  g_autofree char *curve_name = desk_x509_dup_public_key_name (curve);
  g_autofree char *other_name = desk_x509_dup_public_key_name (other);
  g_autofree char *signature = desk_x509_dup_signature_name (pki->signer->certificate);

  g_assert_cmpstr (rsa, ==, "RSA 2048");
  g_assert_cmpstr (p256, ==, "EC P-256");
  g_assert_cmpstr (sm2_name, ==, "SM2");
  g_assert_cmpstr (curve_name, ==, "EC secp256k1");
  g_assert_cmpstr (other_name, ==, "ED25519");
  g_assert_cmpstr (signature, ==, "ecdsa-with-SHA256");
}

static void
test_digests (void)
{
  g_autoptr (DeskTestPki) pki = desk_test_pki_new ();
  g_autofree char *fingerprint = desk_x509_get_fingerprint (pki->signer->certificate);
  g_autofree char *sha256 = desk_x509_dup_digest (pki->signer->certificate, "SHA256");
  g_autofree char *sm3 = desk_x509_dup_digest (pki->signer->certificate, "SM3");
  g_autofree char *none = desk_x509_dup_digest (pki->signer->certificate, "NOSUCH");

  g_assert_cmpstr (sha256, ==, fingerprint);
  g_assert_cmpuint (strlen (sm3), ==, 64);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/x509-details/names", test_names);
  g_test_add_func ("/pki/x509-details/keys", test_keys);
  g_test_add_func ("/pki/x509-details/digests", test_digests);
  return g_test_run ();
}
