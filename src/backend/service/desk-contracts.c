/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-contracts.h"

#include "desk-backend.h"
#include "desk-certificates.h"
#include "desk-contract-access.h"
#include "desk-contract-work.h"
#include "desk-encoding.h"
#include "desk-id.h"
#include "desk-mask.h"
#include "desk-openssl.h"
#include "desk-order-access.h"
#include "desk-sms-codes.h"
#include "desk-store-account.h"
#include "desk-store-order-edit.h"
#include "desk-wire-contract.h"
#include "desk-wire-ink.h"
#include "desk-x509.h"

#define STATUS_CREATED 201

typedef struct {
  DeskSigningMode mode;
  DeskStoreOrder *order;       /* owned; as it was when the job began */
  DeskStoreIdentity *identity; /* owned */
  DeskInk *ink;                /* owned */
  char *issuance_id;           /* owned; NULL in mode ukey */
  GBytes *certificate;         /* owned; DER; in mode one_off only after the work */
  char *serial;                /* owned; of the one-off certificate, after the work */
  char *sha256;                /* owned; of the PDF, after the work */
  gint64 size;                 /* bytes of the PDF, after the work */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  desk_store_order_free (job->order);
  desk_store_identity_free (job->identity);
  g_clear_object (&job->ink);
  g_free (job->issuance_id);
  g_clear_pointer (&job->certificate, g_bytes_unref);
  g_free (job->serial);
  g_free (job->sha256);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* Consent to an older text is none: the contract holds the present one. */
static const char *
find_missing (const DeskStoreOrder *order)
{
  if (g_strcmp0 (order->consent_sha256, desk_contract_text_get_sha256 ()) != 0)
    return "consent";
  if ((order->attachments & (1u << DESK_ATTACHMENT_ID_FRONT)) == 0)
    return "attachments.id_front";
  if ((order->attachments & (1u << DESK_ATTACHMENT_ID_BACK)) == 0)
    return "attachments.id_back";
  if (!order->has_ink)
    return "ink";

  return NULL;
}

static DeskInk *
load_ink (DeskBackend *backend, DeskDb *db, const char *order_id, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!desk_store_order_dup_text (db, backend->crypt, order_id, DESK_STORE_ORDER_INK, &text, error))
    return NULL;
  node = json_from_string (text, error);
  if (node == NULL)
    return NULL;

  return desk_wire_ink_from_json (json_node_get_object (node), error);
}

/* Everything the contract says, or which step is missing. */
static Job *
gather (DeskBackend *backend, DeskRequest *request, DeskDb *db, GError **error)
{
  g_autoptr (Job) job = g_new0 (Job, 1);
  const char *missing;

  if (!desk_order_access_load_editable (backend, request, db, &job->order, error))
    return NULL;
  missing = find_missing (job->order);
  if (missing != NULL) {
    desk_problem_set_code_field (error, DESK_PROBLEM_STEP_MISSING, missing, DESK_FIELD_MISSING);
    return NULL;
  }
  if (!desk_store_identity_get (db, backend->crypt, job->order->account_id,
                                job->order->identity_check_id, &job->identity, error))
    return NULL;
  g_return_val_if_fail (job->identity != NULL, NULL);

  job->ink = load_ink (backend, db, job->order->id, error);
  return job->ink != NULL ? g_steal_pointer (&job) : NULL;
}

/* A key's certificate must be ours, in force, of this account and of this person. */
static gboolean
check_certificate (
    DeskBackend *backend, DeskDb *db, const Job *job, GBytes *der, gint64 now, GError **error)
{
  g_autoptr (X509) certificate = desk_x509_new_from_der (der, NULL);
  g_autofree char *account_id = NULL;
  g_autofree char *name = NULL;

  if (certificate == NULL)
    return desk_problem_set_field (error, "certificate", DESK_FIELD_BAD_FORMAT);
  if (!desk_certificates_check_chain (backend, certificate, DESK_CHAIN_SIGNATURE, now, error)
      || !desk_certificates_find_account (db, certificate, now, &account_id, error))
    return FALSE;
  if (!g_str_equal (account_id, job->order->account_id))
    return desk_problem_set (error, DESK_PROBLEM_CERTIFICATE_UNKNOWN,
                             "the certificate belongs to another account");
  name = desk_x509_get_subject_name (certificate);
  if (!g_str_equal (name, job->identity->name))
    return desk_problem_set_code_field (error, DESK_PROBLEM_IDENTITY_MISMATCH, "certificate",
                                        DESK_FIELD_MISMATCH);

  return TRUE;
}

/* A wrong code is counted although nothing else happens: then the response is set. */
static gboolean
check_code (DeskBackend *backend,
            DeskDb *db,
            const Job *job,
            const char *code,
            gint64 now,
            DeskResponse *response,
            GError **error)
{
  g_autoptr (DeskStoreAccount) account = NULL;
  GError *refused = NULL;

  if (!desk_store_account_get (db, backend->crypt, job->order->account_id, &account, error))
    return FALSE;
  g_return_val_if_fail (account != NULL, FALSE);
  if (desk_sms_codes_check (backend, db, account->phone, "contract", code, "sms_code", now,
                            &refused))
    return TRUE;

  if (refused->domain != DESK_PROBLEM) {
    g_propagate_error (error, refused);
    return FALSE;
  }
  desk_response_take_problem (response, refused);
  return TRUE;
}

/* What will be certified is on record before there is a key. */
static gboolean
note_intent (DeskBackend *backend, DeskDb *db, Job *job, gint64 now, GError **error)
{
  DeskStoreIssuance issuance = {
    .order_id = job->order->id,
    .account_id = job->order->account_id,
    .subject = job->identity->name,
    .number = job->order->number,
    .identity_check_id = job->identity->id,
  };

  job->issuance_id = desk_id_new (now * G_USEC_PER_SEC);
  issuance.id = job->issuance_id;
  return desk_store_issuance_begin (db, backend->crypt, &issuance, now, error);
}

static gboolean
begin_post (DeskBackend *backend,
            DeskRequest *request,
            DeskDb *db,
            gpointer *data,
            DeskResponse *response,
            GError **error)
{
  g_auto (DeskWireContractRequest) message = { 0 };
  gint64 now = desk_request_get_time (request);
  g_autoptr (Job) job = NULL;

  if (!desk_wire_contract_request_from_json (desk_request_get_json (request), &message, error))
    return FALSE;
  job = gather (backend, request, db, error);
  if (job == NULL)
    return FALSE;

  job->mode = message.mode;
  if (job->mode == DESK_SIGNING_UKEY) {
    if (!check_certificate (backend, db, job, message.certificate, now, error))
      return FALSE;
    job->certificate = g_steal_pointer (&message.certificate);
  } else {
    if (!check_code (backend, db, job, message.sms_code, now, response, error))
      return FALSE;
    if (desk_response_is_set (response))
      return TRUE;
    if (!note_intent (backend, db, job, now, error))
      return FALSE;
  }

  *data = g_steal_pointer (&job);
  return TRUE;
}

static GBytes *
make_pdf (DeskBackend *backend, Job *job, GError **error)
{
  g_autofree char *id_number = desk_mask_id_number (job->identity->id_number);
  g_autofree char *mobile = desk_mask_phone (job->identity->mobile);
  DeskContractTerms terms = {
    .number = job->order->number,
    .name = job->identity->name,
    .id_type = job->identity->id_type,
    .id_number = id_number,
    .mobile = mobile,
    .product = job->order->product,
    .identity_serial = job->identity->serial,
    .consent_time = job->order->consent_time,
    .date = desk_clock_now_seconds (backend->clock),
    .ink = job->ink,
    .authority_name = desk_authority_get_name (backend->authority),
  };

  if (job->mode == DESK_SIGNING_UKEY)
    return desk_contract_work_prepare (&terms, backend->clock, error);

  return desk_contract_work_sign_one_off (backend->authority, &terms, backend->clock,
                                          &job->certificate, &job->serial, error);
}

static gboolean
make_contract (DeskBackend *backend, DeskRequest *request, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GBytes) pdf = make_pdf (backend, job, error);

  if (pdf == NULL)
    return FALSE;

  job->size = (gint64) g_bytes_get_size (pdf);
  job->sha256 = desk_blob_store_put (backend->blobs, pdf, error);
  return job->sha256 != NULL;
}

static gboolean
add_contract (DeskBackend *backend, DeskDb *db, Job *job, gint64 now, GError **error)
{
  gboolean is_signed = job->mode == DESK_SIGNING_ONE_OFF;
  g_autofree char *id = desk_id_new (now * G_USEC_PER_SEC);
  g_autoptr (GError) store_error = NULL;
  /* Borrowed strings: never freed as a whole. */
  DeskStoreContract contract = {
    .id = id,
    .order_id = job->order->id,
    .mode = (char *) (is_signed ? "one_off" : "ukey"),
    .state = (char *) (is_signed ? "signed" : "prepared"),
    .prepared_sha256 = is_signed ? NULL : job->sha256,
    .sha256 = job->sha256,
    .size = job->size,
    .signer = job->certificate,
    .basis = job->order->basis,
    .created = now,
    .signed_time = is_signed ? now : 0,
  };

  if (!desk_store_contract_add (db, backend->crypt, &contract, job->order->account_id, error))
    return FALSE;
  if (is_signed
      && !desk_store_issuance_finish (db, backend->crypt, job->issuance_id, job->order->account_id,
                                      job->serial, job->certificate, now, error))
    return FALSE;
  if (!desk_store_order_set_contract (db, job->order, id, now, &store_error))
    return desk_order_access_fail (error, g_steal_pointer (&store_error));

  return TRUE;
}

/* The order is looked for again only to see that it can still be edited; whether it still says what
 * the contract says is asked by the store. */
static gboolean
finish_post (DeskBackend *backend,
             DeskRequest *request,
             DeskDb *db,
             gpointer data,
             DeskResponse *response,
             GError **error)
{
  Job *job = data;
  g_autoptr (DeskStoreOrder) present = NULL;
  gint64 now = desk_clock_now_seconds (backend->clock);

  if (!desk_order_access_load_editable (backend, request, db, &present, error)
      || !add_contract (backend, db, job, now, error))
    return FALSE;

  desk_contract_access_answer (response, STATUS_CREATED, job->sha256, job->size,
                               job->mode == DESK_SIGNING_ONE_OFF);
  return TRUE;
}

typedef struct {
  char *sha256; /* owned */
  GBytes *pdf;  /* owned; after the work */
} ShowJob;

static void
show_job_free (gpointer data)
{
  ShowJob *job = data;

  g_free (job->sha256);
  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_free (job);
}

static gboolean
begin_get (DeskBackend *backend,
           DeskRequest *request,
           DeskDb *db,
           gpointer *data,
           DeskResponse *response,
           GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (DeskStoreContract) contract = NULL;
  ShowJob *job;

  if (!desk_order_access_load (backend, request, db, &order, error)
      || !desk_contract_access_load (backend, db, order, DESK_PROBLEM_NOT_FOUND, &contract, error))
    return FALSE;

  job = g_new0 (ShowJob, 1);
  job->sha256 = g_strdup (contract->sha256);
  *data = job;
  return TRUE;
}

static gboolean
load_pdf (DeskBackend *backend, DeskRequest *request, gpointer data, GError **error)
{
  ShowJob *job = data;

  job->pdf = desk_blob_store_get (backend->blobs, job->sha256, error);
  return job->pdf != NULL;
}

static gboolean
finish_get (DeskBackend *backend,
            DeskRequest *request,
            DeskDb *db,
            gpointer data,
            DeskResponse *response,
            GError **error)
{
  ShowJob *job = data;

  desk_response_set_bytes (response, 200, job->pdf, "application/pdf", job->sha256);
  return TRUE;
}

static gboolean
post_reading (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (DeskStoreContract) contract = NULL;
  g_autofree char *sha256 = NULL;
  gint64 now = desk_request_get_time (request);
  g_autoptr (GError) store_error = NULL;

  if (!desk_order_access_load_editable (backend, request, db, &order, error)
      || !desk_wire_reading_from_json (desk_request_get_json (request), &sha256, error)
      || !desk_contract_access_load (backend, db, order, DESK_PROBLEM_STEP_MISSING, &contract,
                                     error))
    return FALSE;
  if (!g_str_equal (contract->state, "signed"))
    return desk_problem_set_code_field (error, DESK_PROBLEM_STEP_MISSING, "contract",
                                        DESK_FIELD_MISSING);
  if (!g_str_equal (contract->sha256, sha256))
    return desk_problem_set (error, DESK_PROBLEM_CONTRACT_STALE, "another contract is in force");

  if (order->contract_read == 0
      && (!desk_store_contract_set_read (db, contract->id, order->account_id, now, &store_error)
          || !desk_store_order_touch (db, order, now, &store_error)))
    return desk_order_access_fail (error, g_steal_pointer (&store_error));

  return desk_order_access_answer (backend, request, db, order->id, 200, response, error);
}

static const DeskJobHandler post_job = { begin_post, make_contract, finish_post, job_free };
static const DeskJobHandler get_job = { begin_get, load_pdf, finish_get, show_job_free };

const DeskRoute desk_contract_routes[] = {
  { "POST", "/v1/orders/{id}/contract", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0,
    DESK_ROUTE_IDEMPOTENT, NULL, &post_job },
  { "GET", "/v1/orders/{id}/contract", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0, DESK_ROUTE_NONE,
    NULL, &get_job },
  { "POST", "/v1/orders/{id}/contract/reading", DESK_ACCESS_SESSION, DESK_BODY_JSON, 0,
    DESK_ROUTE_IDEMPOTENT, post_reading, NULL },
};
const gsize desk_contract_n_routes = G_N_ELEMENTS (desk_contract_routes);
