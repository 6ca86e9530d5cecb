/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-error.h"
#include "desk-keys.h"
#include "desk-secret.h"

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum {
  DESK_KEY_SETUP_RSA_2048,
  DESK_KEY_SETUP_P256,
} DeskKeySetupAlgorithm;

/**
 * DeskKeySetup:
 *
 * Makes a key ready for use: a key pair on it, a request for a certificate, and the certificate
 * that comes back. Help desk and scripts use it from the command line; a virtual Ukey is made with
 * it. Each operation looks for the key first (desk_keys_find_token()).
 */
#define DESK_TYPE_KEY_SETUP (desk_key_setup_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeySetup, desk_key_setup, DESK, KEY_SETUP, GObject)

/* @token_label: NULL for the only token there is. */
DeskKeySetup *desk_key_setup_new (DeskKeys *keys, const char *token_label);

/* Generates a key pair labelled @label and signs a PKCS#10 request for @subject with it. @subject
 * is a common name, or a distinguished name ("CN=...,O=...", RFC 4514) if it has a "=". */
void desk_key_setup_request_async (DeskKeySetup *self,
                                   DeskSecret *pin,
                                   DeskKeySetupAlgorithm algorithm,
                                   const char *label,
                                   const char *subject,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* The request as PEM; caller frees. Errors of %DESK_KEY_ERROR and %DESK_FLOW_ERROR. */
char *desk_key_setup_request_finish (DeskKeySetup *self, GAsyncResult *result, GError **error);

/* Writes the first certificate of @pem beside the key it was issued for. */
void desk_key_setup_install_async (DeskKeySetup *self,
                                   DeskSecret *pin,
                                   const char *pem,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean desk_key_setup_install_finish (DeskKeySetup *self, GAsyncResult *result, GError **error);

/* Signs the SHA-256 @digest with the key whose CKA_ID is @key_id, or with that of the first usable
 * certificate on the token (NULL). */
void desk_key_setup_sign_async (DeskKeySetup *self,
                                DeskSecret *pin,
                                GBytes *key_id,
                                const uint8_t digest[static 32],
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* RSA: PKCS#1 v1.5; EC: DER-encoded ECDSA-Sig-Value. */
GBytes *desk_key_setup_sign_finish (DeskKeySetup *self, GAsyncResult *result, GError **error);

G_END_DECLS
