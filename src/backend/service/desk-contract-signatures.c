/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-contract-signatures.h"

#include "desk-backend.h"
#include "desk-certificates.h"
#include "desk-contract-access.h"
#include "desk-contract-work.h"
#include "desk-openssl.h"
#include "desk-order-access.h"
#include "desk-wire-contract.h"
#include "desk-x509.h"

typedef struct {
  DeskStoreContract *contract; /* owned; prepared */
  GBytes *cms;                 /* owned; DER */
  char *sha256;                /* owned; of the signed PDF, after the work */
  gint64 size;                 /* bytes of it, after the work */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  desk_store_contract_free (job->contract);
  g_clear_pointer (&job->cms, g_bytes_unref);
  g_free (job->sha256);
  g_free (job);
}

/* It was in order when the contract was prepared; it may have been revoked or run out since. */
static gboolean
check_signer (
    DeskBackend *backend, DeskDb *db, const DeskStoreContract *contract, gint64 now, GError **error)
{
  g_autoptr (X509) certificate = desk_x509_new_from_der (contract->signer, error);
  g_autofree char *account_id = NULL;

  return certificate != NULL
         && desk_certificates_check_chain (backend, certificate, DESK_CHAIN_SIGNATURE, now, error)
         && desk_certificates_find_account (db, certificate, now, &account_id, error);
}

static gboolean
begin_put (DeskBackend *backend,
           DeskRequest *request,
           DeskDb *db,
           gpointer *data,
           DeskResponse *response,
           GError **error)
{
  g_auto (DeskWireSignature) message = { 0 };
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (DeskStoreContract) contract = NULL;
  Job *job;

  if (!desk_order_access_load_editable (backend, request, db, &order, error)
      || !desk_wire_signature_from_json (desk_request_get_json (request), &message, error)
      || !desk_contract_access_load (backend, db, order, DESK_PROBLEM_STEP_MISSING, &contract,
                                     error))
    return FALSE;
  if (g_strcmp0 (contract->prepared_sha256, message.sha256) != 0)
    return desk_problem_set (error, DESK_PROBLEM_CONTRACT_STALE, "another contract is in force");
  if (g_str_equal (contract->state, "signed")) {
    desk_contract_access_answer (response, 200, contract->sha256, contract->size, TRUE);
    return TRUE;
  }
  if (!check_signer (backend, db, contract, desk_request_get_time (request), error))
    return FALSE;

  job = g_new0 (Job, 1);
  job->contract = g_steal_pointer (&contract);
  job->cms = g_steal_pointer (&message.cms);
  *data = job;
  return TRUE;
}

static gboolean
complete (DeskBackend *backend, DeskRequest *request, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GBytes) prepared = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) work_error = NULL;

  prepared = desk_blob_store_get (backend->blobs, job->contract->sha256, error);
  if (prepared == NULL)
    return FALSE;

  pdf = desk_contract_work_complete (backend->authority, prepared, job->cms, job->contract->signer,
                                     backend->clock, &work_error);
  if (g_error_matches (work_error, DESK_CONTRACT_WORK_ERROR, DESK_CONTRACT_WORK_ERROR_SIGNATURE))
    return desk_problem_set (error, DESK_PROBLEM_SIGNATURE_WRONG, "%s", work_error->message);
  if (pdf == NULL) {
    g_propagate_error (error, g_steal_pointer (&work_error));
    return FALSE;
  }

  job->size = (gint64) g_bytes_get_size (pdf);
  job->sha256 = desk_blob_store_put (backend->blobs, pdf, error);
  return job->sha256 != NULL;
}

static gboolean
finish_put (DeskBackend *backend,
            DeskRequest *request,
            DeskDb *db,
            gpointer data,
            DeskResponse *response,
            GError **error)
{
  Job *job = data;
  g_autoptr (DeskStoreOrder) order = NULL;
  gboolean done;

  if (!desk_order_access_load_editable (backend, request, db, &order, error))
    return FALSE;
  if (g_strcmp0 (order->contract_id, job->contract->id) != 0)
    return desk_problem_set (error, DESK_PROBLEM_CONTRACT_STALE, "another contract is in force");
  if (!desk_store_contract_sign (db, job->contract, order->account_id, job->sha256, job->size,
                                 desk_clock_now_seconds (backend->clock), &done, error))
    return FALSE;
  if (!done)
    return desk_problem_set (error, DESK_PROBLEM_CONFLICT, "the contract was signed meanwhile");

  desk_contract_access_answer (response, 200, job->sha256, job->size, TRUE);
  return TRUE;
}

static const DeskJobHandler put_job = { begin_put, complete, finish_put, job_free };

/* A CMS with its certificates in base64. */
#define MAX_BODY (128 * 1024)

const DeskRoute desk_contract_signature_routes[] = {
  { "PUT", "/v1/orders/{id}/contract/signature", DESK_ACCESS_SESSION, DESK_BODY_JSON, MAX_BODY,
    DESK_ROUTE_NONE, NULL, &put_job },
};
const gsize desk_contract_signature_n_routes = G_N_ELEMENTS (desk_contract_signature_routes);
