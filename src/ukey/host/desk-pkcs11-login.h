/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-session.h"

G_BEGIN_DECLS

/* Everything that hands a PIN to a token. Before it goes, what the token says of itself is looked
 * at, so that no try is spent where the answer is known; the module's phase function is told when
 * it goes and when it was taken. A PIN of NULL is typed on the key itself, where the token has
 * CKF_PROTECTED_AUTHENTICATION_PATH. */

/* Logs the user in. %DESK_KEY_STATE_PIN_LOCKED, _PIN_FIRST, _PIN_MUST_CHANGE and _PIN_LENGTH are
 * answered without a try. A token that wants no login gets none. */
gboolean desk_pkcs11_login_user (DeskPkcs11Session *session, DeskSecret *pin, GError **error);

/* Repeats the PIN for a key that asks for it with every operation (CKA_ALWAYS_AUTHENTICATE),
 * between C_SignInit and C_Sign. */
gboolean desk_pkcs11_login_again (DeskPkcs11Session *session, DeskSecret *pin, GError **error);

/* Logs the security officer in: %DESK_KEY_STATE_PUK_WRONG, _PUK_LOCKED. */
gboolean desk_pkcs11_login_officer (DeskPkcs11Session *session, DeskSecret *so_pin, GError **error);

/* C_Login and C_SetPIN as the user. */
gboolean desk_pkcs11_login_change_pin (DeskPkcs11Session *session,
                                       DeskSecret *pin,
                                       DeskSecret *new_pin,
                                       GError **error);

/* C_SetPIN with the PUK as the old PIN and nobody logged in, which only a module that is set up for
 * it takes as such. */
gboolean desk_pkcs11_login_unblock (DeskPkcs11Session *session,
                                    DeskSecret *puk,
                                    DeskSecret *new_pin,
                                    GError **error);

/* C_InitPIN as the security officer. */
gboolean
desk_pkcs11_login_init_pin (DeskPkcs11Session *session, DeskSecret *new_pin, GError **error);

/* FALSE with %DESK_KEY_STATE_PIN_REFUSED if the token can have no PIN of this length. */
gboolean
desk_pkcs11_login_check_new_pin (DeskPkcs11Session *session, DeskSecret *new_pin, GError **error);

G_END_DECLS
