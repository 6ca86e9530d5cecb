/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-pin.h"

#define DEFAULT_TRIES      6
#define DEFAULT_MIN_LENGTH 6
#define DEFAULT_MAX_LENGTH 16

/* The keys of one of the three. */
typedef struct {
  const char *pin;
  const char *tries;      /* how many a full counter has */
  const char *tries_left; /* how many are left */
  CK_FLAGS low;
  CK_FLAGS final;
  CK_FLAGS locked;
} FakePinKind;

static const FakePinKind user_pin = {
  "pin", "tries", "tries-left", CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED,
};

static const FakePinKind so_pin = {
  "so-pin",          "so-tries", "so-tries-left", CKF_SO_PIN_COUNT_LOW, CKF_SO_PIN_FINAL_TRY,
  CKF_SO_PIN_LOCKED,
};

/* PKCS#11 has no flags for it. */
static const FakePinKind puk = { "puk", "puk-tries", "puk-tries-left", 0, 0, 0 };

static CK_ULONG
get_tries (FakeToken *token, const FakePinKind *kind)
{
  return fake_token_get_number (token, kind->tries, DEFAULT_TRIES);
}

static CK_ULONG
get_tries_left (FakeToken *token, const FakePinKind *kind)
{
  return fake_token_get_number (token, kind->tries_left, get_tries (token, kind));
}

static CK_FLAGS
get_count_flags (FakeToken *token, const FakePinKind *kind)
{
  CK_ULONG left = get_tries_left (token, kind);

  if (left == 0)
    return kind->locked;
  if (left == 1)
    return kind->low | kind->final;

  return left < get_tries (token, kind) ? kind->low : 0;
}

CK_FLAGS
fake_pin_get_flags (FakeToken *token)
{
  CK_FLAGS flags = 0;

  if (fake_token_get_flag (token, "count-flags", TRUE))
    flags |= get_count_flags (token, &user_pin) | get_count_flags (token, &so_pin);
  if (!fake_token_get_flag (token, "first-pin", FALSE))
    flags |= CKF_USER_PIN_INITIALIZED;
  if (fake_token_get_flag (token, "must-change", FALSE))
    flags |= CKF_USER_PIN_TO_BE_CHANGED;
  if (fake_pin_is_protected (token))
    flags |= CKF_PROTECTED_AUTHENTICATION_PATH;

  return flags;
}

static void
refill (FakeToken *token, const FakePinKind *kind)
{
  g_autofree char *full = g_strdup_printf ("%lu", get_tries (token, kind));

  if (get_tries_left (token, kind) != get_tries (token, kind))
    fake_token_set (token, kind->tries_left, full);
}

static CK_RV
refuse (FakeToken *token, const FakePinKind *kind)
{
  CK_ULONG left = fake_token_count_down (token, kind->tries_left, get_tries (token, kind));

  return fake_token_get_number (token, "wrong-pin-rv",
                                left > 0 ? CKR_PIN_INCORRECT : CKR_PIN_LOCKED);
}

static CK_RV
check (FakeToken *token, const FakePinKind *kind, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  g_autofree char *expected = fake_token_get (token, kind->pin);
  g_autofree char *given = fake_script_hash_pin (pin != NULL ? pin : (const CK_UTF8CHAR *) "",
                                                 pin != NULL ? length : 0);

  if (get_tries_left (token, kind) == 0)
    return CKR_PIN_LOCKED;
  /* A wrong length costs a try as well: there are cards that do so. */
  if (g_strcmp0 (expected, given) != 0)
    return refuse (token, kind);

  refill (token, kind);
  return CKR_OK;
}

CK_RV
fake_pin_check_user (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  if (fake_token_get_flag (token, "first-pin", FALSE)
      || !fake_token_get_flag (token, "initialised", TRUE))
    return CKR_USER_PIN_NOT_INITIALIZED;

  return check (token, &user_pin, pin, length);
}

CK_RV
fake_pin_check_so (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  return check (token, &so_pin, pin, length);
}

gboolean
fake_pin_takes_puk (FakeToken *token)
{
  g_autofree char *expected = fake_token_get (token, puk.pin);

  return expected != NULL && fake_token_get_login (token) == FAKE_LOGIN_NONE;
}

CK_RV
fake_pin_check_puk (FakeToken *token, const CK_UTF8CHAR *value, CK_ULONG length)
{
  return check (token, &puk, value, length);
}

gboolean
fake_pin_is_protected (FakeToken *token)
{
  return fake_token_get_flag (token, "protected-path", FALSE);
}

CK_RV
fake_pin_ask_reader (FakeToken *token)
{
  g_autofree char *answer = fake_token_get (token, "protected-path");

  if (get_tries_left (token, &user_pin) == 0)
    return CKR_PIN_LOCKED;

  return g_strcmp0 (answer, "cancel") == 0 ? CKR_FUNCTION_CANCELED : CKR_OK;
}

CK_RV
fake_pin_check_length (FakeToken *token, CK_ULONG length)
{
  CK_ULONG shortest = fake_token_get_number (token, "min-pin", DEFAULT_MIN_LENGTH);
  CK_ULONG longest = fake_token_get_number (token, "max-pin", DEFAULT_MAX_LENGTH);

  return length < shortest || length > longest ? CKR_PIN_LEN_RANGE : CKR_OK;
}

void
fake_pin_set (FakeToken *token, const char *key, const CK_UTF8CHAR *pin, CK_ULONG length)
{
  const FakePinKind *kind = g_str_equal (key, user_pin.pin) ? &user_pin : &so_pin;
  g_autofree char *hash = fake_script_hash_pin (pin, length);

  fake_token_set (token, key, hash);
  refill (token, kind);
}
