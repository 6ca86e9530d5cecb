/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-error.h"
#include "desk-secret.h"

#include <gio/gio.h>

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
 * it.
 */
#define DESK_TYPE_KEY_SETUP (desk_key_setup_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeySetup, desk_key_setup, DESK, KEY_SETUP, GObject)

/* @module: path of a PKCS#11 module, NULL for OpenSC's. @token_label: NULL for the only token there
 * is. */
DeskKeySetup *desk_key_setup_new (const char *module, const char *token_label);

/* Ends the key's thread; call before the last unref. */
void desk_key_setup_close (DeskKeySetup *self);

/* Generates a key pair labelled @label and signs a PKCS#10 request for @common_name with it. */
void desk_key_setup_request_async (DeskKeySetup *self,
                                   DeskSecret *pin,
                                   DeskKeySetupAlgorithm algorithm,
                                   const char *label,
                                   const char *common_name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* The request as PEM; caller frees. Errors of %DESK_FLOW_ERROR. */
char *desk_key_setup_request_finish (DeskKeySetup *self, GAsyncResult *result, GError **error);

/* Writes the first certificate of @pem beside the key it was issued for. */
void desk_key_setup_install_async (DeskKeySetup *self,
                                   DeskSecret *pin,
                                   const char *pem,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean desk_key_setup_install_finish (DeskKeySetup *self, GAsyncResult *result, GError **error);

G_END_DECLS
