/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-key-certificate.h"
#include "desk-key-error.h"
#include "desk-secret.h"

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  DESK_UKEY_RSA_2048,
  DESK_UKEY_P256,
} DeskUkeyAlgorithm;

/**
 * DeskUkey:
 *
 * One PKCS#11 module and the one thread that is allowed to call it. Every operation is queued to
 * that thread and answered in the caller's main context. Operations name a token by its serial, so
 * a key that was pulled out and put back is found again.
 */
#define DESK_TYPE_UKEY (desk_ukey_get_type ())

G_DECLARE_FINAL_TYPE (DeskUkey, desk_ukey, DESK, UKEY, GObject)

/* @module_path NULL: OpenSC's module where the system keeps it. Nothing is loaded yet. @clock
 * judges the certificates. */
DeskUkey *desk_ukey_new (const char *module_path, DeskClock *clock);

/* Finalises the module and ends the thread; call before the last unref. */
void desk_ukey_close (DeskUkey *self);

/* Looks at every initialised token. */
void desk_ukey_scan_async (DeskUkey *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* A new GListStore of DeskKeyCertificate, usable ones first, possibly empty; @state says the rest.
 * NULL only when cancelled: a module that fails is a state, not an error. */
GListModel *
desk_ukey_scan_finish (DeskUkey *self, GAsyncResult *result, DeskKeyState *state, GError **error);

/* The serial of the initialised token labelled @label, or of the only one if @label is NULL.
 * %DESK_KEY_STATE_REMOVED if there is none, %DESK_KEY_STATE_SEVERAL_TOKENS if more than one fits.
 */
void desk_ukey_find_token_async (DeskUkey *self,
                                 const char *label,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *desk_ukey_find_token_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* Logs in to the certificate's token with @pin (NULL: protected path), signs the SHA-256 @digest
 * with its key and logs out.
 * @digest is copied. */
void desk_ukey_sign_async (DeskUkey *self,
                           DeskKeyCertificate *certificate,
                           DeskSecret *pin,
                           const uint8_t digest[static 32],
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* RSA: PKCS#1 v1.5; EC: DER-encoded ECDSA-Sig-Value. */
GBytes *desk_ukey_sign_finish (DeskUkey *self, GAsyncResult *result, GError **error);

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

G_END_DECLS
