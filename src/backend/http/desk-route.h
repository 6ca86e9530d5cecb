/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"
#include "desk-problem.h"
#include "desk-request.h"
#include "desk-response.h"

G_BEGIN_DECLS

typedef struct _DeskBackend DeskBackend;

typedef enum {
  DESK_ACCESS_PUBLIC,
  DESK_ACCESS_SESSION, /* a valid bearer token; 401 unauthenticated otherwise */
} DeskAccess;

typedef enum {
  DESK_BODY_NONE,   /* a body is refused (an empty one and {} are not) */
  DESK_BODY_JSON,   /* application/json, one object */
  DESK_BODY_UPLOAD, /* Content-Length required; streamed to a spool file; image types only */
} DeskBody;

/* Runs on the database thread; GET in a read, everything else in a savepoint of a write. FALSE with
 * a %DESK_PROBLEM error rolls the savepoint back and answers with the problem; an outcome whose
 * changes must stay is set with desk_response_take_problem() and TRUE. */
typedef gboolean (*DeskHandlerFunc) (
    DeskBackend *backend, DeskRequest *request, DeskDb *db, DeskResponse *response, GError **error);

/* Work too long for the database thread, in three steps. */
typedef struct {
  /* Database thread, in a savepoint: checks and gathers what the work needs into *@job. If it sets
   * the response, the request ends there. */
  gboolean (*begin) (DeskBackend *backend,
                     DeskRequest *request,
                     DeskDb *db,
                     gpointer *job,
                     DeskResponse *response,
                     GError **error);
  /* A thread of the bounded pool: no database. */
  gboolean (*work) (DeskBackend *backend, DeskRequest *request, gpointer job, GError **error);
  /* Database thread, in a savepoint: what begin() saw may have changed, so it checks again. */
  gboolean (*finish) (DeskBackend *backend,
                      DeskRequest *request,
                      DeskDb *db,
                      gpointer job,
                      DeskResponse *response,
                      GError **error);
  GDestroyNotify free_job; /* any thread; called once if *job was set */
} DeskJobHandler;

typedef enum {
  DESK_ROUTE_NONE = 0,
  /* Idempotency-Key is honoured: the successful answer is stored with the effect for 24 h. Not for
   * answers that hold a secret. */
  DESK_ROUTE_IDEMPOTENT = 1 << 0,
  /* The handler of this public GET looks at nothing but what is fixed at start: it runs on the main
   * thread, at once, with a NULL database. */
  DESK_ROUTE_FIXED = 1 << 1,
} DeskRouteFlags;

/* A row of the route table. Exactly one of @handler and @job. */
typedef struct {
  const char *method;   /* "GET"; HEAD is answered by GET's row */
  const char *template; /* "/v1/orders/{id}"; {name} stands for one path segment */
  DeskAccess access;
  DeskBody body;
  gsize max_body; /* bytes; 0: the small default (64 KiB) */
  DeskRouteFlags flags;
  DeskHandlerFunc handler;
  const DeskJobHandler *job;
} DeskRoute;

G_END_DECLS
