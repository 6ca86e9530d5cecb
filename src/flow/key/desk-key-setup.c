/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-setup.h"

#include "desk-csr.h"
#include "desk-flow-error-map.h"
#include "desk-openssl.h"
#include "desk-ukey.h"
#include "desk-x509.h"

struct _DeskKeySetup {
  GObject parent_instance;

  DeskUkey *ukey;    /* owned; NULL once closed */
  char *token_label; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (DeskKeySetup, desk_key_setup, G_TYPE_OBJECT)

/* Both operations; belongs to the task. */
typedef struct {
  /* Input */
  DeskSecret *pin; /* owned, nullable */
  DeskUkeyAlgorithm algorithm;
  char *label;       /* owned, nullable */
  char *common_name; /* owned, nullable */
  GBytes *der;       /* owned, nullable; the certificate to install */

  /* In progress */
  char *token_serial; /* owned, nullable */
  DeskCsr *csr;       /* owned, nullable */
} Operation;

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_clear_pointer (&operation->pin, desk_secret_unref);
  g_free (operation->label);
  g_free (operation->common_name);
  g_clear_pointer (&operation->der, g_bytes_unref);
  g_free (operation->token_serial);
  g_clear_pointer (&operation->csr, desk_csr_free);
  g_free (operation);
}

static void
desk_key_setup_finalize (GObject *object)
{
  DeskKeySetup *self = DESK_KEY_SETUP (object);

  g_assert (self->ukey == NULL);
  g_free (self->token_label);
  G_OBJECT_CLASS (desk_key_setup_parent_class)->finalize (object);
}

static void
desk_key_setup_class_init (DeskKeySetupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_key_setup_finalize;
}

static void
desk_key_setup_init (DeskKeySetup *self)
{
}

DeskKeySetup *
desk_key_setup_new (const char *module_path, const char *token_label)
{
  DeskKeySetup *self = g_object_new (DESK_TYPE_KEY_SETUP, NULL);
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (DeskUkeyModule) module = NULL;

  if (module_path != NULL)
    module = desk_ukey_module_new (DESK_UKEY_MODULE_OPTION, NULL, module_path, NULL);
  self->ukey = desk_ukey_new (module, clock);
  self->token_label = g_strdup (token_label);
  return self;
}

void
desk_key_setup_close (DeskKeySetup *self)
{
  g_return_if_fail (DESK_IS_KEY_SETUP (self));

  if (self->ukey == NULL)
    return;

  desk_ukey_close (self->ukey);
  g_clear_object (&self->ukey);
}

static void
return_error (GTask *task, GError *error)
{
  g_task_return_error (task, desk_flow_error_map (error));
}

static GTask *
begin (DeskKeySetup *self,
       DeskSecret *pin,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  operation->pin = pin != NULL ? desk_secret_ref (pin) : NULL;
  g_task_set_task_data (task, operation, operation_free);
  return task;
}

static void on_request_token_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_key_generated (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_request_signed (GObject *source, GAsyncResult *result, gpointer user_data);

void
desk_key_setup_request_async (DeskKeySetup *self,
                              DeskSecret *pin,
                              DeskKeySetupAlgorithm algorithm,
                              const char *label,
                              const char *common_name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Operation *operation;

  g_return_if_fail (DESK_IS_KEY_SETUP (self) && self->ukey != NULL);
  g_return_if_fail (label != NULL && common_name != NULL);

  task = begin (self, pin, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_key_setup_request_async);
  operation = g_task_get_task_data (task);
  operation->algorithm = algorithm == DESK_KEY_SETUP_RSA_2048 ? DESK_UKEY_RSA_2048 : DESK_UKEY_P256;
  operation->label = g_strdup (label);
  operation->common_name = g_strdup (common_name);

  desk_ukey_find_token_async (self->ukey, self->token_label, cancellable, on_request_token_found,
                              task);
}

static void
on_request_token_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  operation->token_serial = desk_ukey_find_token_finish (DESK_UKEY (source), result, &error);
  if (operation->token_serial == NULL) {
    return_error (task, error);
    return;
  }

  desk_ukey_generate_key_async (
      DESK_UKEY (source), operation->token_serial, operation->pin, operation->algorithm,
      operation->label, g_task_get_cancellable (task), on_key_generated, g_object_ref (task));
}

static void
on_key_generated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) key_id = NULL;
  GError *error = NULL;
  uint8_t digest[32];

  key_id = desk_ukey_generate_key_finish (DESK_UKEY (source), result, &public_key, &error);
  if (key_id != NULL)
    operation->csr = desk_csr_begin (public_key, operation->common_name, &error);
  if (operation->csr == NULL) {
    return_error (task, error);
    return;
  }

  desk_csr_get_digest (operation->csr, digest);
  desk_ukey_sign_with_key_async (DESK_UKEY (source), operation->token_serial, key_id,
                                 operation->pin, digest, g_task_get_cancellable (task),
                                 on_request_signed, g_object_ref (task));
}

static void
on_request_signed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (GBytes) signature = NULL;
  GError *error = NULL;
  char *pem = NULL;

  signature = desk_ukey_sign_with_key_finish (DESK_UKEY (source), result, &error);
  if (signature != NULL)
    pem = desk_csr_finish (operation->csr, signature, &error);
  if (pem == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, pem, g_free);
}

char *
desk_key_setup_request_finish (DeskKeySetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void on_install_token_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_certificate_written (GObject *source, GAsyncResult *result, gpointer user_data);

void
desk_key_setup_install_async (DeskKeySetup *self,
                              DeskSecret *pin,
                              const char *pem,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (X509Stack) certificates = NULL;
  Operation *operation;
  GError *error = NULL;

  g_return_if_fail (DESK_IS_KEY_SETUP (self) && self->ukey != NULL);
  g_return_if_fail (pem != NULL);

  task = begin (self, pin, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_key_setup_install_async);
  certificates = desk_x509_list_new_from_pem (pem, &error);
  if (certificates == NULL) {
    return_error (task, error);
    return;
  }

  operation = g_task_get_task_data (task);
  operation->der = desk_x509_to_der (sk_X509_value (certificates, 0));
  desk_ukey_find_token_async (self->ukey, self->token_label, cancellable, on_install_token_found,
                              g_object_ref (task));
}

static void
on_install_token_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  operation->token_serial = desk_ukey_find_token_finish (DESK_UKEY (source), result, &error);
  if (operation->token_serial == NULL) {
    return_error (task, error);
    return;
  }

  desk_ukey_write_certificate_async (DESK_UKEY (source), operation->token_serial, operation->pin,
                                     NULL, operation->der, g_task_get_cancellable (task),
                                     on_certificate_written, g_object_ref (task));
}

static void
on_certificate_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (desk_ukey_write_certificate_finish (DESK_UKEY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

gboolean
desk_key_setup_install_finish (DeskKeySetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
