/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-fetched-contract.h"

#include "desk-api-contract.h"
#include "desk-contract-verify.h"
#include "desk-encoding.h"
#include "desk-trust.h"

typedef struct {
  /* Input */
  gint64 now; /* Unix seconds */

  /* In progress */
  STACK_OF (X509) * trust; /* owned, nullable: not loaded yet */

  /* Output */
  DeskFetchedContract *contract; /* owned */
} Fetch;

void
desk_fetched_contract_free (DeskFetchedContract *contract)
{
  g_clear_pointer (&contract->pdf, g_bytes_unref);
  g_clear_object (&contract->reports);
  g_free (contract->sha256);
  g_free (contract);
}

gboolean
desk_fetched_contract_is_valid (DeskFetchedContract *contract)
{
  return contract->verdict == DESK_VERDICT_VALID || contract->verdict == DESK_VERDICT_EXTENDED;
}

static void
fetch_free (Fetch *fetch)
{
  if (fetch->trust != NULL)
    sk_X509_pop_free (fetch->trust, X509_free);
  g_clear_pointer (&fetch->contract, desk_fetched_contract_free);
  g_free (fetch);
}

static void on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskFlowCore *core = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->contract->pdf = desk_api_contract_get_finish (DESK_API (source), result, &error);
  if (fetch->contract->pdf == NULL) {
    g_task_return_error (task, error);
    return;
  }

  fetch->contract->sha256 = desk_sha256_hex (fetch->contract->pdf);
  desk_trust_load_async (desk_flow_core_get_trust (core), g_task_get_cancellable (task),
                         on_trust_ready, g_object_ref (task));
}

/* Worker thread; nothing else touches the task's data meanwhile. */
static void
verify (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;

  fetch->contract->reports
      = desk_contract_verify (fetch->contract->pdf, fetch->trust, fetch->now,
                              DESK_CONTRACT_VERIFY_COMPLETE, &fetch->contract->verdict, &error);
  if (fetch->contract->reports == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&fetch->contract),
                           (GDestroyNotify) desk_fetched_contract_free);
}

static void
on_trust_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->trust = desk_trust_load_finish (DESK_TRUST (source), result, &error);
  if (fetch->trust == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_task_run_in_thread (task, verify);
}

void
desk_fetched_contract_new_async (DeskFlowCore *core,
                                 const char *order_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (core, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, desk_fetched_contract_new_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);

  fetch->now = desk_clock_now_seconds (desk_flow_core_get_clock (core));
  fetch->contract = g_new0 (DeskFetchedContract, 1);
  fetch->contract->verdict = DESK_VERDICT_UNSIGNED;
  desk_api_contract_get_async (desk_flow_core_get_api (core), order_id, cancellable,
                               on_contract_ready, g_object_ref (task));
}

DeskFetchedContract *
desk_fetched_contract_new_finish (DeskFlowCore *core, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, core), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
