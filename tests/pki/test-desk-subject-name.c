/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-subject-name.h"

#include "desk-openssl.h"

#include <string.h>

static void
assert_reads_as (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509_NAME) name = desk_subject_name_parse (text, &error);
  BIO *out = BIO_new (BIO_s_mem ());
  char *printed;
  long length;

  g_assert_no_error (error);
  X509_NAME_print_ex (out, name, 0, XN_FLAG_RFC2253 & ~(unsigned long) ASN1_STRFLGS_ESC_MSB);
  length = BIO_get_mem_data (out, &printed);
  g_assert_cmpmem (printed, (size_t) length, expected, strlen (expected));
  BIO_free (out);
}

static void
test_accepted (void)
{
  assert_reads_as ("张三", "CN=张三");
  assert_reads_as ("CN=张三", "CN=张三");
  assert_reads_as ("CN=张三,OU=财务部,O=某公司,L=呼和浩特市,ST=内蒙古自治区,C=CN",
                   "CN=张三,OU=财务部,O=某公司,L=呼和浩特市,ST=内蒙古自治区,C=CN");
  assert_reads_as ("cn=张三, o=甲\\,乙公司", "CN=张三,O=甲\\,乙公司");
}

static void
test_refused (void)
{
  const char *const texts[] = {
    "", "CN=", "O=某公司", "CN=张三,", "CN=张三,X=1", "CN=张三,C=CHN", "CN=\xff", "=张三",
  };
  g_autofree char *long_name = g_strnfill (65, 'a');

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (desk_subject_name_parse (texts[i], &error));
    g_assert_error (error, DESK_SUBJECT_NAME_ERROR, DESK_SUBJECT_NAME_ERROR_FORM);
  }
  g_assert_null (desk_subject_name_parse (long_name, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/subject-name/accepted", test_accepted);
  g_test_add_func ("/pki/subject-name/refused", test_refused);
  return g_test_run ();
}
