/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-pkcs11-token.h"

#include "desk-pkcs11-error.h"

void
desk_pkcs11_token_free (DeskPkcs11Token *token)
{
  g_free (token->label);
  g_free (token->serial);
  g_free (token);
}

/* PKCS#11 pads with blanks and does not terminate. */
static char *
dup_padded (const CK_UTF8CHAR *text, size_t length)
{
  g_autofree char *copy = g_strndup ((const char *) text, length);

  return g_utf8_make_valid (g_strchomp (copy), -1);
}

static void
take_info (DeskPkcs11Token *token, const CK_TOKEN_INFO *info)
{
  g_free (token->label);
  g_free (token->serial);
  token->label = dup_padded (info->label, sizeof info->label);
  token->serial = dup_padded (info->serialNumber, sizeof info->serialNumber);
  token->flags = info->flags;
  token->min_pin_length = info->ulMinPinLen;
  token->max_pin_length = info->ulMaxPinLen;
}

static CK_SLOT_ID *
list_slots (CK_FUNCTION_LIST *functions, CK_ULONG *n_slots, GError **error)
{
  CK_RV rv = functions->C_GetSlotList (CK_TRUE, NULL, n_slots);
  g_autofree CK_SLOT_ID *slots = NULL;

  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_GetSlotList");
    return NULL;
  }

  slots = g_new0 (CK_SLOT_ID, *n_slots + 1);
  rv = functions->C_GetSlotList (CK_TRUE, slots, n_slots);
  /* A key plugged in between the two calls; the next look finds it. */
  if (rv == CKR_BUFFER_TOO_SMALL) {
    *n_slots = 0;
    rv = CKR_OK;
  }
  if (rv != CKR_OK) {
    desk_pkcs11_set_error (error, rv, "C_GetSlotList");
    return NULL;
  }

  return g_steal_pointer (&slots);
}

GPtrArray *
desk_pkcs11_token_list (DeskPkcs11Module *module, GError **error)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);
  g_autoptr (GPtrArray) tokens
      = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_pkcs11_token_free);
  CK_ULONG n_slots = 0;
  g_autofree CK_SLOT_ID *slots = list_slots (functions, &n_slots, error);

  if (slots == NULL)
    return NULL;

  for (CK_ULONG i = 0; i < n_slots; i++) {
    CK_TOKEN_INFO info = { 0 };
    CK_RV rv = functions->C_GetTokenInfo (slots[i], &info);
    DeskPkcs11Token *token;

    if (rv != CKR_OK) {
      g_debug ("slot %lu gives no token information: 0x%lx", slots[i], rv);
      continue;
    }

    token = g_new0 (DeskPkcs11Token, 1);
    token->slot = slots[i];
    take_info (token, &info);
    g_ptr_array_add (tokens, token);
  }

  return g_steal_pointer (&tokens);
}

DeskPkcs11Token *
desk_pkcs11_token_find (DeskPkcs11Module *module, const char *serial, GError **error)
{
  g_autoptr (GPtrArray) tokens = desk_pkcs11_token_list (module, error);

  if (tokens == NULL)
    return NULL;

  for (guint i = 0; i < tokens->len; i++) {
    DeskPkcs11Token *token = g_ptr_array_index (tokens, i);

    if ((token->flags & CKF_TOKEN_INITIALIZED) != 0 && g_str_equal (token->serial, serial))
      return g_ptr_array_steal_index (tokens, i);
  }

  g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED, "the key is not plugged in");
  return NULL;
}

gboolean
desk_pkcs11_token_refresh (DeskPkcs11Module *module, DeskPkcs11Token *token, GError **error)
{
  CK_TOKEN_INFO info = { 0 };
  CK_RV rv = desk_pkcs11_module_get_functions (module)->C_GetTokenInfo (token->slot, &info);

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, rv, "C_GetTokenInfo");

  take_info (token, &info);
  return TRUE;
}

DeskPinTries
desk_pkcs11_token_get_pin_tries (const DeskPkcs11Token *token)
{
  if ((token->flags & CKF_USER_PIN_LOCKED) != 0)
    return DESK_PIN_TRIES_LOCKED;
  if ((token->flags & CKF_USER_PIN_FINAL_TRY) != 0)
    return DESK_PIN_TRIES_FINAL;
  if ((token->flags & CKF_USER_PIN_COUNT_LOW) != 0)
    return DESK_PIN_TRIES_LOW;

  return DESK_PIN_TRIES_UNKNOWN;
}
