/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-id.h"
#include "desk-pkcs11-error.h"
#include "desk-pkcs11-login.h"
#include "desk-pkcs11-public-key.h"

#include <string.h>

#define KEY_ID_LENGTH 16
#define RSA_BITS      2048
#define RSA_2048      0 /* of DESK_UKEY_TAG_ALGORITHM */

/* DER of the object identifier of P-256, 1.2.840.10045.3.1.7: CKA_EC_PARAMS. */
static const uint8_t p256_parameters[]
    = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07 };

static const uint8_t rsa_exponent[] = { 0x01, 0x00, 0x01 };

static CK_BBOOL yes = CK_TRUE;
static CK_BBOOL no = CK_FALSE;

static gboolean
call_generate (DeskPkcs11Session *session,
               gboolean rsa,
               const uint8_t id[static KEY_ID_LENGTH],
               const char *label,
               CK_OBJECT_HANDLE *public_key,
               GError **error)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_session_get_functions (session);
  CK_MECHANISM mechanism = { rsa ? CKM_RSA_PKCS_KEY_PAIR_GEN : CKM_EC_KEY_PAIR_GEN, NULL, 0 };
  CK_ULONG bits = RSA_BITS;
  CK_ATTRIBUTE public_template[] = {
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_VERIFY, &yes, sizeof yes },
    { CKA_ID, (void *) id, KEY_ID_LENGTH },
    { CKA_LABEL, (void *) label, strlen (label) },
    { rsa ? CKA_MODULUS_BITS : CKA_EC_PARAMS, rsa ? (void *) &bits : (void *) p256_parameters,
      rsa ? sizeof bits : sizeof p256_parameters },
    { CKA_PUBLIC_EXPONENT, (void *) rsa_exponent, sizeof rsa_exponent },
  };
  CK_ATTRIBUTE private_template[] = {
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_PRIVATE, &yes, sizeof yes },
    { CKA_SENSITIVE, &yes, sizeof yes },
    { CKA_EXTRACTABLE, &no, sizeof no },
    { CKA_SIGN, &yes, sizeof yes },
    { CKA_ID, (void *) id, KEY_ID_LENGTH },
    { CKA_LABEL, (void *) label, strlen (label) },
  };
  CK_ULONG n_public = G_N_ELEMENTS (public_template) - (rsa ? 0 : 1);
  CK_OBJECT_HANDLE private_key;
  CK_RV rv = functions->C_GenerateKeyPair (
      desk_pkcs11_session_get_handle (session), &mechanism, public_template, n_public,
      private_template, G_N_ELEMENTS (private_template), public_key, &private_key);

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, rv, "C_GenerateKeyPair");

  return TRUE;
}

static DeskUkeyMessage *
make_answer (const uint8_t id[static KEY_ID_LENGTH], GBytes *public_key)
{
  DeskUkeyMessage *answer = desk_ukey_message_new (DESK_UKEY_KIND_GENERATED);
  g_autoptr (GBytes) key_id = g_bytes_new (id, KEY_ID_LENGTH);

  desk_ukey_message_add_bytes (answer, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_bytes (answer, DESK_UKEY_TAG_PUBLIC_KEY, public_key);
  return answer;
}

DeskUkeyMessage *
desk_ukey_op_generate (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  const char *serial = desk_ukey_message_get_text (request, DESK_UKEY_TAG_SERIAL);
  const char *label = desk_ukey_message_get_text (request, DESK_UKEY_TAG_LABEL);
  DeskSecret *pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_PIN);
  gboolean rsa = desk_ukey_message_get_number (request, DESK_UKEY_TAG_ALGORITHM) == RSA_2048;
  DeskPkcs11Module *module = desk_host_get_module (host, error);
  g_autoptr (DeskPkcs11Session) session
      = module != NULL ? desk_pkcs11_session_open (module, serial, TRUE, error) : NULL;
  uint8_t id[KEY_ID_LENGTH];
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
  g_autoptr (GBytes) public_key = NULL;

  if (session == NULL || !desk_pkcs11_login_user (session, pin, error))
    return NULL;

  desk_id_random_bytes (id, sizeof id);
  if (!call_generate (session, rsa, id, label, &object, error))
    return NULL;

  public_key = desk_pkcs11_public_key_read (session, object);
  if (public_key == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_DRIVER,
                 "the new key does not tell its public half");
    return NULL;
  }

  return make_answer (id, public_key);
}
