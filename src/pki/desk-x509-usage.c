/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-x509.h"

#include "desk-openssl.h"

/* What the extended key usage of a certificate may name, so that it fits one of our purposes: an
 * object identifier each. */
#define ANY_USAGE         "2.5.29.37.0"
#define EMAIL_PROTECTION  "1.3.6.1.5.5.7.3.4"
#define CLIENT_AUTH       "1.3.6.1.5.5.7.3.2"
#define DOCUMENT_SIGNING  "1.3.6.1.5.5.7.3.36" /* RFC 9336 */
#define ADOBE_SIGNING     "1.2.840.113583.1.1.5"
#define MICROSOFT_SIGNING "1.3.6.1.4.1.311.10.3.12"
#define TIME_STAMPING     "1.3.6.1.5.5.7.3.8"

static const char *const signing_usages[]
    = { ANY_USAGE, EMAIL_PROTECTION, DOCUMENT_SIGNING, ADOBE_SIGNING, MICROSOFT_SIGNING, NULL };

/* A signer's certificate signs its holder in as well. */
static const char *const sign_in_usages[]
    = { ANY_USAGE,         CLIENT_AUTH, EMAIL_PROTECTION, DOCUMENT_SIGNING, ADOBE_SIGNING,
        MICROSOFT_SIGNING, NULL };

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)

static gboolean
has_key_usage (X509 *certificate, uint32_t wanted)
{
  uint32_t flags = X509_get_extension_flags (certificate);

  return (flags & (EXFLAG_INVALID | EXFLAG_CA)) == 0 && (flags & EXFLAG_KUSAGE) != 0
         && (X509_get_key_usage (certificate) & wanted) != 0;
}

static gboolean
names_usage (EXTENDED_KEY_USAGE *usages, const char *const *accepted)
{
  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++) {
    char name[64];

    if (OBJ_obj2txt (name, sizeof name, sk_ASN1_OBJECT_value (usages, i), 1) > 0
        && g_strv_contains (accepted, name))
      return TRUE;
  }

  return FALSE;
}

static gboolean
allows_usage (X509 *certificate, const char *const *accepted)
{
  int critical = 0; /* afterwards -1 if there is no such extension, -2 if there are several */
  g_autoptr (EXTENDED_KEY_USAGE) usages
      = X509_get_ext_d2i (certificate, NID_ext_key_usage, &critical, NULL);

  if (usages == NULL)
    return critical == -1;

  return names_usage (usages, accepted);
}

gboolean
desk_x509_may_sign (X509 *certificate)
{
  return has_key_usage (certificate, KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)
         && allows_usage (certificate, signing_usages);
}

gboolean
desk_x509_may_sign_in (X509 *certificate)
{
  return has_key_usage (certificate, KU_DIGITAL_SIGNATURE)
         && allows_usage (certificate, sign_in_usages);
}

gboolean
desk_x509_may_timestamp (X509 *certificate)
{
  static const char *const wanted[] = { TIME_STAMPING, NULL };
  int critical = 0;
  g_autoptr (EXTENDED_KEY_USAGE) usages
      = X509_get_ext_d2i (certificate, NID_ext_key_usage, &critical, NULL);

  return has_key_usage (certificate, KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) && usages != NULL
         && critical == 1 && sk_ASN1_OBJECT_num (usages) == 1 && names_usage (usages, wanted);
}
