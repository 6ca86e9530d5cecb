/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-setup.h"

#include "desk-csr.h"
#include "desk-flow-error-map.h"
#include "desk-openssl.h"
#include "desk-subject-name.h"
#include "desk-ukey.h"
#include "desk-x509.h"

#include <string.h>

struct _DeskKeySetup {
  GObject parent_instance;

  DeskKeys *keys;    /* owned */
  char *token_label; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (DeskKeySetup, desk_key_setup, G_TYPE_OBJECT)

/* What is done once the key is found. */
typedef void (*Continue) (GTask *task, DeskUkey *ukey);

/* All operations; belongs to the task. */
typedef struct {
  /* Input */
  Continue proceed;
  DeskSecret *pin; /* owned, nullable */
  DeskUkeyAlgorithm algorithm;
  char *label;        /* owned, nullable */
  char *subject;      /* owned, nullable */
  GBytes *der;        /* owned, nullable; the certificate to install */
  GBytes *key_id;     /* owned, nullable; of the key to sign with */
  uint8_t digest[32]; /* to sign */

  /* In progress */
  DeskKeyToken *token; /* owned, nullable: not found yet */
  DeskCsr *csr;        /* owned, nullable */
} Operation;

static void
operation_free (gpointer data)
{
  Operation *operation = data;

  g_clear_pointer (&operation->pin, desk_secret_unref);
  g_free (operation->label);
  g_free (operation->subject);
  g_clear_pointer (&operation->der, g_bytes_unref);
  g_clear_pointer (&operation->key_id, g_bytes_unref);
  g_clear_object (&operation->token);
  g_clear_pointer (&operation->csr, desk_csr_free);
  g_free (operation);
}

static void
desk_key_setup_finalize (GObject *object)
{
  DeskKeySetup *self = DESK_KEY_SETUP (object);

  g_clear_object (&self->keys);
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
desk_key_setup_new (DeskKeys *keys, const char *token_label)
{
  DeskKeySetup *self;

  g_return_val_if_fail (DESK_IS_KEYS (keys), NULL);

  self = g_object_new (DESK_TYPE_KEY_SETUP, NULL);
  self->keys = g_object_ref (keys);
  self->token_label = g_strdup (token_label);
  return self;
}

static void
return_error (GTask *task, GError *error)
{
  g_task_return_error (task, desk_flow_error_map (error));
}

static GTask *
begin (DeskKeySetup *self,
       DeskSecret *pin,
       Continue proceed,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  operation->pin = pin != NULL ? desk_secret_ref (pin) : NULL;
  operation->proceed = proceed;
  g_task_set_task_data (task, operation, operation_free);
  return task;
}

static void
on_rescan_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskKeySetup *self = g_task_get_source_object (task);
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  if (desk_keys_rescan_finish (self->keys, result, &error))
    operation->token = desk_keys_find_token (self->keys, self->token_label, &error);

  if (operation->token == NULL)
    return_error (task, error);
  else
    operation->proceed (task, desk_keys_get_ukey (self->keys, operation->token));
}

/* Looks for the key, then goes on. */
static void
find_key (DeskKeySetup *self, GTask *task)
{
  desk_keys_rescan_async (self->keys, g_task_get_cancellable (task), on_rescan_ready,
                          g_object_ref (task));
}

static void generate_key (GTask *task, DeskUkey *ukey);
static void on_key_generated (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_request_signed (GObject *source, GAsyncResult *result, gpointer user_data);

void
desk_key_setup_request_async (DeskKeySetup *self,
                              DeskSecret *pin,
                              DeskKeySetupAlgorithm algorithm,
                              const char *label,
                              const char *subject,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (X509_NAME) name = NULL;
  Operation *operation;
  GError *error = NULL;

  g_return_if_fail (DESK_IS_KEY_SETUP (self));
  g_return_if_fail (label != NULL && subject != NULL);

  task = begin (self, pin, generate_key, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_key_setup_request_async);
  /* Before a key is made that nothing could be asked for. */
  name = desk_subject_name_parse (subject, &error);
  if (name == NULL) {
    return_error (task, error);
    return;
  }

  operation = g_task_get_task_data (task);
  operation->algorithm = algorithm == DESK_KEY_SETUP_RSA_2048 ? DESK_UKEY_RSA_2048 : DESK_UKEY_P256;
  operation->label = g_strdup (label);
  operation->subject = g_strdup (subject);
  find_key (self, task);
}

static void
generate_key (GTask *task, DeskUkey *ukey)
{
  Operation *operation = g_task_get_task_data (task);

  desk_ukey_generate_key_async (
      ukey, desk_key_token_get_serial (operation->token), operation->pin, operation->algorithm,
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
    operation->csr = desk_csr_begin (public_key, operation->subject, &error);
  if (operation->csr == NULL) {
    return_error (task, error);
    return;
  }

  desk_csr_get_digest (operation->csr, digest);
  desk_ukey_sign_with_key_async (DESK_UKEY (source), desk_key_token_get_serial (operation->token),
                                 key_id, operation->pin, digest, g_task_get_cancellable (task),
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

static void write_certificate (GTask *task, DeskUkey *ukey);
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

  g_return_if_fail (DESK_IS_KEY_SETUP (self) && pem != NULL);

  task = begin (self, pin, write_certificate, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_key_setup_install_async);
  certificates = desk_x509_list_new_from_pem (pem, &error);
  if (certificates == NULL) {
    return_error (task, error);
    return;
  }

  operation = g_task_get_task_data (task);
  operation->der = desk_x509_to_der (sk_X509_value (certificates, 0));
  find_key (self, task);
}

static void
write_certificate (GTask *task, DeskUkey *ukey)
{
  Operation *operation = g_task_get_task_data (task);

  desk_ukey_write_certificate_async (
      ukey, desk_key_token_get_serial (operation->token), operation->pin, NULL, operation->der,
      g_task_get_cancellable (task), on_certificate_written, g_object_ref (task));
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

static void sign (GTask *task, DeskUkey *ukey);
static void on_digest_signed (GObject *source, GAsyncResult *result, gpointer user_data);

void
desk_key_setup_sign_async (DeskKeySetup *self,
                           DeskSecret *pin,
                           GBytes *key_id,
                           const uint8_t digest[static 32],
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Operation *operation;

  g_return_if_fail (DESK_IS_KEY_SETUP (self));

  task = begin (self, pin, sign, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_key_setup_sign_async);
  operation = g_task_get_task_data (task);
  operation->key_id = key_id != NULL ? g_bytes_ref (key_id) : NULL;
  memcpy (operation->digest, digest, sizeof operation->digest);
  find_key (self, task);
}

/* That of the first certificate on the token that can be used; NULL if there is none. Borrowed. */
static GBytes *
find_key_id (DeskKeySetup *self, DeskKeyToken *token)
{
  GListModel *certificates = desk_keys_get_certificates (self->keys);

  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);

    if (desk_key_certificate_is_usable (certificate)
        && desk_key_token_is_same (desk_key_certificate_get_token (certificate), token))
      return desk_key_certificate_get_key_id (certificate);
  }

  return NULL;
}

static void
sign (GTask *task, DeskUkey *ukey)
{
  Operation *operation = g_task_get_task_data (task);
  GBytes *key_id = operation->key_id;

  if (key_id == NULL)
    key_id = find_key_id (g_task_get_source_object (task), operation->token);
  if (key_id == NULL)
    return_error (task, desk_key_error_new (DESK_KEY_STATE_NO_CERTIFICATE, DESK_PIN_USE_NONE,
                                            "no certificate on the key can be used"));
  else
    desk_ukey_sign_with_key_async (ukey, desk_key_token_get_serial (operation->token), key_id,
                                   operation->pin, operation->digest, g_task_get_cancellable (task),
                                   on_digest_signed, g_object_ref (task));
}

static void
on_digest_signed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *signature = desk_ukey_sign_with_key_finish (DESK_UKEY (source), result, &error);

  if (signature == NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, signature, (GDestroyNotify) g_bytes_unref);
}

GBytes *
desk_key_setup_sign_finish (DeskKeySetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
