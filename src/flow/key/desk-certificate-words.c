/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-certificate-words.h"

#include "desk-openssl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP_LENGTH 4 /* digits */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)

/* In the order of desk_certificate_words_compare_attributes(). */
static const struct {
  const char *attribute;
  const char *word;
} attribute_words[] = {
  { "CN", N_ ("Common name") },      { "SN", N_ ("Surname") },
  { "GN", N_ ("Given name") },       { "O", N_ ("Unit") },
  { "OU", N_ ("Department") },       { "title", N_ ("Title") },
  { "street", N_ ("Address") },      { "L", N_ ("City") },
  { "ST", N_ ("Province") },         { "C", N_ ("Country") },
  { "serialNumber", N_ ("Number") }, { "emailAddress", N_ ("E-mail") },
};

static const char *const identity_words[] = {
  [DESK_GM_IDENTITY_RESIDENT] = N_ ("Resident ID card"),
  [DESK_GM_IDENTITY_MILITARY] = N_ ("Officer's ID"),
  [DESK_GM_IDENTITY_PASSPORT] = N_ ("Passport"),
  [DESK_GM_IDENTITY_PERSON] = N_ ("ID number"),
  [DESK_GM_IDENTITY_INSURANCE] = N_ ("Social insurance number"),
  [DESK_GM_IDENTITY_BUSINESS] = N_ ("Business registration number"),
  [DESK_GM_IDENTITY_UNIT] = N_ ("Unified social credit code or organisation code"),
  [DESK_GM_IDENTITY_TAX] = N_ ("Tax number"),
  [DESK_GM_IDENTITY_UNIQUE] = N_ ("The authority's own mark"),
};

static const struct {
  uint32_t bit;
  const char *word;
} usage_words[] = {
  { KU_DIGITAL_SIGNATURE, N_ ("digital signature") },
  { KU_NON_REPUDIATION, N_ ("non-repudiation") },
  { KU_KEY_ENCIPHERMENT, N_ ("encryption of keys") },
  { KU_DATA_ENCIPHERMENT, N_ ("encryption of data") },
  { KU_KEY_AGREEMENT, N_ ("key agreement") },
  { KU_KEY_CERT_SIGN, N_ ("issuing of certificates") },
  { KU_CRL_SIGN, N_ ("issuing of revocation lists") },
};

static const struct {
  int nid;
  const char *word;
} extended_usage_words[] = {
  { NID_anyExtendedKeyUsage, N_ ("anything") },
  { NID_client_auth, N_ ("signing in to a server") },
  { NID_server_auth, N_ ("authentication of a server") },
  { NID_email_protect, N_ ("protection of e-mail") },
  { NID_code_sign, N_ ("signing of programs") },
  { NID_time_stamp, N_ ("timestamps") },
  { NID_ms_smartcard_login, N_ ("signing in to a computer") },
};

/* The row of @attribute, behind the last one if it has none. */
static size_t
find_attribute (const char *attribute)
{
  size_t row = 0;

  while (row < G_N_ELEMENTS (attribute_words)
         && !g_str_equal (attribute, attribute_words[row].attribute))
    row++;

  return row;
}

const char *
desk_certificate_words_get_attribute (const char *attribute)
{
  size_t row = find_attribute (attribute);

  return row < G_N_ELEMENTS (attribute_words) ? _ (attribute_words[row].word) : attribute;
}

int
desk_certificate_words_compare_attributes (const char *a, const char *b)
{
  return (int) find_attribute (a) - (int) find_attribute (b);
}

const char *
desk_certificate_words_get_identity (DeskGmIdentityKind kind)
{
  g_return_val_if_fail ((size_t) kind < G_N_ELEMENTS (identity_words), NULL);

  return _ (identity_words[kind]);
}

static char *
join (GPtrArray *words)
{
  if (words->len == 0)
    return NULL;

  g_ptr_array_add (words, NULL);
  /* Translators: stands between the parts of an enumeration. */
  return g_strjoinv (_ (", "), (char **) words->pdata);
}

char *
desk_certificate_words_dup_usage (X509 *certificate)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  uint32_t usage = X509_get_key_usage (certificate);

  /* Without the extension OpenSSL reports every bit. */
  if ((X509_get_extension_flags (certificate) & EXFLAG_KUSAGE) == 0)
    return NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (usage_words); i++)
    if ((usage & usage_words[i].bit) != 0)
      g_ptr_array_add (words, _ (usage_words[i].word));

  return join (words);
}

static char *
dup_extended_usage_word (const ASN1_OBJECT *object)
{
  int nid = OBJ_obj2nid (object);
  char oid[128];

  for (size_t i = 0; i < G_N_ELEMENTS (extended_usage_words); i++)
    if (nid == extended_usage_words[i].nid)
      return g_strdup (_ (extended_usage_words[i].word));

  return g_strdup (OBJ_obj2txt (oid, sizeof oid, object, 0) > 0 ? oid : "");
}

char *
desk_certificate_words_dup_extended_usage (X509 *certificate)
{
  g_autoptr (EXTENDED_KEY_USAGE) usages
      = X509_get_ext_d2i (certificate, NID_ext_key_usage, NULL, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++)
    g_ptr_array_add (words, dup_extended_usage_word (sk_ASN1_OBJECT_value (usages, i)));

  return join (words);
}

char *
desk_certificate_words_dup_days (gint64 days_left)
{
  gulong days = (gulong) ABS (days_left);

  if (days_left < 0)
    return g_strdup_printf (ngettext ("expired %lu day ago", "expired %lu days ago", days), days);
  if (days_left == 0)
    return g_strdup (_ ("expires within a day"));

  return g_strdup_printf (ngettext ("%lu day left", "%lu days left", days), days);
}

char *
desk_certificate_words_dup_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup (_ ("unreadable"));
}

char *
desk_certificate_words_dup_groups (const char *hex)
{
  g_autofree char *capitals = g_ascii_strup (hex, -1);
  GString *groups = g_string_new (NULL);

  for (size_t i = 0; capitals[i] != '\0'; i++) {
    if (i > 0 && i % GROUP_LENGTH == 0)
      g_string_append_c (groups, ' ');
    g_string_append_c (groups, capitals[i]);
  }

  return g_string_free (groups, FALSE);
}
