/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one symbol a program sees, and the list it gives. */

#include "fake-module.h"
#include "fake-text.h"

static CK_RV
get_info (CK_INFO *info)
{
  g_autofree char *manufacturer = fake_module_get ("manufacturer");
  g_autofree char *description = fake_module_get ("description");

  if (info == NULL)
    return CKR_ARGUMENTS_BAD;

  *info = (CK_INFO){ .cryptokiVersion = { 2, 40 }, .libraryVersion = { 1, 0 } };
  fake_text_pad (info->manufacturerID, sizeof info->manufacturerID,
                 manufacturer != NULL ? manufacturer : "CertDesk");
  fake_text_pad (info->libraryDescription, sizeof info->libraryDescription,
                 description != NULL ? description : "Fake Ukey");
  return CKR_OK;
}

CK_RV
C_GetInfo (CK_INFO *info)
{
  return FAKE_SERVE (get_info (info));
}

CK_RV
C_WaitForSlotEvent (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved)
{
  return FAKE_SERVE (CKR_FUNCTION_NOT_SUPPORTED);
}

static CK_RV
not_supported (void)
{
  return CKR_FUNCTION_NOT_SUPPORTED;
}

#define SUPPORTED(name)     .name = name
#define NOT_SUPPORTED(name) .name = (CK_##name) not_supported

static CK_FUNCTION_LIST functions = {
  .version = { 2, 40 },
  SUPPORTED (C_Initialize),
  SUPPORTED (C_Finalize),
  SUPPORTED (C_GetInfo),
  SUPPORTED (C_GetFunctionList),
  SUPPORTED (C_GetSlotList),
  SUPPORTED (C_GetSlotInfo),
  SUPPORTED (C_GetTokenInfo),
  SUPPORTED (C_GetMechanismList),
  SUPPORTED (C_GetMechanismInfo),
  SUPPORTED (C_InitToken),
  SUPPORTED (C_InitPIN),
  SUPPORTED (C_SetPIN),
  SUPPORTED (C_OpenSession),
  SUPPORTED (C_CloseSession),
  SUPPORTED (C_CloseAllSessions),
  SUPPORTED (C_GetSessionInfo),
  NOT_SUPPORTED (C_GetOperationState),
  NOT_SUPPORTED (C_SetOperationState),
  SUPPORTED (C_Login),
  SUPPORTED (C_Logout),
  SUPPORTED (C_CreateObject),
  NOT_SUPPORTED (C_CopyObject),
  SUPPORTED (C_DestroyObject),
  NOT_SUPPORTED (C_GetObjectSize),
  SUPPORTED (C_GetAttributeValue),
  SUPPORTED (C_SetAttributeValue),
  SUPPORTED (C_FindObjectsInit),
  SUPPORTED (C_FindObjects),
  SUPPORTED (C_FindObjectsFinal),
  NOT_SUPPORTED (C_EncryptInit),
  NOT_SUPPORTED (C_Encrypt),
  NOT_SUPPORTED (C_EncryptUpdate),
  NOT_SUPPORTED (C_EncryptFinal),
  NOT_SUPPORTED (C_DecryptInit),
  NOT_SUPPORTED (C_Decrypt),
  NOT_SUPPORTED (C_DecryptUpdate),
  NOT_SUPPORTED (C_DecryptFinal),
  NOT_SUPPORTED (C_DigestInit),
  NOT_SUPPORTED (C_Digest),
  NOT_SUPPORTED (C_DigestUpdate),
  NOT_SUPPORTED (C_DigestKey),
  NOT_SUPPORTED (C_DigestFinal),
  SUPPORTED (C_SignInit),
  SUPPORTED (C_Sign),
  NOT_SUPPORTED (C_SignUpdate),
  NOT_SUPPORTED (C_SignFinal),
  NOT_SUPPORTED (C_SignRecoverInit),
  NOT_SUPPORTED (C_SignRecover),
  NOT_SUPPORTED (C_VerifyInit),
  NOT_SUPPORTED (C_Verify),
  NOT_SUPPORTED (C_VerifyUpdate),
  NOT_SUPPORTED (C_VerifyFinal),
  NOT_SUPPORTED (C_VerifyRecoverInit),
  NOT_SUPPORTED (C_VerifyRecover),
  NOT_SUPPORTED (C_DigestEncryptUpdate),
  NOT_SUPPORTED (C_DecryptDigestUpdate),
  NOT_SUPPORTED (C_SignEncryptUpdate),
  NOT_SUPPORTED (C_DecryptVerifyUpdate),
  NOT_SUPPORTED (C_GenerateKey),
  SUPPORTED (C_GenerateKeyPair),
  NOT_SUPPORTED (C_WrapKey),
  NOT_SUPPORTED (C_UnwrapKey),
  NOT_SUPPORTED (C_DeriveKey),
  NOT_SUPPORTED (C_SeedRandom),
  SUPPORTED (C_GenerateRandom),
  NOT_SUPPORTED (C_GetFunctionStatus),
  NOT_SUPPORTED (C_CancelFunction),
  SUPPORTED (C_WaitForSlotEvent),
};

static CK_RV
get_function_list (CK_FUNCTION_LIST **list)
{
  if (list == NULL)
    return CKR_ARGUMENTS_BAD;

  *list = &functions;
  return CKR_OK;
}

CK_RV
C_GetFunctionList (CK_FUNCTION_LIST **list)
{
  return FAKE_SERVE (get_function_list (list));
}
