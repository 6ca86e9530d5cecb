/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey"

#include "desk-ukey.h"

#include "desk-ukey-op.h"
#include "desk-worker.h"

#include <string.h>

#define DIGEST_LENGTH 32

struct _DeskUkey {
  GObject parent_instance;

  DeskClock *clock;   /* owned */
  DeskWorker *worker; /* owned; NULL once closed */
};

G_DEFINE_FINAL_TYPE (DeskUkey, desk_ukey, G_TYPE_OBJECT)

/* What the worker's thread keeps. The module is loaded with the first operation, and again with the
 * next one after it failed. */
typedef struct {
  char *module_path;        /* owned, nullable: there is none on this system */
  DeskPkcs11Module *module; /* owned, nullable */
} KeyThread;

static void
key_thread_free (gpointer data)
{
  KeyThread *state = data;

  g_clear_pointer (&state->module, desk_pkcs11_module_free);
  g_free (state->module_path);
  g_free (state);
}

/* The loaded module, borrowed, or NULL with @error. */
static DeskPkcs11Module *
key_thread_get_module (KeyThread *state, GError **error)
{
  if (state->module == NULL && state->module_path == NULL)
    g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_NO_MODULE, "no PKCS#11 module was found");
  else if (state->module == NULL)
    state->module = desk_pkcs11_module_load (state->module_path, error);

  return state->module;
}

/* Some modules (SoftHSM; OpenSC after the PC/SC service was restarted) never notice a token that
 * comes after they were initialised. One that does not find what it should is therefore started
 * afresh for the next operation; nothing is lost, because no session outlives an operation. */
static void
key_thread_restart_module (KeyThread *state)
{
  g_clear_pointer (&state->module, desk_pkcs11_module_free);
}

static void
key_thread_note_failure (KeyThread *state, const GError *error)
{
  if (g_error_matches (error, DESK_KEY_ERROR, DESK_KEY_STATE_REMOVED))
    key_thread_restart_module (state);
}

/* What one operation needs and gives; each uses a part of it. Belongs to the task, so it may fall
 * on either thread. */
typedef struct {
  /* Input */
  DeskClock *clock;   /* owned */
  char *token_serial; /* owned, nullable */
  GBytes *key_id;     /* owned, nullable */
  DeskSecret *pin;    /* owned, nullable */
  uint8_t digest[DIGEST_LENGTH];
  DeskUkeyAlgorithm algorithm;
  char *label; /* owned, nullable */
  GBytes *der; /* owned, nullable */

  /* Output, beside what the task returns */
  GBytes *public_key; /* owned, nullable */
} Operation;

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_clear_object (&operation->clock);
  g_free (operation->token_serial);
  g_clear_pointer (&operation->key_id, g_bytes_unref);
  g_clear_pointer (&operation->pin, desk_secret_unref);
  g_free (operation->label);
  g_clear_pointer (&operation->der, g_bytes_unref);
  g_clear_pointer (&operation->public_key, g_bytes_unref);
  g_free (operation);
}

static Operation *
operation_new (const char *token_serial, GBytes *key_id, DeskSecret *pin)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->token_serial = g_strdup (token_serial);
  operation->key_id = key_id != NULL ? g_bytes_ref (key_id) : NULL;
  operation->pin = pin != NULL ? desk_secret_ref (pin) : NULL;
  return operation;
}

static void
desk_ukey_finalize (GObject *object)
{
  DeskUkey *self = DESK_UKEY (object);

  g_assert (self->worker == NULL);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (desk_ukey_parent_class)->finalize (object);
}

static void
desk_ukey_class_init (DeskUkeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_ukey_finalize;
}

static void
desk_ukey_init (DeskUkey *self)
{
}

DeskUkey *
desk_ukey_new (DeskUkeyModule *module, DeskClock *clock)
{
  DeskUkey *self = g_object_new (DESK_TYPE_UKEY, NULL);
  KeyThread *state = g_new0 (KeyThread, 1);

  state->module_path = module != NULL ? g_strdup (desk_ukey_module_get_path (module))
                                      : desk_pkcs11_module_find_default ();
  self->clock = g_object_ref (clock);
  self->worker = desk_worker_new ("desk-ukey", state, key_thread_free);
  return self;
}

void
desk_ukey_close (DeskUkey *self)
{
  g_return_if_fail (DESK_IS_UKEY (self));

  if (self->worker != NULL)
    desk_worker_close (g_steal_pointer (&self->worker), DESK_WORKER_CANCEL);
}

/* The one place where an operation becomes asynchronous. Takes @operation. */
static void
start (DeskUkey *self,
       Operation *operation,
       DeskWorkerFunc run,
       gpointer source_tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, operation, operation_free);

  if (self->worker == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the key was closed");
    return;
  }

  desk_worker_push (self->worker, g_steal_pointer (&task), run);
}

static void
return_bytes (GTask *task, KeyThread *state, GBytes *bytes, GError *error)
{
  if (bytes != NULL) {
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
    return;
  }

  key_thread_note_failure (state, error);
  g_task_return_error (task, error);
}

static void
run_scan (GTask *task, gpointer state)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  DeskPkcs11Module *module = key_thread_get_module (state, &error);
  g_autoptr (GListModel) found = NULL;
  DeskUkeyScan *scan;

  if (module == NULL) {
    scan = desk_ukey_scan_new ((DeskKeyState) error->code, error->message);
    g_task_return_pointer (task, scan, (GDestroyNotify) desk_ukey_scan_free);
    return;
  }

  scan = desk_ukey_scan_new (DESK_KEY_STATE_READY, NULL);
  found = desk_ukey_op_scan (module, operation->clock, &scan->state);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    g_ptr_array_add (scan->certificates, g_list_model_get_item (found, i));
  if (scan->certificates->len == 0)
    key_thread_restart_module (state);
  g_task_return_pointer (task, scan, (GDestroyNotify) desk_ukey_scan_free);
}

void
desk_ukey_scan_async (DeskUkey *self,
                      gboolean fresh,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  Operation *operation = operation_new (NULL, NULL, NULL);

  g_return_if_fail (DESK_IS_UKEY (self));

  operation->clock = g_object_ref (self->clock);
  start (self, operation, run_scan, desk_ukey_scan_async, cancellable, callback, user_data);
}

DeskUkeyScan *
desk_ukey_scan_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_find_token (GTask *task, gpointer state)
{
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  DeskPkcs11Module *module = key_thread_get_module (state, &error);
  char *serial = NULL;

  if (module != NULL)
    serial = desk_ukey_op_find_token (module, operation->label, &error);
  if (serial != NULL) {
    g_task_return_pointer (task, serial, g_free);
    return;
  }

  key_thread_note_failure (state, error);
  g_task_return_error (task, error);
}

void
desk_ukey_find_token_async (DeskUkey *self,
                            const char *label,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Operation *operation = operation_new (NULL, NULL, NULL);

  g_return_if_fail (DESK_IS_UKEY (self));

  operation->label = g_strdup (label);
  start (self, operation, run_find_token, desk_ukey_find_token_async, cancellable, callback,
         user_data);
}

char *
desk_ukey_find_token_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_sign (GTask *task, gpointer state)
{
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  DeskPkcs11Module *module = key_thread_get_module (state, &error);
  GBytes *signature = NULL;

  if (module != NULL)
    signature = desk_ukey_op_sign (module, operation->token_serial, operation->key_id,
                                   operation->pin, operation->digest, &error);
  return_bytes (task, state, signature, error);
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
  Operation *operation;

  g_return_if_fail (DESK_IS_UKEY (self));
  g_return_if_fail (token_serial != NULL && key_id != NULL);

  operation = operation_new (token_serial, key_id, pin);
  memcpy (operation->digest, digest, DIGEST_LENGTH);
  start (self, operation, run_sign, desk_ukey_sign_with_key_async, cancellable, callback,
         user_data);
}

GBytes *
desk_ukey_sign_with_key_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_generate (GTask *task, gpointer state)
{
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  DeskPkcs11Module *module = key_thread_get_module (state, &error);
  GBytes *key_id = NULL;

  if (module != NULL)
    key_id = desk_ukey_op_generate (module, operation->token_serial, operation->pin,
                                    operation->algorithm, operation->label, &operation->public_key,
                                    &error);
  return_bytes (task, state, key_id, error);
}

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
  Operation *operation;

  g_return_if_fail (DESK_IS_UKEY (self));
  g_return_if_fail (token_serial != NULL && label != NULL);

  operation = operation_new (token_serial, NULL, pin);
  operation->algorithm = algorithm;
  operation->label = g_strdup (label);
  start (self, operation, run_generate, desk_ukey_generate_key_async, cancellable, callback,
         user_data);
}

GBytes *
desk_ukey_generate_key_finish (DeskUkey *self,
                               GAsyncResult *result,
                               GBytes **public_key,
                               GError **error)
{
  Operation *operation;
  GBytes *key_id;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  operation = g_task_get_task_data (G_TASK (result));
  key_id = g_task_propagate_pointer (G_TASK (result), error);
  if (key_id != NULL)
    *public_key = g_steal_pointer (&operation->public_key);
  return key_id;
}

static void
run_write_certificate (GTask *task, gpointer state)
{
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  DeskPkcs11Module *module = key_thread_get_module (state, &error);

  if (module != NULL
      && desk_ukey_op_write_certificate (module, operation->token_serial, operation->pin,
                                         operation->key_id, operation->der, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  key_thread_note_failure (state, error);
  g_task_return_error (task, error);
}

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
  Operation *operation;

  g_return_if_fail (DESK_IS_UKEY (self));
  g_return_if_fail (token_serial != NULL && der != NULL);

  operation = operation_new (token_serial, key_id, pin);
  operation->der = g_bytes_ref (der);
  start (self, operation, run_write_certificate, desk_ukey_write_certificate_async, cancellable,
         callback, user_data);
}

gboolean
desk_ukey_write_certificate_finish (DeskUkey *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
