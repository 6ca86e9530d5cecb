/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-request.h"

G_BEGIN_DECLS

/* The fields of a request while it is put together; nothing changes once it is dispatched, but for
 * the session, which the database thread finds before the handler runs. */
struct _DeskRequest {
  gatomicrefcount references;

  char *method;
  char *id;               /* UUID */
  char *path;             /* as sent, without the query */
  char *client_address;   /* textual IP address */
  char *content_type;     /* nullable; lower case, without parameters */
  char *idempotency_key;  /* nullable */
  char *account_id;       /* nullable */
  char *session_id;       /* nullable */
  char *body_sha256;      /* hex; nullable until asked for */
  char *body_path;        /* nullable; spool file, removed with the request */
  gint64 time;            /* Unix seconds */
  GHashTable *parameters; /* char* -> char*, both owned */
  GHashTable *query;      /* char* -> char*, both owned */
  GHashTable *headers;    /* char* lower case -> char*, both owned */
  GBytes *body;           /* never NULL */
  JsonNode *json;         /* nullable; an object */
};

DeskRequest *desk_request_new (const char *method, gint64 now_us);

G_END_DECLS
