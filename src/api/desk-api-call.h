/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* For the resources of this folder only. */

typedef struct {
  const char *method;
  const char *path;             /* with its query, escaped */
  JsonNode *json;               /* nullable; the body */
  GBytes *content;              /* nullable; the body if it is not JSON */
  const char *content_type;     /* of content */
  const char *accept;           /* media type the answer must have; NULL: application/json */
  const char *idempotency_key;  /* nullable */
  size_t max_bytes;             /* of the answer; 0: DESK_WIRE_MAX_BYTES */
  DeskApiProgressFunc progress; /* nullable; not called after the callback */
  gpointer progress_data;
} DeskApiRequest;

typedef struct {
  guint status;
  char *etag;      /* owned, nullable */
  GBytes *content; /* owned */
  JsonNode *root;  /* owned; NULL unless the answer is JSON */
} DeskApiAnswer;

void desk_api_answer_free (DeskApiAnswer *answer);

/* @request and what it points to may be freed after the call. */
void desk_api_call_async (DeskApi *self,
                          const DeskApiRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* Only answers with a 2xx status: all others are errors. */
DeskApiAnswer *desk_api_call_finish (DeskApi *self, GAsyncResult *result, GError **error);

/* As desk_api_call_finish() for routes that answer with an object: it is @object, borrowed from the
 * answer. */
DeskApiAnswer *desk_api_call_finish_json (DeskApi *self,
                                          GAsyncResult *result,
                                          JsonObject **object,
                                          GError **error);

/* As desk_api_call_finish() for routes whose answer says nothing. */
gboolean desk_api_call_finish_empty (DeskApi *self, GAsyncResult *result, GError **error);

/* For an answer that is not as agreed; @what names it in English, without any of its values.
 * Returns FALSE. */
gboolean desk_api_set_malformed (GError **error, const char *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskApiAnswer, desk_api_answer_free)

G_END_DECLS
