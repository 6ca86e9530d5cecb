/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-pkcs11-token.h"

#include "desk-pkcs11-error.h"
#include "desk-pkcs11-text.h"

#define MAX_SLOTS      64 /* looked at; of the protocol */
#define MAX_PIN_LENGTH 255

typedef struct {
  CK_FLAGS theirs;
  DeskUkeyTokenFlags ours;
} FlagRow;

static const FlagRow flag_rows[] = {
  { CKF_TOKEN_INITIALIZED, DESK_UKEY_TOKEN_INITIALISED },
  { CKF_WRITE_PROTECTED, DESK_UKEY_TOKEN_WRITE_PROTECTED },
  { CKF_PROTECTED_AUTHENTICATION_PATH, DESK_UKEY_TOKEN_PROTECTED_PATH },
  { CKF_USER_PIN_COUNT_LOW, DESK_UKEY_TOKEN_PIN_LOW },
  { CKF_USER_PIN_FINAL_TRY, DESK_UKEY_TOKEN_PIN_FINAL },
  { CKF_USER_PIN_LOCKED, DESK_UKEY_TOKEN_PIN_LOCKED },
  { CKF_USER_PIN_TO_BE_CHANGED, DESK_UKEY_TOKEN_PIN_MUST_CHANGE },
  { CKF_SO_PIN_COUNT_LOW, DESK_UKEY_TOKEN_SO_PIN_LOW },
  { CKF_SO_PIN_FINAL_TRY, DESK_UKEY_TOKEN_SO_PIN_FINAL },
  { CKF_SO_PIN_LOCKED, DESK_UKEY_TOKEN_SO_PIN_LOCKED },
};

DeskPkcs11Token *
desk_pkcs11_token_copy (const DeskPkcs11Token *token)
{
  DeskPkcs11Token *copy = g_memdup2 (token, sizeof *token);

  copy->reader = g_strdup (token->reader);
  copy->label = g_strdup (token->label);
  copy->serial = g_strdup (token->serial);
  copy->manufacturer = g_strdup (token->manufacturer);
  copy->model = g_strdup (token->model);
  return copy;
}

void
desk_pkcs11_token_free (DeskPkcs11Token *token)
{
  g_free (token->reader);
  g_free (token->label);
  g_free (token->serial);
  g_free (token->manufacturer);
  g_free (token->model);
  g_free (token);
}

static void
take_text (char **field, const CK_UTF8CHAR *text, size_t length)
{
  g_free (*field);
  *field = desk_pkcs11_text_dup (text, length);
}

/* Some fill in what stands for "unknown" or "unlimited" with all bits. */
static CK_ULONG
known_length (CK_ULONG length)
{
  return length <= MAX_PIN_LENGTH ? length : 0;
}

static void
take_info (DeskPkcs11Token *token, const CK_TOKEN_INFO *info)
{
  take_text (&token->label, info->label, sizeof info->label);
  take_text (&token->serial, info->serialNumber, sizeof info->serialNumber);
  take_text (&token->manufacturer, info->manufacturerID, sizeof info->manufacturerID);
  take_text (&token->model, info->model, sizeof info->model);
  token->flags = info->flags;
  token->min_pin_length = known_length (info->ulMinPinLen);
  token->max_pin_length = known_length (info->ulMaxPinLen);
}

GArray *
desk_pkcs11_token_list_slots (DeskPkcs11Module *module, CK_BBOOL present, GError **error)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);
  g_autoptr (GArray) slots = g_array_new (FALSE, TRUE, sizeof (CK_SLOT_ID));
  CK_ULONG n_slots = 0;
  CK_RV rv = functions->C_GetSlotList (present, NULL, &n_slots);

  if (rv == CKR_OK) {
    g_array_set_size (slots, (guint) n_slots);
    rv = functions->C_GetSlotList (present, (CK_SLOT_ID *) (void *) slots->data, &n_slots);
  }
  /* A key plugged in between the two calls; the next look finds it. */
  if (rv == CKR_BUFFER_TOO_SMALL) {
    n_slots = 0;
    rv = CKR_OK;
  }
  if (rv != CKR_OK) {
    g_autofree char *text = desk_pkcs11_error_dup_text (rv, "C_GetSlotList");

    g_set_error_literal (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_FAILED, text);
    return NULL;
  }

  g_array_set_size (slots, (guint) n_slots);
  return g_steal_pointer (&slots);
}

DeskPkcs11Token *
desk_pkcs11_token_read (DeskPkcs11Module *module, CK_SLOT_ID slot)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);
  CK_SLOT_INFO slot_info = { 0 };
  CK_TOKEN_INFO info = { 0 };
  DeskPkcs11Token *token;
  CK_RV rv;

  functions->C_GetSlotInfo (slot, &slot_info);
  rv = functions->C_GetTokenInfo (slot, &info);
  if (desk_pkcs11_error_get_state (DESK_PKCS11_CONTEXT_USER, rv) == DESK_KEY_STATE_REMOVED)
    return NULL;
  if (rv != CKR_OK)
    info = (CK_TOKEN_INFO){ 0 };

  token = g_new0 (DeskPkcs11Token, 1);
  token->slot = slot;
  token->rv = rv;
  take_text (&token->reader, slot_info.slotDescription, sizeof slot_info.slotDescription);
  take_info (token, &info);
  return token;
}

/* NSS shows a slot that only computes beside the one that holds keys, with the same serial: nobody
 * logs in to it and nothing is kept in it. */
static gboolean
may_hold_keys (const DeskPkcs11Token *token)
{
  CK_FLAGS kind = token->flags & (CKF_TOKEN_INITIALIZED | CKF_LOGIN_REQUIRED | CKF_WRITE_PROTECTED);

  return kind != (CKF_TOKEN_INITIALIZED | CKF_WRITE_PROTECTED);
}

static gboolean
has_slot (GArray *slots, CK_SLOT_ID slot)
{
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, CK_SLOT_ID, i) == slot)
      return TRUE;

  return FALSE;
}

/* OpenSC does not list a slot whose card it cannot read among those with a token; the flags of the
 * slot tell of it. */
static void
add_unlisted (DeskPkcs11Module *module, GArray *all, GArray *slots)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);

  for (guint i = 0; i < MIN (all->len, MAX_SLOTS); i++) {
    CK_SLOT_ID slot = g_array_index (all, CK_SLOT_ID, i);
    CK_SLOT_INFO info = { 0 };

    if (!has_slot (slots, slot) && functions->C_GetSlotInfo (slot, &info) == CKR_OK
        && (info.flags & CKF_TOKEN_PRESENT) != 0)
      g_array_append_val (slots, slot);
  }
}

GPtrArray *
desk_pkcs11_token_list (DeskPkcs11Module *module, guint *n_slots, GError **error)
{
  g_autoptr (GPtrArray) tokens
      = g_ptr_array_new_with_free_func ((GDestroyNotify) desk_pkcs11_token_free);
  g_autoptr (GArray) all = desk_pkcs11_token_list_slots (module, CK_FALSE, error);
  g_autoptr (GArray) slots
      = all != NULL ? desk_pkcs11_token_list_slots (module, CK_TRUE, error) : NULL;

  if (slots == NULL)
    return NULL;

  add_unlisted (module, all, slots);
  for (guint i = 0; i < MIN (slots->len, MAX_SLOTS); i++) {
    g_autoptr (DeskPkcs11Token) token
        = desk_pkcs11_token_read (module, g_array_index (slots, CK_SLOT_ID, i));

    if (token != NULL && may_hold_keys (token))
      g_ptr_array_add (tokens, g_steal_pointer (&token));
  }

  if (n_slots != NULL)
    *n_slots = all->len;
  return g_steal_pointer (&tokens);
}

static DeskPkcs11Token *
find_now (DeskPkcs11Module *module, const char *serial, GError **error)
{
  g_autoptr (GPtrArray) tokens = desk_pkcs11_token_list (module, NULL, error);

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

DeskPkcs11Token *
desk_pkcs11_token_find (DeskPkcs11Module *module, const char *serial, GError **error)
{
  DeskPkcs11Token *token = find_now (module, serial, NULL);

  if (token != NULL)
    return token;
  if (!desk_pkcs11_module_restart (module, error))
    return NULL;

  return find_now (module, serial, error);
}

gboolean
desk_pkcs11_token_refresh (DeskPkcs11Module *module, DeskPkcs11Token *token)
{
  CK_TOKEN_INFO info = { 0 };

  if (desk_pkcs11_module_get_functions (module)->C_GetTokenInfo (token->slot, &info) != CKR_OK)
    return FALSE;

  take_info (token, &info);
  return TRUE;
}

static guint
translate_flags (const DeskPkcs11Token *token)
{
  guint flags = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (flag_rows); i++)
    if ((token->flags & flag_rows[i].theirs) != 0)
      flags |= flag_rows[i].ours;

  /* A token that wants no login has no PIN to be missed. */
  if ((token->flags & CKF_USER_PIN_INITIALIZED) == 0 && (token->flags & CKF_LOGIN_REQUIRED) != 0)
    flags |= DESK_UKEY_TOKEN_PIN_MISSING;

  return flags;
}

DeskUkeyMessage *
desk_pkcs11_token_to_record (const DeskPkcs11Token *token)
{
  DeskUkeyMessage *record = desk_ukey_message_new (DESK_UKEY_KIND_TOKEN);
  DeskKeyState state = desk_pkcs11_error_get_state (DESK_PKCS11_CONTEXT_USER, token->rv);

  desk_ukey_message_add_number (record, DESK_UKEY_TAG_SLOT, token->slot);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_READER, token->reader);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_SERIAL, token->serial);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_LABEL, token->label);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_MANUFACTURER, token->manufacturer);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_MODEL, token->model);
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_FLAGS, translate_flags (token));
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_MIN_PIN, token->min_pin_length);
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_MAX_PIN, token->max_pin_length);
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_RECOGNISED,
                                token->rv != CKR_TOKEN_NOT_RECOGNIZED);
  if (token->rv != CKR_OK && token->rv != CKR_TOKEN_NOT_RECOGNIZED)
    desk_ukey_message_add_text (record, DESK_UKEY_TAG_STATE, desk_key_state_get_nick (state));

  return record;
}
