/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-key-certificate.h"
#include "desk-key-error.h"
#include "desk-secret.h"
#include "desk-ukey-description.h"
#include "desk-ukey-module.h"
#include "desk-ukey-scan.h"

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
 * One PKCS#11 module, loaded by a child process of its own: a driver that hangs or crashes costs
 * the one operation it was at. Nothing here blocks. Operations wait for one another in a queue and
 * name a token by its serial, so a key that was pulled out and put back is found again. A cancelled
 * one answers at once (%G_IO_ERROR_CANCELLED), though the driver may still be at it.
 *
 * Every other error is a DESK_KEY_ERROR, whose pin_use says what became of the PIN. A @pin of NULL
 * is typed on the key itself.
 *
 * Properties: `busy` (an operation waits or is under way) and `slow` (one has been under way for a
 * second).
 */
#define DESK_TYPE_UKEY (desk_ukey_get_type ())

G_DECLARE_FINAL_TYPE (DeskUkey, desk_ukey, DESK, UKEY, GObject)

/* @module NULL: there is none; only desk_ukey_service_async() works then. No process is started
 * yet. @clock judges the certificates. */
DeskUkey *desk_ukey_new (DeskUkeyModule *module, DeskClock *clock);

/* Answers what waits with %G_IO_ERROR_CANCELLED and lets the process end, at the latest by force
 * after two seconds. Call before the last unref. */
void desk_ukey_close (DeskUkey *self);

DeskUkeyModule *desk_ukey_get_module (DeskUkey *self); /* borrowed, nullable */
gboolean desk_ukey_get_busy (DeskUkey *self);
gboolean desk_ukey_get_slow (DeskUkey *self);

/* Looks at every slot. @fresh also starts the module again and reads every certificate anew,
 * however often it failed before: for a person who asked. */
void desk_ukey_scan_async (DeskUkey *self,
                           gboolean fresh,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* NULL only when cancelled: a module that fails is a state, not an error. Caller frees. */
DeskUkeyScan *desk_ukey_scan_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* The serial of the initialised token labelled @label, or of the only one if @label is NULL.
 * %DESK_KEY_STATE_REMOVED if there is none, %DESK_KEY_STATE_SEVERAL_TOKENS if more than one fits.
 * Caller frees. */
void desk_ukey_find_token_async (DeskUkey *self,
                                 const char *label,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *desk_ukey_find_token_finish (DeskUkey *self, GAsyncResult *result, GError **error);

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

/* What the module says about itself. NULL only when cancelled. Caller frees. */
void desk_ukey_describe_async (DeskUkey *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DeskUkeyDescription *
desk_ukey_describe_finish (DeskUkey *self, GAsyncResult *result, GError **error);

/* What the PC/SC service says; needs no module. NULL only when cancelled. Caller frees. */
void desk_ukey_service_async (DeskUkey *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DeskUkeyService *desk_ukey_service_finish (DeskUkey *self, GAsyncResult *result, GError **error);

G_END_DECLS
