/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-gm-identity.h"

#include "desk-encoding.h"
#include "desk-openssl.h"

#include <openssl/err.h>

/* 150102199001010019 as text in hexadecimal. */
#define NUMBER "313530313032313939303031303130303139"

static void
add (X509 *certificate, const char *oid, const char *der)
{
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj (oid, 1);
  g_autoptr (GBytes) bytes = desk_hex_decode (der);
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension;

  ASN1_OCTET_STRING_set (octets, g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes));
  extension = X509_EXTENSION_create_by_OBJ (NULL, object, 0, octets);
  g_assert_nonnull (extension);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (octets);
}

static void
test_dialects (void)
{
  static const struct {
    const char *oid;
    const char *der;
    DeskGmIdentityKind kind;
    const char *value;
  } cases[] = {
    /* The three forms of the CHOICE: explicit, implicit, none. */
    { "1.2.156.10260.4.1.1", "a0141312" NUMBER, DESK_GM_IDENTITY_RESIDENT, "150102199001010019" },
    { "1.2.156.10260.4.1.1", "8012" NUMBER, DESK_GM_IDENTITY_RESIDENT, "150102199001010019" },
    { "1.2.156.10260.4.1.1", "0c12" NUMBER, DESK_GM_IDENTITY_RESIDENT, "150102199001010019" },
    { "1.2.156.10260.4.1.1", "a1080c06e5869b313233", DESK_GM_IDENTITY_MILITARY, "军123" },
    { "1.2.156.10260.4.1.1", "8106e5869b313233", DESK_GM_IDENTITY_MILITARY, "军123" },
    { "1.2.156.10260.4.1.1", "a20b1309453132333435363738", DESK_GM_IDENTITY_PASSPORT, "E12345678" },
    { "1.2.156.10260.4.1.1", "1309453132333435363738", DESK_GM_IDENTITY_PERSON, "E12345678" },
    { "1.2.156.10260.4.1.1.1", "1312" NUMBER, DESK_GM_IDENTITY_RESIDENT, "150102199001010019" },
    { "1.2.156.10260.4.1.1.2", "1309453132333435363738", DESK_GM_IDENTITY_PASSPORT, "E12345678" },
    { "1.2.156.10260.4.1.2", "1303313233", DESK_GM_IDENTITY_INSURANCE, "123" },
    { "1.2.156.10260.4.1.3", "1303313233", DESK_GM_IDENTITY_BUSINESS, "123" },
    { "1.2.156.10260.4.1.4", "1603313233", DESK_GM_IDENTITY_UNIT, "123" },
    { "1.2.156.10260.4.1.5", "1203313233", DESK_GM_IDENTITY_TAX, "123" },
    { "1.2.86.11.7.1", "0c12" NUMBER, DESK_GM_IDENTITY_RESIDENT, "150102199001010019" },
    { "1.2.86.11.7.4", "1e06003100320033", DESK_GM_IDENTITY_UNIT, "123" },
    { "2.16.840.1.113732.2", "0c145346" NUMBER, DESK_GM_IDENTITY_RESIDENT, "150102199001010019" },
    { "1.2.156.112562.2.1.1.24", "0c055351313233", DESK_GM_IDENTITY_UNIQUE, "SQ123" },
    { "1.2.156.1.8888.148", "0c052031323320", DESK_GM_IDENTITY_UNIQUE, "123" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (X509) certificate = X509_new ();
    g_autoptr (GPtrArray) list = NULL;
    const DeskGmIdentity *identity;

    add (certificate, cases[i].oid, cases[i].der);
    list = desk_gm_identity_list (certificate);
    g_test_message ("%s %s", cases[i].oid, cases[i].der);
    g_assert_cmpuint (list->len, ==, 1);
    identity = g_ptr_array_index (list, 0);
    g_assert_cmpint (identity->kind, ==, cases[i].kind);
    g_assert_cmpstr (identity->value, ==, cases[i].value);
  }
}

/* None of these is a text in a form that is known. */
static void
test_passes_over (void)
{
  static const char *const bad[] = {
    "",                     /* nothing */
    "1300",                 /* empty */
    "13022020",             /* blank */
    "1312" NUMBER "00",     /* something behind it */
    "1312313233",           /* cut */
    "a0141213" NUMBER,      /* inner length wrong */
    "a0a01613143132333435", /* cut within two tags */
    "a00ba0091307"
    "31323334353637", /* three layers */
    "020101",         /* a number */
    "0c03c0af31",     /* not UTF-8 */
    "0c03310032",     /* a NUL within */
    "1380313200",     /* indefinite length */
    "1e03003100",     /* half a character */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (X509) certificate = X509_new ();
    g_autoptr (GPtrArray) list = NULL;

    g_test_message ("%s", bad[i]);
    add (certificate, "1.2.156.10260.4.1.1", bad[i]);
    list = desk_gm_identity_list (certificate);
    g_assert_cmpuint (list->len, ==, 0);
    g_assert_cmpuint (ERR_peek_error (), ==, 0);
  }
}

static void
test_several (void)
{
  g_autoptr (X509) certificate = X509_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *none = desk_gm_identity_dup_resident_number (certificate);
  g_autofree char *number = NULL;

  g_assert_null (none);
  add (certificate, "2.5.29.14", "0403313233");
  add (certificate, "1.2.156.10260.4.1.4", "1303313233");
  add (certificate, "1.2.156.10260.4.1.1", "a0141312313530313032313939303031303130303178");
  list = desk_gm_identity_list (certificate);
  g_assert_cmpuint (list->len, ==, 2);
  number = desk_gm_identity_dup_resident_number (certificate);
  g_assert_cmpstr (number, ==, "15010219900101001X");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pki/gm-identity/dialects", test_dialects);
  g_test_add_func ("/pki/gm-identity/passes-over", test_passes_over);
  g_test_add_func ("/pki/gm-identity/several", test_several);
  return g_test_run ();
}
