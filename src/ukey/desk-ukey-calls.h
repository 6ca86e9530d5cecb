/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"
#include "desk-key-error.h"
#include "desk-secret.h"
#include "desk-ukey.h"

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What DeskUkey does with a PIN. */

typedef enum {
  DESK_UKEY_RSA_2048,
  DESK_UKEY_P256,
} DeskUkeyAlgorithm;

/* Logs in to the certificate's token, signs the SHA-256 @digest (copied) with its key and logs out.
 */
void desk_ukey_sign_async (DeskUkey *self,
                           DeskKeyCertificate *certificate,
                           DeskSecret *pin,
                           const uint8_t digest[static 32],
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* RSA: PKCS#1 v1.5; EC: DER-encoded ECDSA-Sig-Value. */
GBytes *desk_ukey_sign_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* Signs with a key that has no certificate yet (a request for one); otherwise as
 * desk_ukey_sign_async(). */
void desk_ukey_sign_with_key_async (DeskUkey *self,
                                    const char *token_serial,
                                    GBytes *key_id,
                                    DeskSecret *pin,
                                    const uint8_t digest[static 32],
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GBytes *desk_ukey_sign_with_key_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* Makes a key pair that never leaves the token. */
void desk_ukey_generate_key_async (DeskUkey *self,
                                   const char *token_serial,
                                   DeskSecret *pin,
                                   DeskUkeyAlgorithm algorithm,
                                   const char *label,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* CKA_ID of the pair; @public_key receives a DER SubjectPublicKeyInfo. */
GBytes *desk_ukey_generate_key_finish (DeskUkey *self,
                                       GAsyncResult *result,
                                       GBytes **public_key,
                                       GError **error);

/* Stores a certificate beside its key and replaces the one that was there. @key_id NULL: the key
 * whose public half the certificate carries. */
void desk_ukey_write_certificate_async (DeskUkey *self,
                                        const char *token_serial,
                                        DeskSecret *pin,
                                        GBytes *key_id,
                                        GBytes *der,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean desk_ukey_write_certificate_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* C_SetPIN. Both NULL: on the key itself. */
void desk_ukey_change_pin_async (DeskUkey *self,
                                 const char *token_serial,
                                 DeskSecret *pin,
                                 DeskSecret *new_pin,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean desk_ukey_change_pin_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* C_InitPIN as the security officer: the first PIN, or a new one for a locked key. */
void desk_ukey_set_pin_async (DeskUkey *self,
                              const char *token_serial,
                              DeskSecret *so_pin,
                              DeskSecret *new_pin,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean desk_ukey_set_pin_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* A new PIN for a locked key by its PUK; %DESK_KEY_STATE_NO_UNBLOCK if the module cannot. */
void desk_ukey_unblock_async (DeskUkey *self,
                              const char *token_serial,
                              DeskSecret *puk,
                              DeskSecret *new_pin,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean desk_ukey_unblock_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* Makes the first uninitialised token a usable one with @label, @so_pin and @pin. It can be found
 * by desk_ukey_find_token_async() then. */
void desk_ukey_initialise_async (DeskUkey *self,
                                 const char *label,
                                 DeskSecret *so_pin,
                                 DeskSecret *pin,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean desk_ukey_initialise_finish (DeskUkey *self, GAsyncResult *result, GError **error);

G_END_DECLS
