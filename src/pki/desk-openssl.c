/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-openssl.h"

#include <openssl/err.h>

void
desk_openssl_set_error (GError **error, GQuark domain, int code, const char *doing)
{
  g_autoptr (GString) text = g_string_new (doing);
  unsigned long reason;

  while ((reason = ERR_get_error ()) != 0) {
    char buffer[256];

    ERR_error_string_n (reason, buffer, sizeof buffer);
    g_string_append_printf (text, ": %s", buffer);
  }

  g_set_error_literal (error, domain, code, text->str);
}

X509Stack *
desk_openssl_copy_stack (X509Stack *stack)
{
  X509Stack *copy = stack != NULL ? X509_chain_up_ref (stack) : sk_X509_new_null ();

  if (copy == NULL)
    g_error ("out of memory");

  return copy;
}

GBytes *
desk_openssl_take_der (uint8_t *der, int length)
{
  GBytes *bytes;

  if (length <= 0)
    return NULL;

  bytes = g_bytes_new (der, (size_t) length);
  OPENSSL_free (der);
  return bytes;
}

gboolean
desk_openssl_time_to_unix (const ASN1_TIME *time, gint64 *unix_seconds)
{
  g_autoptr (GDateTime) date = NULL;
  struct tm parts;

  if (time == NULL || ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;

  date = g_date_time_new_utc (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                              parts.tm_min, parts.tm_sec);
  if (date == NULL)
    return FALSE;

  *unix_seconds = g_date_time_to_unix (date);
  return TRUE;
}

ASN1_TIME *
desk_openssl_time_new (gint64 unix_seconds)
{
  return ASN1_TIME_set (NULL, (time_t) unix_seconds);
}
