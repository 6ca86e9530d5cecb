/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-pkcs11-error.h"
#include "desk-pkcs11-text.h"
#include "desk-pkcs11-token.h"

#define MAX_SLOTS 64

static gboolean
add_info (CK_FUNCTION_LIST *functions, DeskUkeyMessage *answer, GError **error)
{
  CK_INFO info = { 0 };
  CK_RV rv = functions->C_GetInfo (&info);
  g_autofree char *library = NULL;
  g_autofree char *manufacturer = NULL;
  g_autofree char *library_version = NULL;
  g_autofree char *cryptoki_version = NULL;

  if (rv != CKR_OK)
    return desk_pkcs11_set_error (error, rv, "C_GetInfo");

  library = desk_pkcs11_text_dup (info.libraryDescription, sizeof info.libraryDescription);
  manufacturer = desk_pkcs11_text_dup (info.manufacturerID, sizeof info.manufacturerID);
  library_version = desk_pkcs11_text_dup_version (&info.libraryVersion);
  cryptoki_version = desk_pkcs11_text_dup_version (&info.cryptokiVersion);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_LIBRARY, library);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_MANUFACTURER, manufacturer);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_LIBRARY_VERSION, library_version);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_CRYPTOKI_VERSION, cryptoki_version);
  return TRUE;
}

static DeskUkeyMessage *
describe_slot (DeskPkcs11Module *module, CK_SLOT_ID slot)
{
  CK_FUNCTION_LIST *functions = desk_pkcs11_module_get_functions (module);
  DeskUkeyMessage *record = desk_ukey_message_new (DESK_UKEY_KIND_READER_SLOT);
  CK_SLOT_INFO info = { 0 };
  CK_RV rv = functions->C_GetSlotInfo (slot, &info);
  gboolean present = rv == CKR_OK && (info.flags & CKF_TOKEN_PRESENT) != 0;
  g_autoptr (DeskPkcs11Token) token = present ? desk_pkcs11_token_read (module, slot) : NULL;
  g_autofree char *reader
      = desk_pkcs11_text_dup (info.slotDescription, sizeof info.slotDescription);
  g_autofree char *manufacturer
      = desk_pkcs11_text_dup (info.manufacturerID, sizeof info.manufacturerID);
  CK_ULONG n_mechanisms = 0;

  if (token != NULL && functions->C_GetMechanismList (slot, NULL, &n_mechanisms) != CKR_OK)
    n_mechanisms = 0;

  desk_ukey_message_add_number (record, DESK_UKEY_TAG_SLOT, slot);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_READER, reader);
  desk_ukey_message_add_text (record, DESK_UKEY_TAG_MANUFACTURER, manufacturer);
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_PRESENT, present);
  desk_ukey_message_add_number (record, DESK_UKEY_TAG_N_MECHANISMS,
                                MIN (n_mechanisms, G_MAXUINT32));
  if (token != NULL)
    desk_ukey_message_add_record (record, DESK_UKEY_TAG_TOKEN, desk_pkcs11_token_to_record (token));
  if (rv != CKR_OK || (token != NULL && token->rv != CKR_OK)) {
    g_autofree char *detail = desk_pkcs11_error_dup_text (
        rv != CKR_OK ? rv : token->rv, rv != CKR_OK ? "C_GetSlotInfo" : "C_GetTokenInfo");

    desk_ukey_message_add_text (record, DESK_UKEY_TAG_DETAIL, detail);
  }

  return record;
}

/* What the module says about itself and its slots, for whoever looks for a fault. */
DeskUkeyMessage *
desk_ukey_op_describe (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  DeskPkcs11Module *module = desk_host_get_module (host, error);
  g_autoptr (DeskUkeyMessage) answer = desk_ukey_message_new (DESK_UKEY_KIND_DESCRIBED);
  g_autoptr (GArray) slots = NULL;

  if (module == NULL || !add_info (desk_pkcs11_module_get_functions (module), answer, error))
    return NULL;

  slots = desk_pkcs11_token_list_slots (module, CK_FALSE, error);
  if (slots == NULL)
    return NULL;

  for (guint i = 0; i < MIN (slots->len, MAX_SLOTS); i++)
    desk_ukey_message_add_record (answer, DESK_UKEY_TAG_READER_SLOT,
                                  describe_slot (module, g_array_index (slots, CK_SLOT_ID, i)));

  return g_steal_pointer (&answer);
}
