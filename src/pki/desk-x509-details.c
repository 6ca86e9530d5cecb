/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-pki"

#include "desk-x509-details.h"

#include "desk-encoding.h"
#include "desk-openssl.h"
#include "desk-x509.h"

#include <openssl/err.h>

void
desk_x509_name_part_free (DeskX509NamePart *part)
{
  g_free (part->attribute);
  g_free (part->value);
  g_free (part);
}

static char *
dup_object_name (const ASN1_OBJECT *object)
{
  int nid = OBJ_obj2nid (object);
  char oid[128];

  if (nid != NID_undef)
    return g_strdup (OBJ_nid2sn (nid));

  return g_strdup (OBJ_obj2txt (oid, sizeof oid, object, 1) > 0 ? oid : "");
}

GPtrArray *
desk_x509_name_list (const X509_NAME *name)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_x509_name_part_free);

  for (int i = 0; i < X509_NAME_entry_count (name); i++) {
    const X509_NAME_ENTRY *entry = X509_NAME_get_entry (name, i);
    DeskX509NamePart *part;
    uint8_t *text = NULL;
    int length = ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (entry));

    if (length < 0)
      continue;

    part = g_new0 (DeskX509NamePart, 1);
    part->attribute = dup_object_name (X509_NAME_ENTRY_get_object (entry));
    part->value = g_utf8_make_valid ((const char *) text, length);
    OPENSSL_free (text);
    g_ptr_array_add (list, part);
  }

  ERR_clear_error ();
  return list;
}

static char *
dup_algorithm_name (X509 *certificate)
{
  ASN1_OBJECT *algorithm = NULL;

  X509_PUBKEY_get0_param (&algorithm, NULL, NULL, NULL, X509_get_X509_PUBKEY (certificate));
  return algorithm != NULL ? dup_object_name (algorithm) : g_strdup ("");
}

char *
desk_x509_dup_public_key_name (X509 *certificate)
{
  EVP_PKEY *key = X509_get0_pubkey (certificate);
  char group[64];

  ERR_clear_error ();
  if (key == NULL)
    return dup_algorithm_name (certificate);
  if (EVP_PKEY_is_a (key, "SM2"))
    return g_strdup ("SM2");
  if (EVP_PKEY_is_a (key, "RSA"))
    return g_strdup_printf ("RSA %d", EVP_PKEY_get_bits (key));

  if (EVP_PKEY_is_a (key, "EC") && EVP_PKEY_get_group_name (key, group, sizeof group, NULL) == 1) {
    const char *usual = EC_curve_nid2nist (OBJ_sn2nid (group));

    return g_strdup_printf ("EC %s", usual != NULL ? usual : group);
  }

  return dup_algorithm_name (certificate);
}

char *
desk_x509_dup_signature_name (X509 *certificate)
{
  const X509_ALGOR *algorithm = X509_get0_tbs_sigalg (certificate);
  const ASN1_OBJECT *object = NULL;
  int nid;

  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  nid = OBJ_obj2nid (object);
  return nid != NID_undef ? g_strdup (OBJ_nid2ln (nid)) : dup_object_name (object);
}

char *
desk_x509_dup_digest (X509 *certificate, const char *algorithm)
{
  g_autoptr (GBytes) der = desk_x509_to_der (certificate);
  uint8_t digest[EVP_MAX_MD_SIZE];
  size_t length = 0;

  if (EVP_Q_digest (NULL, algorithm, NULL, g_bytes_get_data (der, NULL), g_bytes_get_size (der),
                    digest, &length)
      != 1) {
    ERR_clear_error ();
    return NULL;
  }

  return desk_hex_encode (digest, length);
}
