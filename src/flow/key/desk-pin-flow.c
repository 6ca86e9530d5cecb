/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-pin-flow.h"

#include "desk-api-unblock.h"
#include "desk-flow-core.h"
#include "desk-gm-identity.h"
#include "desk-openssl.h"
#include "desk-ukey.h"
#include "desk-x509.h"

#include <string.h>

struct _DeskPinFlow {
  GObject parent_instance;

  DeskFlowCore *core;  /* owned, nullable: there is no server */
  DeskKeys *keys;      /* owned, held */
  DeskKeyToken *token; /* owned */
  char *id_number;     /* owned, nullable: not known; wiped */
};

G_DEFINE_FINAL_TYPE (DeskPinFlow, desk_pin_flow, G_TYPE_OBJECT)

static void
desk_pin_flow_dispose (GObject *object)
{
  DeskPinFlow *self = DESK_PIN_FLOW (object);

  if (self->keys != NULL)
    desk_keys_release (self->keys);
  g_clear_object (&self->keys);
  g_clear_object (&self->core);

  G_OBJECT_CLASS (desk_pin_flow_parent_class)->dispose (object);
}

static void
desk_pin_flow_finalize (GObject *object)
{
  DeskPinFlow *self = DESK_PIN_FLOW (object);

  if (self->id_number != NULL)
    desk_secret_wipe (self->id_number, strlen (self->id_number));
  g_free (self->id_number);
  g_object_unref (self->token);

  G_OBJECT_CLASS (desk_pin_flow_parent_class)->finalize (object);
}

static void
desk_pin_flow_class_init (DeskPinFlowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_pin_flow_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_pin_flow_finalize;
}

static void
desk_pin_flow_init (DeskPinFlow *self)
{
}

/* The number of the holder's identity card, if a certificate on the key tells it. */
static char *
find_id_number (DeskPinFlow *self)
{
  GListModel *certificates = desk_keys_get_certificates (self->keys);

  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);
    g_autoptr (X509) x509 = NULL;
    char *number;

    if (!desk_key_token_is_same (desk_key_certificate_get_token (certificate), self->token))
      continue;
    x509 = desk_x509_new_from_der (desk_key_certificate_get_der (certificate), NULL);
    number = x509 != NULL ? desk_gm_identity_dup_resident_number (x509) : NULL;
    if (number != NULL)
      return number;
  }

  return NULL;
}

DeskPinFlow *
desk_pin_flow_new (DeskKeys *keys, DeskKeyToken *token, DeskFlowCore *core)
{
  DeskPinFlow *self;

  g_return_val_if_fail (DESK_IS_KEYS (keys), NULL);
  g_return_val_if_fail (core == NULL || DESK_IS_FLOW_CORE (core), NULL);
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (token), NULL);

  self = g_object_new (DESK_TYPE_PIN_FLOW, NULL);
  g_set_object (&self->core, core);
  self->keys = g_object_ref (keys);
  self->token = g_object_ref (token);
  self->id_number = find_id_number (self);
  desk_keys_hold (self->keys);
  return self;
}

DeskKeyToken *
desk_pin_flow_get_token (DeskPinFlow *self)
{
  g_return_val_if_fail (DESK_IS_PIN_FLOW (self), NULL);

  return self->token;
}

DeskKeys *
desk_pin_flow_get_keys (DeskPinFlow *self)
{
  g_return_val_if_fail (DESK_IS_PIN_FLOW (self), NULL);

  return self->keys;
}

gboolean
desk_pin_flow_can_request (DeskPinFlow *self)
{
  g_return_val_if_fail (DESK_IS_PIN_FLOW (self), FALSE);

  return self->core != NULL && desk_flow_core_get_account (self->core) != NULL;
}

DeskPinProblem
desk_pin_flow_check (DeskPinFlow *self, DeskSecret *pin, DeskSecret *old_pin)
{
  g_return_val_if_fail (DESK_IS_PIN_FLOW (self), DESK_PIN_BAD_CHARACTER);
  g_return_val_if_fail (pin != NULL, DESK_PIN_TOO_SHORT);

  return desk_pin_policy_check (pin, old_pin, self->id_number,
                                desk_key_token_get_min_pin_length (self->token),
                                desk_key_token_get_max_pin_length (self->token));
}

/* Operations on the key */

typedef gboolean (*Finish) (DeskUkey *ukey, GAsyncResult *result, GError **error);

static void
fail (GTask *task, GError *error)
{
  DeskPinFlow *self = g_task_get_source_object (task);

  if (error->domain == DESK_KEY_ERROR)
    desk_keys_note_failure (self->keys, self->token, NULL, error);
  g_task_return_error (task, error);
}

/* The driver to call; NULL after the task was answered. */
static DeskUkey *
begin (GTask *task, DeskSecret *new_pin, DeskSecret *old_pin)
{
  DeskPinFlow *self = g_task_get_source_object (task);
  DeskUkey *ukey = desk_keys_get_ukey (self->keys, self->token);

  if (new_pin != NULL && desk_pin_flow_check (self, new_pin, old_pin) != DESK_PIN_OK)
    g_task_return_error (task, desk_key_error_new (DESK_KEY_STATE_PIN_REFUSED, DESK_PIN_USE_NONE,
                                                   "the new PIN is against the policy"));
  else if (ukey == NULL)
    fail (task, desk_key_error_new (DESK_KEY_STATE_REMOVED, DESK_PIN_USE_NONE,
                                    "the driver of the key is not in use any more"));
  else
    return ukey;

  return NULL;
}

static void
end (GObject *source, GAsyncResult *result, GTask *task, Finish finish)
{
  GError *error = NULL;

  if (finish (DESK_UKEY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, error);
}

static GTask *
task_new (DeskPinFlow *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

static void
on_change_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  end (source, result, task, desk_ukey_change_pin_finish);
}

void
desk_pin_flow_change_async (DeskPinFlow *self,
                            DeskSecret *pin,
                            DeskSecret *new_pin,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  DeskUkey *ukey;

  g_return_if_fail (DESK_IS_PIN_FLOW (self));

  task = task_new (self, desk_pin_flow_change_async, cancellable, callback, user_data);
  ukey = begin (task, new_pin, pin);
  if (ukey != NULL)
    desk_ukey_change_pin_async (ukey, desk_key_token_get_serial (self->token), pin, new_pin,
                                cancellable, on_change_ready, g_object_ref (task));
}

gboolean
desk_pin_flow_change_finish (DeskPinFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_set_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  end (source, result, task, desk_ukey_set_pin_finish);
}

static void
on_unblock_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  end (source, result, task, desk_ukey_unblock_finish);
}

void
desk_pin_flow_unblock_async (DeskPinFlow *self,
                             DeskUnblockKey key,
                             DeskSecret *secret,
                             DeskSecret *new_pin,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *serial;
  DeskUkey *ukey;

  g_return_if_fail (DESK_IS_PIN_FLOW (self));

  task = task_new (self, desk_pin_flow_unblock_async, cancellable, callback, user_data);
  serial = desk_key_token_get_serial (self->token);
  ukey = begin (task, new_pin, NULL);
  if (ukey == NULL)
    return;

  if (key == DESK_UNBLOCK_BY_ADMIN)
    desk_ukey_set_pin_async (ukey, serial, secret, new_pin, cancellable, on_set_ready,
                             g_object_ref (task));
  else
    desk_ukey_unblock_async (ukey, serial, secret, new_pin, cancellable, on_unblock_ready,
                             g_object_ref (task));
}

gboolean
desk_pin_flow_unblock_finish (DeskPinFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The first PIN is given as another one is to a locked key: by the administrator. */
void
desk_pin_flow_set_first_async (DeskPinFlow *self,
                               DeskSecret *admin_pin,
                               DeskSecret *new_pin,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  desk_pin_flow_unblock_async (self, DESK_UNBLOCK_BY_ADMIN, admin_pin, new_pin, cancellable,
                               callback, user_data);
}

gboolean
desk_pin_flow_set_first_finish (DeskPinFlow *self, GAsyncResult *result, GError **error)
{
  return desk_pin_flow_unblock_finish (self, result, error);
}

/* Customer service */

static void
free_request (gpointer request)
{
  desk_unblock_request_free (request);
}

static void
on_request_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskPinFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  DeskUnblockRequest *request = desk_api_unblock_request_finish (DESK_API (source), result, &error);

  if (request == NULL)
    g_task_return_error (task, desk_flow_core_take_error (self->core, error, NULL, NULL));
  else
    g_task_return_pointer (task, request, free_request);
}

void
desk_pin_flow_request_unblock_async (DeskPinFlow *self,
                                     DeskUnblockReason reason,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_PIN_FLOW (self));

  task = task_new (self, desk_pin_flow_request_unblock_async, cancellable, callback, user_data);
  desk_api_unblock_request_async (desk_flow_core_get_api (self->core), self->token, reason,
                                  cancellable, on_request_ready, g_object_ref (task));
}

DeskUnblockRequest *
desk_pin_flow_request_unblock_finish (DeskPinFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_list_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskPinFlow *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) requests = desk_api_unblock_list_finish (DESK_API (source), result, &error);
  g_autofree char *tail = desk_key_token_dup_serial_tail (self->token);
  DeskUnblockRequest *found = NULL;

  if (requests == NULL) {
    g_task_return_error (task, desk_flow_core_take_error (self->core, error, NULL, NULL));
    return;
  }

  for (guint i = 0; found == NULL && i < requests->len; i++) {
    const DeskUnblockRequest *request = g_ptr_array_index (requests, i);

    if (g_strcmp0 (request->token_tail, tail) == 0) {
      found = g_ptr_array_steal_index (requests, i);
    }
  }
  g_task_return_pointer (task, found, free_request);
}

void
desk_pin_flow_find_request_async (DeskPinFlow *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_PIN_FLOW (self));

  task = task_new (self, desk_pin_flow_find_request_async, cancellable, callback, user_data);
  desk_api_unblock_list_async (desk_flow_core_get_api (self->core), cancellable, on_list_ready,
                               g_object_ref (task));
}

DeskUnblockRequest *
desk_pin_flow_find_request_finish (DeskPinFlow *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
