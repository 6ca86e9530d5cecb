/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-token.h"

G_BEGIN_DECLS

/* The PINs and the PUK of a token and their counters. */

/* CKF_USER_PIN_... and CKF_SO_PIN_..., as far as the script lets them be seen. */
CK_FLAGS fake_pin_get_flags (FakeToken *token);

/* CKR_OK, or what a token answers to a wrong PIN; the counter goes down, or is full again. */
CK_RV fake_pin_check_user (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length);
CK_RV fake_pin_check_so (FakeToken *token, const CK_UTF8CHAR *pin, CK_ULONG length);

/* TRUE if C_SetPIN takes a PUK for the old PIN now: the token has one and nobody is logged in
 * (OpenSC's user_pin_unblock_style = set_pin_in_unlogged_session). */
gboolean fake_pin_takes_puk (FakeToken *token);
CK_RV fake_pin_check_puk (FakeToken *token, const CK_UTF8CHAR *value, CK_ULONG length);

/* TRUE if the PIN is typed on the reader, so that none comes with the call. */
gboolean fake_pin_is_protected (FakeToken *token);

/* What the reader's keys said: CKR_OK or CKR_FUNCTION_CANCELED. */
CK_RV fake_pin_ask_reader (FakeToken *token);

/* Of a PIN to be: CKR_OK or CKR_PIN_LEN_RANGE. */
CK_RV fake_pin_check_length (FakeToken *token, CK_ULONG length);

/* Sets the PIN under @key, "pin" or "so-pin", and fills its counter. */
void fake_pin_set (FakeToken *token, const char *key, const CK_UTF8CHAR *pin, CK_ULONG length);

G_END_DECLS
