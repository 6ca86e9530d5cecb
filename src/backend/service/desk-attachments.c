/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-attachments.h"

#include "desk-backend.h"
#include "desk-image-check.h"
#include "desk-order-access.h"
#include "desk-store-attachment.h"
#include "desk-wire-order.h"

typedef struct {
  DeskAttachmentKind kind;
  DeskStoreAttachment *attachment; /* owned; what is kept */
  GBytes *jpeg;                    /* owned; only to be shown */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  desk_store_attachment_free (job->attachment);
  g_clear_pointer (&job->jpeg, g_bytes_unref);
  g_free (job);
}

static gboolean
read_kind (DeskRequest *request, DeskAttachmentKind *kind, GError **error)
{
  const char *code = desk_request_get_parameter (request, "kind");

  return desk_attachment_kind_from_code (code, kind)
         || desk_problem_set (error, DESK_PROBLEM_NOT_FOUND, "no such kind of attachment");
}

static void
answer (DeskResponse *response, DeskAttachmentKind kind, const DeskStoreAttachment *attachment)
{
  /* Borrowed strings: never cleared. */
  DeskWireAttachment message = {
    .kind = (char *) desk_attachment_kind_get_code (kind),
    .sha256 = attachment->received_sha256,
    .width = attachment->width,
    .height = attachment->height,
    .size = attachment->size,
  };

  desk_response_take_json (response, 200, desk_wire_attachment_to_json (&message));
}

static gboolean
begin_put (DeskBackend *backend,
           DeskRequest *request,
           DeskDb *db,
           gpointer *data,
           DeskResponse *response,
           GError **error)
{
  g_autoptr (DeskStoreOrder) order = NULL;
  g_autoptr (DeskStoreAttachment) present = NULL;
  DeskAttachmentKind kind;
  Job *job;

  if (!read_kind (request, &kind, error)
      || !desk_order_access_load_editable (backend, request, db, &order, error)
      || !desk_store_attachment_get (db, order->id, kind, &present, error))
    return FALSE;
  if (present != NULL
      && g_str_equal (present->received_sha256, desk_request_get_body_sha256 (request))) {
    answer (response, kind, present);
    return TRUE;
  }

  job = g_new0 (Job, 1);
  job->kind = kind;
  *data = job;
  return TRUE;
}

/* The blob is on the disk before the row that names it is written. */
static gboolean
check_and_keep (DeskBackend *backend, DeskRequest *request, gpointer data, GError **error)
{
  Job *job = data;
  g_autofree char *field
      = g_strconcat ("attachments.", desk_attachment_kind_get_code (job->kind), NULL);
  g_autoptr (DeskImage) image = NULL;
  g_autofree char *sha256 = NULL;
  DeskFieldProblem problem;

  image = desk_image_check (backend->program, DESK_IMAGE_CHECK_DEADLINE,
                            desk_request_get_body (request), &problem, error);
  if (image == NULL && problem != DESK_FIELD_OK)
    return desk_problem_set_field (error, field, problem);
  if (image == NULL)
    return FALSE;

  sha256 = desk_blob_store_put (backend->blobs, image->jpeg, error);
  if (sha256 == NULL)
    return FALSE;

  job->attachment = g_new0 (DeskStoreAttachment, 1);
  job->attachment->received_sha256 = g_strdup (desk_request_get_body_sha256 (request));
  job->attachment->blob_sha256 = g_steal_pointer (&sha256);
  job->attachment->width = image->width;
  job->attachment->height = image->height;
  job->attachment->size = (gint64) g_bytes_get_size (image->jpeg);
  return TRUE;
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

  if (!desk_order_access_load_editable (backend, request, db, &order, error)
      || !desk_store_attachment_put (db, order->account_id, order->id, job->kind, job->attachment,
                                     desk_request_get_time (request), error))
    return FALSE;

  answer (response, job->kind, job->attachment);
  return TRUE;
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
  g_autoptr (DeskStoreAttachment) present = NULL;
  DeskAttachmentKind kind;
  Job *job;

  if (!read_kind (request, &kind, error)
      || !desk_order_access_load (backend, request, db, &order, error)
      || !desk_store_attachment_get (db, order->id, kind, &present, error))
    return FALSE;
  if (present == NULL)
    return desk_problem_set (error, DESK_PROBLEM_NOT_FOUND, "no such attachment");

  job = g_new0 (Job, 1);
  job->kind = kind;
  job->attachment = g_steal_pointer (&present);
  *data = job;
  return TRUE;
}

static gboolean
load_jpeg (DeskBackend *backend, DeskRequest *request, gpointer data, GError **error)
{
  Job *job = data;

  job->jpeg = desk_blob_store_get (backend->blobs, job->attachment->blob_sha256, error);
  return job->jpeg != NULL;
}

static gboolean
finish_get (DeskBackend *backend,
            DeskRequest *request,
            DeskDb *db,
            gpointer data,
            DeskResponse *response,
            GError **error)
{
  Job *job = data;

  desk_response_set_bytes (response, 200, job->jpeg, "image/jpeg", job->attachment->blob_sha256);
  return TRUE;
}

static const DeskJobHandler put_job = { begin_put, check_and_keep, finish_put, job_free };
static const DeskJobHandler get_job = { begin_get, load_jpeg, finish_get, job_free };

/* A little more than an image may have, so that one that is too large is told so at its field. */
#define MAX_UPLOAD (4 * DESK_FIELD_FILE_MAX_BYTES)

const DeskRoute desk_attachment_routes[] = {
  { "PUT", "/v1/orders/{id}/attachments/{kind}", DESK_ACCESS_SESSION, DESK_BODY_UPLOAD, MAX_UPLOAD,
    DESK_ROUTE_NONE, NULL, &put_job },
  { "GET", "/v1/orders/{id}/attachments/{kind}", DESK_ACCESS_SESSION, DESK_BODY_NONE, 0,
    DESK_ROUTE_NONE, NULL, &get_job },
};
const gsize desk_attachment_n_routes = G_N_ELEMENTS (desk_attachment_routes);
