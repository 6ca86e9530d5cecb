/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-text.h"

char *
desk_pkcs11_text_dup (const CK_UTF8CHAR *text, size_t length)
{
  g_autofree char *copy = g_strndup ((const char *) text, length);
  char *converted;

  g_strchomp (copy);
  if (g_utf8_validate (copy, -1, NULL))
    return g_steal_pointer (&copy);

  converted = g_convert (copy, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
  return converted != NULL ? converted : g_utf8_make_valid (copy, -1);
}

char *
desk_pkcs11_text_dup_version (const CK_VERSION *version)
{
  return g_strdup_printf ("%u.%u", version->major, version->minor);
}
