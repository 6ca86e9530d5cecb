/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-subject-name.h"

#include "desk-openssl.h"

#include <openssl/objects.h>
#include <string.h>

G_DEFINE_QUARK (desk - subject - name - error - quark, desk_subject_name_error)

/* RFC 4514, section 3, and the upper bounds of RFC 5280, appendix A.1, in code points. */
static const struct {
  const char *name;
  int nid;
  glong maximum;
} attributes[] = {
  { "C", NID_countryName, 2 },
  { "ST", NID_stateOrProvinceName, 128 },
  { "L", NID_localityName, 128 },
  { "O", NID_organizationName, 64 },
  { "OU", NID_organizationalUnitName, 64 },
  { "CN", NID_commonName, 64 },
};

static gboolean
fail (GError **error, const char *part)
{
  g_set_error (error, DESK_SUBJECT_NAME_ERROR, DESK_SUBJECT_NAME_ERROR_FORM,
               "\"%s\" is no part of a name", part);
  return FALSE;
}

static gboolean
add_value (X509_NAME *name, size_t attribute, const char *value, int position)
{
  glong length = g_utf8_strlen (value, -1);

  if (length < 1 || length > attributes[attribute].maximum)
    return FALSE;

  return X509_NAME_add_entry_by_NID (name, attributes[attribute].nid, MBSTRING_UTF8,
                                     (const uint8_t *) value, -1, position, 0)
         == 1;
}

/* The least specific part comes first in the encoding. */
static gboolean
add_part (X509_NAME *name, const char *part, GError **error)
{
  const char *equals = strchr (part, '=');
  g_autofree char *type = equals != NULL ? g_strndup (part, (gsize) (equals - part)) : NULL;

  if (type != NULL)
    g_strstrip (type);
  for (size_t i = 0; type != NULL && i < G_N_ELEMENTS (attributes); i++)
    if (g_ascii_strcasecmp (type, attributes[i].name) == 0)
      return add_value (name, i, equals + 1, 0) || fail (error, part);

  return fail (error, part);
}

/* Splits at commas that no backslash stands before; takes the backslashes away. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    if (*c == ',') {
      g_ptr_array_add (parts, g_strdup (part->str));
      g_string_truncate (part, 0);
      continue;
    }
    if (*c == '\\' && c[1] != '\0')
      c++;
    g_string_append_c (part, *c);
  }

  g_ptr_array_add (parts, g_strdup (part->str));
  return parts;
}

X509_NAME *
desk_subject_name_parse (const char *text, GError **error)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  g_autoptr (GPtrArray) parts = NULL;

  if (!g_utf8_validate (text, -1, NULL)) {
    fail (error, "?");
    return NULL;
  }
  if (strchr (text, '=') == NULL) {
    if (!add_value (name, G_N_ELEMENTS (attributes) - 1, text, -1)) {
      fail (error, text);
      return NULL;
    }
    return g_steal_pointer (&name);
  }

  parts = split (text);
  for (guint i = 0; i < parts->len; i++)
    if (!add_part (name, g_ptr_array_index (parts, i), error))
      return NULL;

  if (X509_NAME_get_index_by_NID (name, NID_commonName, -1) < 0) {
    fail (error, text);
    return NULL;
  }
  return g_steal_pointer (&name);
}
