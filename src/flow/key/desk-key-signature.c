/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-signature.h"

#include "desk-pin-policy.h"
#include "desk-ukey.h"

typedef struct {
  /* Input */
  DeskKeyCertificate *certificate; /* owned */
  gboolean is_default_pin;
} Signature;

static void
signature_free (gpointer data)
{
  Signature *signature = data;

  g_object_unref (signature->certificate);
  g_free (signature);
}

static void
fail (GTask *task, GError *error)
{
  const Signature *signature = g_task_get_task_data (task);

  desk_keys_note_failure (g_task_get_source_object (task),
                          desk_key_certificate_get_token (signature->certificate),
                          signature->certificate, error);
  g_task_return_error (task, error);
}

static void
on_sign_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = desk_ukey_sign_finish (DESK_UKEY (source), result, &error);

  if (bytes == NULL)
    fail (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

void
desk_key_signature_new_async (DeskKeys *keys,
                              DeskKeyCertificate *certificate,
                              DeskSecret *pin,
                              const uint8_t digest[static 32],
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (keys, cancellable, callback, user_data);
  Signature *signature = g_new0 (Signature, 1);
  DeskUkey *ukey = desk_keys_get_ukey (keys, desk_key_certificate_get_token (certificate));

  g_task_set_source_tag (task, desk_key_signature_new_async);
  signature->certificate = g_object_ref (certificate);
  signature->is_default_pin = pin != NULL && desk_pin_policy_is_default (pin);
  g_task_set_task_data (task, signature, signature_free);

  if (ukey == NULL)
    fail (task, desk_key_error_new (DESK_KEY_STATE_REMOVED, DESK_PIN_USE_NONE,
                                    "the driver of the key is not in use any more"));
  else
    desk_ukey_sign_async (ukey, certificate, pin, digest, cancellable, on_sign_ready,
                          g_object_ref (task));
}

GBytes *
desk_key_signature_new_finish (DeskKeys *keys,
                               GAsyncResult *result,
                               gboolean *is_default_pin,
                               GError **error)
{
  const Signature *signature;

  g_return_val_if_fail (g_task_is_valid (result, keys), NULL);

  signature = g_task_get_task_data (G_TASK (result));
  *is_default_pin = signature->is_default_pin;
  return g_task_propagate_pointer (G_TASK (result), error);
}
