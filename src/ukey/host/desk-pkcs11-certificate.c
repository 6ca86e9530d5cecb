/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-certificate.h"

#include "desk-pkcs11-text.h"

#define MAX_DER_LENGTH   (32 * 1024)
#define MAX_ID_LENGTH    1024
#define MAX_LABEL_LENGTH 64 /* octets as the token has them; a character becomes three at most */

void
desk_pkcs11_certificate_free (DeskPkcs11Certificate *certificate)
{
  g_clear_pointer (&certificate->der, g_bytes_unref);
  g_clear_pointer (&certificate->key_id, g_bytes_unref);
  g_free (certificate->label);
  g_free (certificate);
}

static char *
read_label (DeskPkcs11Session *session, CK_OBJECT_HANDLE object)
{
  g_autoptr (GBytes) label = desk_pkcs11_session_read (session, object, CKA_LABEL);
  gsize length;
  const void *text;

  if (label == NULL || g_bytes_get_size (label) == 0)
    return g_strdup ("");

  text = g_bytes_get_data (label, &length);
  return desk_pkcs11_text_dup (text, MIN (length, MAX_LABEL_LENGTH));
}

/* Most tokens show private keys only to whoever is logged in. */
static DeskUkeyKeyPresence
look_for_key (DeskPkcs11Session *session, GBytes *key_id)
{
  CK_FLAGS flags = desk_pkcs11_session_get_token (session)->flags;
  g_autoptr (GArray) keys = desk_pkcs11_session_find_by_id (session, CKO_PRIVATE_KEY, key_id, NULL);

  if (keys != NULL && keys->len > 0)
    return DESK_UKEY_KEY_PRESENT;

  return (flags & CKF_LOGIN_REQUIRED) != 0 ? DESK_UKEY_KEY_UNKNOWN : DESK_UKEY_KEY_MISSING;
}

/* NULL for an object without a certificate of a sane size. */
static DeskPkcs11Certificate *
read_certificate (DeskPkcs11Session *session, CK_OBJECT_HANDLE object)
{
  g_autoptr (DeskPkcs11Certificate) certificate = g_new0 (DeskPkcs11Certificate, 1);

  certificate->der = desk_pkcs11_session_read (session, object, CKA_VALUE);
  certificate->key_id = desk_pkcs11_session_read (session, object, CKA_ID);
  if (certificate->der == NULL || g_bytes_get_size (certificate->der) == 0
      || g_bytes_get_size (certificate->der) > MAX_DER_LENGTH)
    return NULL;

  if (certificate->key_id == NULL)
    certificate->key_id = g_bytes_new_static ("", 0);
  if (g_bytes_get_size (certificate->key_id) > MAX_ID_LENGTH)
    return NULL;

  certificate->label = read_label (session, object);
  certificate->has_key = look_for_key (session, certificate->key_id);
  return g_steal_pointer (&certificate);
}

GPtrArray *
desk_pkcs11_certificate_list (DeskPkcs11Session *session, GError **error)
{
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE type = CKC_X_509;
  CK_ATTRIBUTE template[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_CERTIFICATE_TYPE, &type, sizeof type },
  };
  g_autoptr (GArray) objects
      = desk_pkcs11_session_find_all (session, template, G_N_ELEMENTS (template), error);
  GPtrArray *certificates;

  if (objects == NULL)
    return NULL;

  certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_pkcs11_certificate_free);
  for (guint i = 0; i < objects->len; i++) {
    DeskPkcs11Certificate *certificate
        = read_certificate (session, g_array_index (objects, CK_OBJECT_HANDLE, i));

    if (certificate != NULL)
      g_ptr_array_add (certificates, certificate);
  }

  return certificates;
}

DeskUkeyMessage *
desk_pkcs11_certificate_to_record (const DeskPkcs11Certificate *certificate)
{
  DeskUkeyMessage *record = desk_ukey_message_new (DESK_UKEY_KIND_CERTIFICATE);

  desk_ukey_message_add_bytes (record, DESK_UKEY_TAG_DER, certificate->der);
  desk_ukey_message_add_bytes (record, DESK_UKEY_TAG_KEY_ID, certificate->key_id);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_LABEL, certificate->label);
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_HAS_KEY, certificate->has_key);
  return record;
}
