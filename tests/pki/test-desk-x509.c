/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-x509.h"

#include "desk-encoding.h"
#include "desk-test-pki.h"

#include <string.h>

typedef struct {
  DeskTestPki *pki;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->pki = desk_test_pki_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  desk_test_pki_free (fixture->pki);
}

static void
test_der (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) der = desk_x509_to_der (fixture->pki->signer->certificate);
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) back = desk_x509_new_from_der (der, &error);
  g_autofree char *fingerprint = desk_x509_get_fingerprint (back);
  g_autofree char *expected = desk_sha256_hex (der);

  g_assert_no_error (error);
  g_assert_cmpint (X509_cmp (back, fixture->pki->signer->certificate), ==, 0);
  g_assert_cmpstr (fingerprint, ==, expected);
}

static void
test_der_refuses (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GBytes) der = desk_x509_to_der (fixture->pki->signer->certificate);
  size_t length;
  const uint8_t *data = g_bytes_get_data (der, &length);
  g_autofree uint8_t *longer = g_malloc0 (length + 1);
  GBytes *bad[4];

  memcpy (longer, data, length);
  bad[0] = g_bytes_new (longer, length + 1);
  bad[1] = g_bytes_new (data, length - 1);
  bad[2] = g_bytes_new (NULL, 0);
  bad[3] = g_bytes_new ("text", 4);

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (desk_x509_new_from_der (bad[i], &error));
    g_assert_error (error, DESK_X509_ERROR, DESK_X509_ERROR_FORM);
    g_bytes_unref (bad[i]);
  }
}

static void
test_pem (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (X509Stack) chain = desk_openssl_copy_stack (fixture->pki->signer->issuers);
  g_autofree char *one = desk_x509_to_pem (fixture->pki->signer->certificate);
  g_autofree char *many = NULL;
  g_autofree char *with_text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (X509Stack) list = NULL;
  g_autoptr (X509) first = NULL;

  X509_add_cert (chain, fixture->pki->root->certificate, X509_ADD_FLAG_UP_REF);
  many = desk_x509_list_to_pem (chain);
  with_text = g_strconcat ("# the signer\n", one, "\nand its issuers\n", many, "the end\n", NULL);
  list = desk_x509_list_new_from_pem (with_text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_num (list), ==, 3);
  g_assert_cmpint (X509_cmp (sk_X509_value (list, 2), fixture->pki->root->certificate), ==, 0);

  first = desk_x509_new_from_pem (with_text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (X509_cmp (first, fixture->pki->signer->certificate), ==, 0);
}

static void
test_pem_refuses (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *one = desk_x509_to_pem (fixture->pki->signer->certificate);
  g_autofree char *cut = g_strndup (one, strlen (one) / 2);
  g_autofree char *second_broken = g_strconcat (one, cut, NULL);
  const char *bad[] = { "", "text", cut, second_broken };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (desk_x509_list_new_from_pem (bad[i], &error));
    g_assert_error (error, DESK_X509_ERROR, DESK_X509_ERROR_FORM);
  }
}

static void
test_names (Fixture *fixture, gconstpointer user_data)
{
  X509 *certificate = fixture->pki->signer->certificate;
  g_autofree char *subject = desk_x509_get_subject_name (certificate);
  g_autofree char *issuer = desk_x509_get_issuer_name (certificate);
  g_autofree char *dn = desk_x509_get_issuer_dn (certificate);
  g_autoptr (X509) nameless = X509_new ();
  g_autofree char *nothing = desk_x509_get_subject_name (nameless);

  g_assert_cmpstr (subject, ==, "张三");
  g_assert_cmpstr (issuer, ==, "Issuing");
  g_assert_cmpstr (dn, ==, "CN=Issuing");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_serial (Fixture *fixture, gconstpointer user_data)
{
  static const char *const bad[] = { "", "0", "zz", "010203040506070809101112131415161718192021" };
  X509 *certificate = fixture->pki->signer->certificate;
  g_autofree char *serial = desk_x509_get_serial (certificate);
  g_autoptr (ASN1_INTEGER) back = desk_x509_parse_serial (serial);

  g_assert_cmpuint (strlen (serial), ==, 32);
  g_assert_cmpint (ASN1_INTEGER_cmp (back, X509_get0_serialNumber (certificate)), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (desk_x509_parse_serial (bad[i]));
}

static void
test_times (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (DeskTestIdentity) far_off = desk_test_identity_new (
      &(DeskTestProfile){ .name = "far off",
                          .not_before = G_GINT64_CONSTANT (2524608000), /* 2050 */
                          .not_after = G_GINT64_CONSTANT (253402300799) });
  X509 *certificate = fixture->pki->signer->certificate;
  g_autoptr (X509) empty = X509_new ();

  g_assert_cmpint (desk_x509_get_not_before (certificate), ==, DESK_TEST_NOW - DESK_TEST_DAY);
  g_assert_cmpint (desk_x509_get_not_after (certificate), ==, DESK_TEST_NOW + 365 * DESK_TEST_DAY);
  g_assert_cmpint (desk_x509_get_not_before (far_off->certificate), ==,
                   G_GINT64_CONSTANT (2524608000));
  g_assert_cmpint (desk_x509_get_not_after (far_off->certificate), ==,
                   G_GINT64_CONSTANT (253402300799));
  g_assert_cmpint (desk_x509_get_not_before (empty), ==, G_MAXINT64);
  g_assert_cmpint (desk_x509_get_not_after (empty), ==, G_MININT64);
}

#define ADD(path, func) g_test_add ("/pki/x509/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("der", test_der);
  ADD ("der-refuses", test_der_refuses);
  ADD ("pem", test_pem);
  ADD ("pem-refuses", test_pem_refuses);
  ADD ("names", test_names);
  ADD ("serial", test_serial);
  ADD ("times", test_times);
  return g_test_run ();
}
