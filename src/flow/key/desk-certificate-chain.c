/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-certificate-chain.h"

#include "desk-api-service.h"
#include "desk-chain.h"
#include "desk-flow-core.h"
#include "desk-openssl.h"
#include "desk-x509.h"

typedef struct {
  /* Input */
  X509 *leaf; /* owned */
  gint64 now; /* Unix seconds */

  /* In progress */
  X509Stack *trust; /* owned, nullable: not loaded yet */
} Check;

static void
check_free (Check *check)
{
  X509_free (check->leaf);
  desk_x509_stack_free (check->trust);
  g_free (check);
}

void
desk_certificate_chain_free (DeskCertificateChain *chain)
{
  g_strfreev (chain->names);
  g_free (chain);
}

GType
desk_certificate_chain_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
      { DESK_CERTIFICATE_CHAIN_CHECKING, "CHECKING", "checking" },
      { DESK_CERTIFICATE_CHAIN_TRUSTED, "TRUSTED", "trusted" },
      { DESK_CERTIFICATE_CHAIN_UNTRUSTED, "UNTRUSTED", "untrusted" },
      { DESK_CERTIFICATE_CHAIN_UNKNOWN, "UNKNOWN", "unknown" },
      { 0, NULL, NULL },
    };

    g_once_init_leave (&type, g_enum_register_static ("DeskCertificateChainState", values));
  }

  return type;
}

static void
return_chain (GTask *task, DeskCertificateChainState state, X509Stack *certificates)
{
  DeskCertificateChain *chain = g_new0 (DeskCertificateChain, 1);
  int length = certificates != NULL ? sk_X509_num (certificates) : 0;

  chain->state = state;
  if (length > 0)
    chain->names = g_new0 (char *, (size_t) length + 1);
  for (int i = 0; i < length; i++)
    chain->names[i] = desk_x509_get_subject_name (sk_X509_value (certificates, length - 1 - i));

  g_task_return_pointer (task, chain, (GDestroyNotify) desk_certificate_chain_free);
}

/* @issuers nullable: the root may have issued it itself. */
static X509Stack *
build (const Check *check, X509Stack *issuers)
{
  g_autoptr (X509Stack) none = sk_X509_new_null ();
  gint64 time = CLAMP (check->now, desk_x509_get_not_before (check->leaf),
                       desk_x509_get_not_after (check->leaf));

  return desk_chain_build (check->leaf, issuers != NULL ? issuers : none, check->trust, time, NULL);
}

static void
on_issuers_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pem = desk_api_service_get_issuers_finish (DESK_API (source), result, &error);
  g_autoptr (X509Stack) issuers = NULL;
  g_autoptr (X509Stack) chain = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (pem != NULL) {
    g_autofree char *text = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));

    issuers = desk_x509_list_new_from_pem (text, NULL);
  }

  chain = build (g_task_get_task_data (task), issuers);
  if (chain != NULL)
    return_chain (task, DESK_CERTIFICATE_CHAIN_TRUSTED, chain);
  else
    return_chain (
        task, issuers != NULL ? DESK_CERTIFICATE_CHAIN_UNTRUSTED : DESK_CERTIFICATE_CHAIN_UNKNOWN,
        NULL);
}

static void
on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskFlowCore *core = g_task_get_source_object (task);
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  check->trust = desk_trust_load_finish (DESK_TRUST (source), result, &error);
  if (check->trust != NULL)
    desk_api_service_get_issuers_async (desk_flow_core_get_api (core),
                                        g_task_get_cancellable (task), on_issuers_ready,
                                        g_object_ref (task));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_chain (task, DESK_CERTIFICATE_CHAIN_UNKNOWN, NULL);
}

void
desk_certificate_chain_check_async (DeskFlowCore *core,
                                    GBytes *der,
                                    gint64 now,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (core, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  g_task_set_source_tag (task, desk_certificate_chain_check_async);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  check->now = now;
  check->leaf = desk_x509_new_from_der (der, NULL);
  if (check->leaf == NULL)
    return_chain (task, DESK_CERTIFICATE_CHAIN_UNTRUSTED, NULL);
  else
    desk_trust_load_async (desk_flow_core_get_trust (core), cancellable, on_trust_ready,
                           g_object_ref (task));
}

DeskCertificateChain *
desk_certificate_chain_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
