/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-pkcs11-error.h"
#include "desk-pkcs11-login.h"

#include <string.h>

#define LABEL_LENGTH 32

static gboolean
is_wanted (const DeskPkcs11Token *token, DeskUkeyMessage *request)
{
  if (desk_ukey_message_has (request, DESK_UKEY_TAG_SLOT))
    return token->slot == desk_ukey_message_get_number (request, DESK_UKEY_TAG_SLOT);

  return token->rv == CKR_OK && (token->flags & CKF_TOKEN_INITIALIZED) == 0;
}

static gboolean
find_slot (DeskPkcs11Module *module, DeskUkeyMessage *request, CK_SLOT_ID *slot, GError **error)
{
  g_autoptr (GPtrArray) tokens = desk_pkcs11_token_list (module, NULL, error);

  if (tokens == NULL)
    return FALSE;

  for (guint i = 0; i < tokens->len; i++) {
    const DeskPkcs11Token *token = g_ptr_array_index (tokens, i);

    if (is_wanted (token, request)) {
      *slot = token->slot;
      return TRUE;
    }
  }

  g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_ABSENT, "there is no token to initialise");
  return FALSE;
}

static gboolean
init_token (DeskPkcs11Module *module,
            CK_SLOT_ID slot,
            DeskSecret *so_pin,
            const char *label,
            GError **error)
{
  CK_UTF8CHAR padded[LABEL_LENGTH];
  CK_RV rv;

  memset (padded, ' ', sizeof padded);
  memcpy (padded, label, MIN (strlen (label), sizeof padded));
  rv = desk_pkcs11_module_get_functions (module)->C_InitToken (
      slot, (CK_UTF8CHAR *) desk_secret_get_data (so_pin), desk_secret_get_length (so_pin), padded);
  /* For a new token it is a new PIN, for one that has been initialised before the old one. */
  if (rv == CKR_PIN_LEN_RANGE || rv == CKR_PIN_INVALID)
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_NEW_PIN, rv, "C_InitToken");
  if (rv != CKR_OK)
    return desk_pkcs11_set_error_in (error, DESK_PKCS11_CONTEXT_OFFICER, rv, "C_InitToken");

  return TRUE;
}

/* Makes a token usable: label, SO PIN, PIN. Everything on it is gone. */
DeskUkeyMessage *
desk_ukey_op_initialise (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  const char *label = desk_ukey_message_get_text (request, DESK_UKEY_TAG_LABEL);
  DeskSecret *so_pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_SO_PIN);
  DeskSecret *pin = desk_ukey_message_get_secret (request, DESK_UKEY_TAG_PIN);
  DeskPkcs11Module *module = desk_host_get_module (host, error);
  g_autoptr (DeskPkcs11Session) session = NULL;
  DeskPkcs11Token *token;
  DeskUkeyMessage *answer;
  CK_SLOT_ID slot = 0;

  if (module == NULL || !find_slot (module, request, &slot, error)
      || !init_token (module, slot, so_pin, label, error))
    return NULL;

  token = desk_pkcs11_token_read (module, slot);
  if (token == NULL) {
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED, "the token went away");
    return NULL;
  }

  session = desk_pkcs11_session_open_token (module, token, TRUE, error);
  if (session == NULL || !desk_pkcs11_login_officer (session, so_pin, error)
      || !desk_pkcs11_login_init_pin (session, pin, error))
    return NULL;

  answer = desk_ukey_message_new (DESK_UKEY_KIND_INITIALISED);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_SERIAL,
                              desk_pkcs11_session_get_token (session)->serial);
  return answer;
}
