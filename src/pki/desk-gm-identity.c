/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-gm-identity.h"

#include "desk-openssl.h"

#include <openssl/err.h>
#include <string.h>

#define RESIDENT_LENGTH 18 /* GB 11643-1999 */
#define VALUE_MAXIMUM   64 /* octets; none of these numbers comes near */

typedef struct {
  const char *oid;
  DeskGmIdentityKind kind;
} DialectRow;

/* The extensions known; an arc that ends in '.' stands for all below it. */
static const DialectRow dialects[] = {
  /* GM/T 0015-2012, 5.2.3 */
  { "1.2.156.10260.4.1.1", DESK_GM_IDENTITY_PERSON },
  { "1.2.156.10260.4.1.1.1", DESK_GM_IDENTITY_RESIDENT },
  { "1.2.156.10260.4.1.1.2", DESK_GM_IDENTITY_PASSPORT },
  { "1.2.156.10260.4.1.2", DESK_GM_IDENTITY_INSURANCE },
  { "1.2.156.10260.4.1.3", DESK_GM_IDENTITY_BUSINESS },
  { "1.2.156.10260.4.1.4", DESK_GM_IDENTITY_UNIT },
  { "1.2.156.10260.4.1.5", DESK_GM_IDENTITY_TAX },
  /* The same five as certificates with RSA keys had them before. */
  { "1.2.86.11.7.1", DESK_GM_IDENTITY_PERSON },
  { "1.2.86.11.7.2", DESK_GM_IDENTITY_INSURANCE },
  { "1.2.86.11.7.3", DESK_GM_IDENTITY_BUSINESS },
  { "1.2.86.11.7.4", DESK_GM_IDENTITY_UNIT },
  { "1.2.86.11.7.5", DESK_GM_IDENTITY_TAX },
  /* Authorities' own */
  { "2.16.840.1.113732.2", DESK_GM_IDENTITY_UNIQUE },
  { "1.2.156.112562.2.1.", DESK_GM_IDENTITY_UNIQUE },
  { "1.2.156.112573.14", DESK_GM_IDENTITY_UNIQUE },
  { "1.2.156.1.8888.148", DESK_GM_IDENTITY_UNIQUE },
};

/* The alternatives of identifyCode by their context tag. */
static const DeskGmIdentityKind alternatives[] = {
  DESK_GM_IDENTITY_RESIDENT,
  DESK_GM_IDENTITY_MILITARY,
  DESK_GM_IDENTITY_PASSPORT,
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_STRING, ASN1_STRING_free)

void
desk_gm_identity_free (DeskGmIdentity *identity)
{
  g_free (identity->value);
  g_free (identity);
}

static const DialectRow *
find_dialect (const ASN1_OBJECT *object)
{
  char oid[64];

  if (OBJ_obj2txt (oid, sizeof oid, object, 1) <= 0)
    return NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (dialects); i++)
    if (g_str_equal (oid, dialects[i].oid)
        || (g_str_has_suffix (dialects[i].oid, ".") && g_str_has_prefix (oid, dialects[i].oid)))
      return &dialects[i];

  return NULL;
}

/* @length octets of ASN.1 type @type as text without blanks around it; NULL if there is none. */
static char *
read_text (const uint8_t *octets, long length, int type)
{
  g_autoptr (ASN1_STRING) string = ASN1_STRING_type_new (type);
  g_autofree char *text = NULL;
  uint8_t *utf8 = NULL;
  int size;

  if (string == NULL || length > VALUE_MAXIMUM
      || ASN1_STRING_set (string, octets, (int) length) != 1)
    return NULL;

  size = ASN1_STRING_to_UTF8 (&utf8, string);
  if (size < 0)
    return NULL;
  if (g_utf8_validate_len ((const char *) utf8, (size_t) size, NULL))
    text = g_strstrip (g_strndup ((const char *) utf8, (size_t) size));
  OPENSSL_free (utf8);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_text_tag (int tag)
{
  return tag == V_ASN1_PRINTABLESTRING || tag == V_ASN1_UTF8STRING || tag == V_ASN1_IA5STRING
         || tag == V_ASN1_NUMERICSTRING || tag == V_ASN1_T61STRING || tag == V_ASN1_BMPSTRING;
}

/* A value of at most two layers: [n] EXPLICIT around a string, [n] IMPLICIT, or the string itself.
 * @alternative receives n, -1 without a tag. */
static char *
read_value (const uint8_t *der, long length, int *alternative)
{
  const uint8_t *next = der;
  long size;
  int tag;
  int class;
  int form = ASN1_get_object (&next, &size, &tag, &class, length);

  if ((form & 0x81) != 0 || next + size != der + length)
    return NULL;

  if (class == V_ASN1_CONTEXT_SPECIFIC && *alternative < 0) {
    *alternative = tag;
    return (form & V_ASN1_CONSTRUCTED) != 0 ? read_value (next, size, alternative)
                                            : read_text (next, size, V_ASN1_UTF8STRING);
  }

  return class == V_ASN1_UNIVERSAL && is_text_tag (tag) ? read_text (next, size, tag) : NULL;
}

/* 17 digits and a digit or X: the form only; what is masked must not depend on a check digit. */
static gboolean
looks_resident (const char *value)
{
  return strlen (value) == RESIDENT_LENGTH && strspn (value, "0123456789") >= RESIDENT_LENGTH - 1
         && strchr ("0123456789Xx", value[RESIDENT_LENGTH - 1]) != NULL;
}

/* What @value is by itself where the extension does not say: "SF" (身份) stands before the number
 * of an identity card. */
static DeskGmIdentityKind
judge (DeskGmIdentityKind kind, char **value)
{
  const char *number = g_str_has_prefix (*value, "SF") ? *value + 2 : *value;

  if ((kind != DESK_GM_IDENTITY_PERSON && kind != DESK_GM_IDENTITY_UNIQUE)
      || !looks_resident (number))
    return kind;

  if (number != *value) {
    char *rest = g_strdup (number);

    g_free (*value);
    *value = rest;
  }
  return DESK_GM_IDENTITY_RESIDENT;
}

static DeskGmIdentity *
read_extension (X509_EXTENSION *extension)
{
  const DialectRow *row = find_dialect (X509_EXTENSION_get_object (extension));
  const ASN1_OCTET_STRING *octets = X509_EXTENSION_get_data (extension);
  int alternative = -1;
  DeskGmIdentityKind kind;
  DeskGmIdentity *identity;
  char *value;

  if (row == NULL)
    return NULL;

  value = read_value (ASN1_STRING_get0_data (octets), ASN1_STRING_length (octets), &alternative);
  if (value == NULL)
    return NULL;

  kind = row->kind;
  if (kind == DESK_GM_IDENTITY_PERSON && alternative >= 0
      && alternative < (int) G_N_ELEMENTS (alternatives))
    kind = alternatives[alternative];

  identity = g_new0 (DeskGmIdentity, 1);
  identity->kind = judge (kind, &value);
  identity->value = value;
  return identity;
}

GPtrArray *
desk_gm_identity_list (X509 *certificate)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_gm_identity_free);

  for (int i = 0; i < X509_get_ext_count (certificate); i++) {
    DeskGmIdentity *identity = read_extension (X509_get_ext (certificate, i));

    if (identity != NULL)
      g_ptr_array_add (list, identity);
  }

  /* What was passed over must not be told as the reason of a later failure. */
  ERR_clear_error ();
  return list;
}

char *
desk_gm_identity_dup_resident_number (X509 *certificate)
{
  g_autoptr (GPtrArray) list = desk_gm_identity_list (certificate);

  for (guint i = 0; i < list->len; i++) {
    const DeskGmIdentity *identity = g_ptr_array_index (list, i);

    if (identity->kind == DESK_GM_IDENTITY_RESIDENT)
      return g_ascii_strup (identity->value, -1);
  }

  return NULL;
}
