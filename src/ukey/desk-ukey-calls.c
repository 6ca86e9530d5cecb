/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey-private.h"

/* The operations that take a PIN: what each asks, and what it makes of the answer. */

#define DIGEST_LENGTH  32
#define MAX_PIN_LENGTH 255

static GTask *
new_task (DeskUkey *self,
          gpointer source_tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  return task;
}

static DeskUkeyMessage *
new_request (DeskUkeyKind kind, const char *token_serial)
{
  DeskUkeyMessage *request = desk_ukey_message_new (kind);

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, token_serial);
  return request;
}

static gboolean
is_too_long (DeskSecret *secret)
{
  return secret != NULL && desk_secret_get_length (secret) > MAX_PIN_LENGTH;
}

typedef struct {
  DeskUkeyTag tag;
  DeskSecret *secret; /* nullable */
} Pin;

/* Takes @task and @request. */
static void
push (DeskUkey *self,
      const DeskUkeyOperation *operation,
      GTask *task,
      DeskUkeyMessage *request,
      Pin first,
      Pin second)
{
  if (is_too_long (first.secret) || is_too_long (second.secret)) {
    g_task_return_new_error (task, DESK_KEY_ERROR, DESK_KEY_STATE_PIN_LENGTH,
                             "no key takes a PIN of this length");
    g_object_unref (task);
    desk_ukey_message_free (request);
    return;
  }

  desk_ukey_message_add_secret (request, first.tag, first.secret);
  desk_ukey_message_add_secret (request, second.tag, second.secret);
  desk_ukey_push (self, operation, DESK_UKEY_CALL_DEFAULT, task, request);
}

static const Pin no_pin;

static void
return_done (GTask *task, DeskUkeyMessage *answer)
{
  g_task_return_boolean (task, TRUE);
}

#define PIN_OPERATION(answer, timeout, answered)                                                   \
  {                                                                                                \
    DESK_UKEY_KIND_##answer, DESK_UKEY_TIMEOUT_##timeout, TRUE, TRUE, FALSE, answered, NULL        \
  }

static gboolean
finish_done (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Sign --- */

static void
return_signature (GTask *task, DeskUkeyMessage *answer)
{
  g_task_return_pointer (
      task, g_bytes_ref (desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_SIGNATURE)),
      (GDestroyNotify) g_bytes_unref);
}

static const DeskUkeyOperation sign = PIN_OPERATION (SIGNED, SIGN, return_signature);

void
desk_ukey_sign_with_key_async (DeskUkey *self,
                               const char *token_serial,
                               GBytes *key_id,
                               DeskSecret *pin,
                               const uint8_t digest[static DIGEST_LENGTH],
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GBytes) digest_bytes = g_bytes_new (digest, DIGEST_LENGTH);
  DeskUkeyMessage *request;

  g_return_if_fail (DESK_IS_UKEY (self) && token_serial != NULL && key_id != NULL);

  request = new_request (DESK_UKEY_KIND_SIGN, token_serial);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DIGEST, digest_bytes);
  push (self, &sign,
        new_task (self, desk_ukey_sign_with_key_async, cancellable, callback, user_data), request,
        (Pin){ DESK_UKEY_TAG_PIN, pin }, no_pin);
}

GBytes *
desk_ukey_sign_with_key_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_ukey_sign_async (DeskUkey *self,
                      DeskKeyCertificate *certificate,
                      DeskSecret *pin,
                      const uint8_t digest[static DIGEST_LENGTH],
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (DESK_IS_KEY_CERTIFICATE (certificate));

  desk_ukey_sign_with_key_async (self, desk_key_certificate_get_token_serial (certificate),
                                 desk_key_certificate_get_key_id (certificate), pin, digest,
                                 cancellable, callback, user_data);
}

GBytes *
desk_ukey_sign_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  return desk_ukey_sign_with_key_finish (self, result, error);
}

/* --- Generate a key pair --- */

static void
return_key_pair (GTask *task, DeskUkeyMessage *answer)
{
  GBytes *key_id = desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_KEY_ID);
  GBytes *public_key = desk_ukey_message_get_bytes (answer, DESK_UKEY_TAG_PUBLIC_KEY);

  g_task_set_task_data (task, g_bytes_ref (public_key), (GDestroyNotify) g_bytes_unref);
  g_task_return_pointer (task, g_bytes_ref (key_id), (GDestroyNotify) g_bytes_unref);
}

static const DeskUkeyOperation generate = PIN_OPERATION (GENERATED, GENERATE, return_key_pair);

void
desk_ukey_generate_key_async (DeskUkey *self,
                              const char *token_serial,
                              DeskSecret *pin,
                              DeskUkeyAlgorithm algorithm,
                              const char *label,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  DeskUkeyMessage *request;

  g_return_if_fail (DESK_IS_UKEY (self) && token_serial != NULL && label != NULL);

  request = new_request (DESK_UKEY_KIND_GENERATE, token_serial);
  desk_ukey_message_add_number (request, DESK_UKEY_TAG_ALGORITHM, algorithm);
  desk_ukey_message_add_text (request, DESK_UKEY_TAG_LABEL, label);
  push (self, &generate,
        new_task (self, desk_ukey_generate_key_async, cancellable, callback, user_data), request,
        (Pin){ DESK_UKEY_TAG_PIN, pin }, no_pin);
}

GBytes *
desk_ukey_generate_key_finish (DeskUkey *self,
                               GAsyncResult *result,
                               GBytes **public_key,
                               GError **error)
{
  GBytes *key_id;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  key_id = g_task_propagate_pointer (G_TASK (result), error);
  if (key_id != NULL)
    *public_key = g_bytes_ref (g_task_get_task_data (G_TASK (result)));
  return key_id;
}

/* --- Write a certificate --- */

static const DeskUkeyOperation write_certificate = PIN_OPERATION (DONE, OTHER, return_done);

void
desk_ukey_write_certificate_async (DeskUkey *self,
                                   const char *token_serial,
                                   DeskSecret *pin,
                                   GBytes *key_id,
                                   GBytes *der,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  DeskUkeyMessage *request;

  g_return_if_fail (DESK_IS_UKEY (self) && token_serial != NULL && der != NULL);

  request = new_request (DESK_UKEY_KIND_WRITE_CERTIFICATE, token_serial);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DER, der);
  push (self, &write_certificate,
        new_task (self, desk_ukey_write_certificate_async, cancellable, callback, user_data),
        request, (Pin){ DESK_UKEY_TAG_PIN, pin }, no_pin);
}

gboolean
desk_ukey_write_certificate_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  return finish_done (self, result, error);
}

/* --- The PIN itself --- */

static const DeskUkeyOperation new_pin_operation = PIN_OPERATION (DONE, OTHER, return_done);

/* Another PIN, for who has @secret. Takes @task. */
static void
push_new_pin (DeskUkey *self,
              DeskUkeyKind kind,
              const char *token_serial,
              Pin secret,
              DeskSecret *new_pin,
              GTask *task)
{
  push (self, &new_pin_operation, task, new_request (kind, token_serial), secret,
        (Pin){ DESK_UKEY_TAG_NEW_PIN, new_pin });
}

void
desk_ukey_change_pin_async (DeskUkey *self,
                            const char *token_serial,
                            DeskSecret *pin,
                            DeskSecret *new_pin,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (DESK_IS_UKEY (self) && token_serial != NULL);

  push_new_pin (self, DESK_UKEY_KIND_CHANGE_PIN, token_serial, (Pin){ DESK_UKEY_TAG_PIN, pin },
                new_pin,
                new_task (self, desk_ukey_change_pin_async, cancellable, callback, user_data));
}

gboolean
desk_ukey_change_pin_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  return finish_done (self, result, error);
}

void
desk_ukey_set_pin_async (DeskUkey *self,
                         const char *token_serial,
                         DeskSecret *so_pin,
                         DeskSecret *new_pin,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (DESK_IS_UKEY (self) && token_serial != NULL);

  push_new_pin (self, DESK_UKEY_KIND_SET_PIN, token_serial, (Pin){ DESK_UKEY_TAG_SO_PIN, so_pin },
                new_pin,
                new_task (self, desk_ukey_set_pin_async, cancellable, callback, user_data));
}

gboolean
desk_ukey_set_pin_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  return finish_done (self, result, error);
}

void
desk_ukey_unblock_async (DeskUkey *self,
                         const char *token_serial,
                         DeskSecret *puk,
                         DeskSecret *new_pin,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (DESK_IS_UKEY (self) && token_serial != NULL);

  push_new_pin (self, DESK_UKEY_KIND_UNBLOCK, token_serial, (Pin){ DESK_UKEY_TAG_PUK, puk },
                new_pin,
                new_task (self, desk_ukey_unblock_async, cancellable, callback, user_data));
}

gboolean
desk_ukey_unblock_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  return finish_done (self, result, error);
}

/* --- Initialise --- */

static const DeskUkeyOperation initialise = PIN_OPERATION (INITIALISED, OTHER, return_done);

void
desk_ukey_initialise_async (DeskUkey *self,
                            const char *label,
                            DeskSecret *so_pin,
                            DeskSecret *pin,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  DeskUkeyMessage *request;

  g_return_if_fail (DESK_IS_UKEY (self) && label != NULL && so_pin != NULL && pin != NULL);

  request = new_request (DESK_UKEY_KIND_INITIALISE, NULL);
  desk_ukey_message_add_text (request, DESK_UKEY_TAG_LABEL, label);
  push (self, &initialise,
        new_task (self, desk_ukey_initialise_async, cancellable, callback, user_data), request,
        (Pin){ DESK_UKEY_TAG_SO_PIN, so_pin }, (Pin){ DESK_UKEY_TAG_PIN, pin });
}

gboolean
desk_ukey_initialise_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  return finish_done (self, result, error);
}
