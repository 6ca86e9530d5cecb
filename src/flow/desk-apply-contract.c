/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-apply-step.h"

#include "desk-api-contract.h"
#include "desk-cades.h"
#include "desk-contract-signing.h"
#include "desk-encoding.h"
#include "desk-fetched-contract.h"
#include "desk-field.h"
#include "desk-flow-error.h"
#include "desk-flow-key.h"
#include "desk-key-signature.h"
#include "desk-x509.h"

typedef struct {
  /* Input */
  DeskOrder *order;                   /* owned; as the server has it */
  DeskStepConfirmation *confirmation; /* owned */

  /* In progress */
  char *sha256;     /* owned, nullable; of the contract, as the server tells it */
  DeskCades *cades; /* owned, nullable; the signature in the making, with a key */
  gboolean is_default_pin;
} Contract;

static void
contract_free (Contract *contract)
{
  g_clear_object (&contract->order);
  g_free (contract->sha256);
  g_clear_pointer (&contract->confirmation, desk_step_confirmation_free);
  g_clear_pointer (&contract->cades, desk_cades_free);
  g_free (contract);
}

static DeskApi *
get_api (GTask *task)
{
  return desk_flow_core_get_api (desk_apply_flow_get_core (g_task_get_source_object (task)));
}

static void on_create_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_prepared_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_sign_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_put_signature_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void on_fetch_ready (GObject *source, GAsyncResult *result, gpointer user_data);

/* The last leg of every way: what was signed comes back and is judged here. */
static void
fetch (GTask *task)
{
  DeskApplyFlow *flow = g_task_get_source_object (task);
  Contract *contract = g_task_get_task_data (task);

  desk_fetched_contract_new_async (
      desk_apply_flow_get_core (flow), desk_order_get_id (contract->order),
      g_task_get_cancellable (task), on_fetch_ready, g_object_ref (task));
}

/* There is a contract with @sha256 already. */
static void
adopt (GTask *task, const char *sha256)
{
  Contract *contract = g_task_get_task_data (task);

  g_free (contract->sha256);
  contract->sha256 = g_strdup (sha256);
  fetch (task);
}

static void
create_one_off (GTask *task)
{
  DeskApplication *application = desk_apply_flow_get_application (g_task_get_source_object (task));
  Contract *contract = g_task_get_task_data (task);
  const char *code = contract->confirmation->sms_code;
  g_autofree char *evidence = desk_flow_key_of_evidence (application);
  g_autofree char *key
      = desk_flow_key_new (desk_order_get_id (contract->order), "one_off", evidence, code, NULL);

  desk_api_contract_create_one_off_async (get_api (task), desk_order_get_id (contract->order), code,
                                          key, g_task_get_cancellable (task), on_create_ready,
                                          g_object_ref (task));
}

static void
create_for_key (GTask *task)
{
  DeskApplication *application = desk_apply_flow_get_application (g_task_get_source_object (task));
  Contract *contract = g_task_get_task_data (task);
  GBytes *der = desk_key_certificate_get_der (contract->confirmation->certificate);
  g_autofree char *certificate = desk_sha256_hex (der);
  g_autofree char *evidence = desk_flow_key_of_evidence (application);
  g_autofree char *key = desk_flow_key_new (desk_order_get_id (contract->order), "ukey", evidence,
                                            certificate, NULL);

  desk_api_contract_create_for_key_async (get_api (task), desk_order_get_id (contract->order), der,
                                          key, g_task_get_cancellable (task), on_create_ready,
                                          g_object_ref (task));
}

void
desk_apply_contract_async (DeskApplyFlow *flow,
                           DeskOrder *order,
                           const DeskStepConfirmation *confirmation,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task
      = desk_apply_step_begin (flow, desk_apply_contract_async, cancellable, callback, user_data);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  const char *sha256 = desk_application_get_contract_sha256 (application);
  Contract *contract = g_new0 (Contract, 1);

  contract->order = g_object_ref (order);
  contract->confirmation = desk_step_confirmation_copy (confirmation);
  g_task_set_task_data (task, contract, (GDestroyNotify) contract_free);

  /* The model forgets it when something it was made from changes: this is the present one. */
  if (sha256 != NULL && desk_order_is_done (order, "contract")
      && g_strcmp0 (sha256, desk_order_get_contract_sha256 (order)) == 0) {
    adopt (task, sha256);
  } else if (desk_application_get_signing_mode (application) == DESK_SIGNING_UKEY) {
    create_for_key (task);
  } else {
    create_one_off (task);
  }
}

static void
on_create_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Contract *contract = g_task_get_task_data (task);
  gboolean is_signed = FALSE;
  GError *error = NULL;

  contract->sha256
      = desk_api_contract_create_finish (DESK_API (source), result, &is_signed, &error);
  if (contract->sha256 == NULL)
    g_task_return_error (task, error);
  else if (is_signed)
    fetch (task);
  else
    desk_api_contract_get_async (DESK_API (source), desk_order_get_id (contract->order),
                                 g_task_get_cancellable (task), on_prepared_ready,
                                 g_object_ref (task));
}

/* TRUE if what came is the signed contract that the order names: an earlier run brought the
 * signature, only the answer was lost. The idempotency key says that it was made from the same
 * evidence for the same certificate. */
static gboolean
was_signed (Contract *contract, GBytes *pdf)
{
  g_autofree char *sha256 = desk_sha256_hex (pdf);

  return desk_order_is_done (contract->order, "contract")
         && g_strcmp0 (desk_order_get_contract_sha256 (contract->order), sha256) == 0;
}

/* The signature over exactly @pdf in the making. */
static DeskCades *
begin_signature (Contract *contract, GBytes *pdf, GError **error)
{
  GBytes *der = desk_key_certificate_get_der (contract->confirmation->certificate);
  g_autofree char *sha256 = desk_sha256_hex (pdf);
  uint8_t digest[32];
  X509 *certificate;
  DeskCades *cades;

  if (!g_str_equal (sha256, contract->sha256)) {
    g_set_error (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CONTRACT_INVALID,
                 "the prepared contract is not the one that was announced");
    return NULL;
  }

  if (!desk_contract_get_digest (pdf, DESK_SIGNATURE_APPLICANT, digest, error))
    return NULL;

  certificate = desk_x509_new_from_der (der, error);
  if (certificate == NULL)
    return NULL;

  cades = desk_cades_begin (certificate, NULL, digest, error);
  X509_free (certificate);
  return cades;
}

static void
on_prepared_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *flow = g_task_get_source_object (task);
  Contract *contract = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) pdf = desk_api_contract_get_finish (DESK_API (source), result, &error);
  uint8_t digest[32];

  if (pdf != NULL && was_signed (contract, pdf)) {
    adopt (task, desk_order_get_contract_sha256 (contract->order));
    return;
  }

  if (pdf != NULL)
    contract->cades = begin_signature (contract, pdf, &error);
  if (contract->cades == NULL) {
    g_task_return_error (task, error);
    return;
  }

  desk_cades_get_attributes_digest (contract->cades, digest);
  desk_key_signature_new_async (desk_flow_core_get_keys (desk_apply_flow_get_core (flow)),
                                contract->confirmation->certificate, contract->confirmation->pin,
                                digest, g_task_get_cancellable (task), on_sign_ready,
                                g_object_ref (task));
}

static void
on_sign_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Contract *contract = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) signature = desk_key_signature_new_finish (DESK_KEYS (source), result,
                                                                &contract->is_default_pin, &error);
  g_autoptr (GBytes) cms = NULL;

  g_clear_pointer (&contract->confirmation->pin, desk_secret_unref);
  if (signature != NULL)
    cms = desk_cades_finish (contract->cades, signature, &error);
  if (cms == NULL) {
    g_task_return_error (task, error);
    return;
  }

  desk_api_contract_put_signature_async (get_api (task), desk_order_get_id (contract->order),
                                         contract->sha256, cms, g_task_get_cancellable (task),
                                         on_put_signature_ready, g_object_ref (task));
}

static void
on_put_signature_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Contract *contract = g_task_get_task_data (task);
  GError *error = NULL;

  g_free (contract->sha256);
  contract->sha256 = desk_api_contract_put_signature_finish (DESK_API (source), result, &error);
  if (contract->sha256 == NULL) {
    g_task_return_error (task, error);
    return;
  }

  desk_flow_core_note_key_used (desk_apply_flow_get_core (g_task_get_source_object (task)),
                                contract->confirmation->certificate, contract->is_default_pin);
  fetch (task);
}

static void
on_fetch_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DeskApplyFlow *flow = g_task_get_source_object (task);
  DeskApplication *application = desk_apply_flow_get_application (flow);
  Contract *contract = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DeskFetchedContract) fetched
      = desk_fetched_contract_new_finish (DESK_FLOW_CORE (source), result, &error);

  if (fetched == NULL) {
    g_task_return_error (task, error);
    return;
  }

  desk_apply_flow_set_contract (flow, fetched->pdf, fetched->reports, fetched->verdict);
  if (!desk_fetched_contract_is_valid (fetched)
      || !g_str_equal (fetched->sha256, contract->sha256)) {
    desk_application_set_contract_sha256 (application, NULL);
    g_task_return_new_error (task, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CONTRACT_INVALID,
                             "the contract's verdict is %s",
                             desk_verdict_get_code (fetched->verdict));
    return;
  }

  desk_application_set_contract_sha256 (application, fetched->sha256);
  g_task_return_boolean (task, TRUE);
}
