/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a program learns before it opens a session: readers, tokens, mechanisms. */

#include "fake-module.h"
#include "fake-pin.h"
#include "fake-session.h"
#include "fake-store.h"
#include "fake-text.h"

#include <string.h>

#define MAX_SESSIONS 64

static CK_RV
get_slot_list (CK_BBOOL only_present, CK_SLOT_ID *slots, CK_ULONG *n_slots)
{
  CK_SLOT_ID found[FAKE_MODULE_MAX_SLOTS];
  CK_ULONG n_found = 0;
  CK_ULONG room;

  if (n_slots == NULL)
    return CKR_ARGUMENTS_BAD;

  for (CK_SLOT_ID i = 0; i < FAKE_MODULE_MAX_SLOTS; i++) {
    FakeToken *token = fake_module_get_reader (i);

    if (token != NULL && (!only_present || fake_token_is_present (token)))
      found[n_found++] = i;
  }

  room = *n_slots;
  *n_slots = n_found;
  if (slots == NULL)
    return CKR_OK;
  if (room < n_found)
    return CKR_BUFFER_TOO_SMALL;

  memcpy (slots, found, n_found * sizeof *found);
  return CKR_OK;
}

CK_RV
C_GetSlotList (CK_BBOOL only_present, CK_SLOT_ID *slots, CK_ULONG *n_slots)
{
  return FAKE_SERVE (get_slot_list (only_present, slots, n_slots));
}

static void
pad_value (
    FakeToken *token, const char *key, const char *otherwise, unsigned char *field, size_t size)
{
  g_autofree char *value = fake_token_get (token, key);

  fake_text_pad (field, size, value != NULL ? value : otherwise);
}

static CK_RV
get_slot_info (CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
  CK_RV rv = fake_module_enter_slot (slot);
  FakeToken *token = fake_module_get_reader (slot);

  if (rv != CKR_OK)
    return rv;
  if (token == NULL || info == NULL)
    return CKR_ARGUMENTS_BAD;

  *info = (CK_SLOT_INFO){ .flags = CKF_REMOVABLE_DEVICE | CKF_HW_SLOT };
  if (fake_token_is_present (token))
    info->flags |= CKF_TOKEN_PRESENT;
  pad_value (token, "reader-name", "Fake Ukey Reader", info->slotDescription,
             sizeof info->slotDescription);
  pad_value (token, "manufacturer", "CertDesk", info->manufacturerID, sizeof info->manufacturerID);
  return CKR_OK;
}

CK_RV
C_GetSlotInfo (CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
  return FAKE_SERVE (get_slot_info (slot, info));
}

static CK_FLAGS
get_token_flags (FakeToken *token)
{
  CK_FLAGS flags = CKF_RNG;

  if (fake_token_get_flag (token, "login-required", TRUE))
    flags |= CKF_LOGIN_REQUIRED;
  if (!fake_token_get_flag (token, "initialised", TRUE))
    return flags;
  if (fake_token_get_flag (token, "write-protected", FALSE))
    flags |= CKF_WRITE_PROTECTED;

  return flags | CKF_TOKEN_INITIALIZED | fake_pin_get_flags (token);
}

static CK_RV
get_token_info (CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
  FakeToken *token = NULL;
  CK_RV rv = fake_module_get_token (slot, &token);

  if (rv != CKR_OK)
    return rv;
  if (info == NULL)
    return CKR_ARGUMENTS_BAD;

  *info = (CK_TOKEN_INFO){
    .flags = get_token_flags (token),
    .ulMaxSessionCount = MAX_SESSIONS,
    .ulSessionCount = fake_session_count (slot, FALSE),
    .ulMaxRwSessionCount = MAX_SESSIONS,
    .ulRwSessionCount = fake_session_count (slot, FALSE) - fake_session_count (slot, TRUE),
    .ulMaxPinLen = fake_token_get_number (token, "max-pin", 16),
    .ulMinPinLen = fake_token_get_number (token, "min-pin", 6),
    .ulTotalPublicMemory = CK_UNAVAILABLE_INFORMATION,
    .ulFreePublicMemory = CK_UNAVAILABLE_INFORMATION,
    .ulTotalPrivateMemory = CK_UNAVAILABLE_INFORMATION,
    .ulFreePrivateMemory = CK_UNAVAILABLE_INFORMATION,
  };
  pad_value (token, "label", "", info->label, sizeof info->label);
  pad_value (token, "manufacturer", "CertDesk", info->manufacturerID, sizeof info->manufacturerID);
  pad_value (token, "model", "Fake", info->model, sizeof info->model);
  pad_value (token, "serial", "", info->serialNumber, sizeof info->serialNumber);
  fake_text_pad (info->utcTime, sizeof info->utcTime, "");
  return CKR_OK;
}

CK_RV
C_GetTokenInfo (CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
  return FAKE_SERVE (get_token_info (slot, info));
}

/* The algorithms of a token; one can be switched off by the key named beside it. */
static const struct {
  CK_MECHANISM_TYPE type;
  CK_MECHANISM_INFO info; /* sizes in bits */
  const char *key;
} mechanisms[] = {
  { CKM_RSA_PKCS_KEY_PAIR_GEN, { 2048, 4096, CKF_HW | CKF_GENERATE_KEY_PAIR }, "rsa" },
  { CKM_RSA_PKCS, { 2048, 4096, CKF_HW | CKF_SIGN }, "rsa" },
  { CKM_EC_KEY_PAIR_GEN, { 256, 256, CKF_HW | CKF_GENERATE_KEY_PAIR }, "p256" },
  { CKM_ECDSA, { 256, 256, CKF_HW | CKF_SIGN }, "p256" },
};

static CK_RV
get_mechanism_list (CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *n_types)
{
  CK_MECHANISM_TYPE found[G_N_ELEMENTS (mechanisms)];
  CK_ULONG n_found = 0;
  CK_ULONG room;
  FakeToken *token = NULL;
  CK_RV rv = fake_module_get_token (slot, &token);

  if (rv != CKR_OK)
    return rv;
  if (n_types == NULL)
    return CKR_ARGUMENTS_BAD;

  for (size_t i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (fake_token_get_flag (token, mechanisms[i].key, TRUE))
      found[n_found++] = mechanisms[i].type;

  room = *n_types;
  *n_types = n_found;
  if (list == NULL)
    return CKR_OK;
  if (room < n_found)
    return CKR_BUFFER_TOO_SMALL;

  memcpy (list, found, n_found * sizeof *found);
  return CKR_OK;
}

CK_RV
C_GetMechanismList (CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *n_types)
{
  return FAKE_SERVE (get_mechanism_list (slot, list, n_types));
}

static CK_RV
get_mechanism_info (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info)
{
  FakeToken *token = NULL;
  CK_RV rv = fake_module_get_token (slot, &token);

  if (rv != CKR_OK)
    return rv;

  for (size_t i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (mechanisms[i].type == type && fake_token_get_flag (token, mechanisms[i].key, TRUE)) {
      *info = mechanisms[i].info;
      return CKR_OK;
    }

  return CKR_MECHANISM_INVALID;
}

CK_RV
C_GetMechanismInfo (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info)
{
  return FAKE_SERVE (get_mechanism_info (slot, type, info));
}

static void
format (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length, const CK_UTF8CHAR label[32])
{
  g_autofree char *name = g_strchomp (g_strndup ((const char *) label, 32));

  fake_store_clear (fake_token_get_directory (token), fake_token_get_group (token));
  fake_pin_set (token, "so-pin", pin, length);
  fake_token_set (token, "label", name);
  fake_token_set (token, "pin", "");
  fake_token_set (token, "first-pin", "1");
  fake_token_set (token, "must-change", "0");
  fake_token_set (token, "initialised", "1");
}

static CK_RV
init_token (CK_SLOT_ID slot, const CK_UTF8CHAR *pin, CK_ULONG length, const CK_UTF8CHAR *label)
{
  FakeToken *token = NULL;
  CK_RV rv = fake_module_get_token (slot, &token);

  if (rv != CKR_OK)
    return rv;
  if (pin == NULL || label == NULL)
    return CKR_ARGUMENTS_BAD;
  if (fake_session_count (slot, FALSE) > 0)
    return CKR_SESSION_EXISTS;
  if (fake_token_get_flag (token, "write-protected", FALSE))
    return CKR_TOKEN_WRITE_PROTECTED;
  if (fake_token_get_flag (token, "initialised", TRUE))
    rv = fake_pin_check_so (token, pin, length);
  if (rv == CKR_OK)
    rv = fake_pin_check_length (token, length);
  if (rv == CKR_OK)
    format (token, pin, length, label);

  return rv;
}

CK_RV
C_InitToken (CK_SLOT_ID slot, CK_UTF8CHAR *pin, CK_ULONG length, CK_UTF8CHAR *label)
{
  return FAKE_SERVE (init_token (slot, pin, length, label));
}
