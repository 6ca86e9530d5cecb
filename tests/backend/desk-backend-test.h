/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-serve.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A time every clock of these tests starts at: 2026-11-22T06:30:00Z. */
#define DESK_BACKEND_TEST_NOW G_GINT64_CONSTANT (1795329000)

/**
 * DeskBackendTest:
 *
 * A whole backend in this process, on a free port, with a data directory of its own and a clock the
 * test sets. Requests are real ones over TCP: a thread sends and receives while the main context
 * answers. Every function aborts the test when something fails that the test did not ask about.
 */
typedef struct {
  char *data_directory;
  DeskClock *clock; /* manual */
  DeskServe *serve; /* NULL between desk_backend_test_stop() and _start() */
} DeskBackendTest;

/* @configuration: certdeskd.conf, nullable. Limits are the strict defaults unless it says
 * otherwise; DESK_BACKEND_TEST_RELAXED switches those of sign-in off. */
#define DESK_BACKEND_TEST_RELAXED                                                                  \
  "[limits]\nsms_resend_seconds=0\nsms_per_hour=0\nsms_per_day=0\nsms_per_address_hour=0\n"        \
  "sign_in_per_address_hour=0\n"
DeskBackendTest *desk_backend_test_new (const char *configuration);
void desk_backend_test_free (DeskBackendTest *self);

/* A backend that ends and comes again with the same directory. */
void desk_backend_test_stop (DeskBackendTest *self);
void desk_backend_test_start (DeskBackendTest *self);

DeskBackend *desk_backend_test_get_backend (DeskBackendTest *self); /* borrowed */

void desk_backend_test_advance (DeskBackendTest *self, gint64 seconds);

typedef struct {
  guint status;
  char *head; /* status line and headers */
  GBytes *body;
  JsonNode *json; /* NULL if the body is not JSON */
} DeskTestReply;

void desk_test_reply_free (DeskTestReply *reply);

/* The `code` of a problem, "" if it is none. Borrowed. */
const char *desk_test_reply_get_code (DeskTestReply *reply);
/* A member of the answer's object; aborts if it is not there. Borrowed. */
const char *desk_test_reply_get_string (DeskTestReply *reply, const char *member);
gint64 desk_test_reply_get_int (DeskTestReply *reply, const char *member);
JsonObject *desk_test_reply_get_object (DeskTestReply *reply);
/* The problem at @field ("bad_check"), "" if there is none. Borrowed. */
const char *desk_test_reply_get_field (DeskTestReply *reply, const char *field);
/* The value of a header, NULL if absent. Caller frees. */
char *desk_test_reply_dup_header (DeskTestReply *reply, const char *name);

/* @token, @json nullable. */
DeskTestReply *desk_backend_test_call (DeskBackendTest *self,
                                       const char *method,
                                       const char *path,
                                       const char *token,
                                       const char *json);

/* With lines of headers, each ended by CRLF (nullable), and any body (nullable), whose length is
 * announced. */
DeskTestReply *desk_backend_test_call_full (DeskBackendTest *self,
                                            const char *method,
                                            const char *path,
                                            const char *token,
                                            const char *headers,
                                            GBytes *body);

/* Sends exactly these octets on one connection, then reads until the server ends it. Caller frees.
 */
char *desk_backend_test_exchange (DeskBackendTest *self, const void *data, gsize length);

/* The six digits of the newest text for @phone. Caller frees. */
char *desk_backend_test_get_code (DeskBackendTest *self, const char *phone);

/* Signs @phone in by SMS and gives the token. Caller frees. */
char *desk_backend_test_sign_in (DeskBackendTest *self, const char *phone);

/* One administration command's answer: the text, NULL if it is an error. Caller frees. */
char *desk_backend_test_admin (DeskBackendTest *self, const char *request_json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskBackendTest, desk_backend_test_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestReply, desk_test_reply_free)

G_END_DECLS
