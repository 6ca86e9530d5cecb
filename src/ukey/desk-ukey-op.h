/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-pkcs11-session.h"

G_BEGIN_DECLS

/* The operations on a key: plain synchronous C, run on the one thread that owns the module. Each
 * has a file of its own; desk-ukey.c makes them asynchronous. */

/* A new GListStore of DeskKeyCertificate, usable ones first; never NULL. */
GListModel *desk_ukey_op_scan (DeskPkcs11Module *module, DeskClock *clock, DeskKeyState *state);

/* See desk_ukey_find_token_async(). */
char *desk_ukey_op_find_token (DeskPkcs11Module *module, const char *label, GError **error);

/* See desk_ukey_sign_async(). */
GBytes *desk_ukey_op_sign (DeskPkcs11Module *module,
                           const char *token_serial,
                           GBytes *key_id,
                           DeskSecret *pin,
                           const uint8_t digest[static 32],
                           GError **error);

/* See desk_ukey_generate_key_async(). */
GBytes *desk_ukey_op_generate (DeskPkcs11Module *module,
                               const char *token_serial,
                               DeskSecret *pin,
                               DeskUkeyAlgorithm algorithm,
                               const char *label,
                               GBytes **public_key,
                               GError **error);

/* See desk_ukey_write_certificate_async(). */
gboolean desk_ukey_op_write_certificate (DeskPkcs11Module *module,
                                         const char *token_serial,
                                         DeskSecret *pin,
                                         GBytes *key_id,
                                         GBytes *der,
                                         GError **error);

G_END_DECLS
