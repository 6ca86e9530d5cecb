/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-test-backend.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DeskTestClient:
 *
 * Real requests to a running backend, one after another, in the name of one account. Knows nothing
 * of the program's own client, so that what the two agree on wrongly is seen.
 */
typedef struct _DeskTestClient DeskTestClient;

DeskTestClient *desk_test_client_new (DeskTestBackend *backend);
void desk_test_client_free (DeskTestClient *self);

/* Later requests carry an Idempotency-Key of their own unless one is set here (NULL: again). */
void desk_test_client_set_key (DeskTestClient *self, const char *key);

/* Each sends one request and returns the HTTP status. @body: JSON text with ' for ", NULL none. */
guint desk_test_client_send (DeskTestClient *self,
                             const char *method,
                             const char *path,
                             const char *body);
guint desk_test_client_upload (DeskTestClient *self, const char *path, GBytes *content);

/* Of the newest answer, borrowed until the next. */
JsonObject *desk_test_client_get_json (DeskTestClient *self); /* aborts if it is none */
GBytes *desk_test_client_get_body (DeskTestClient *self);
const char *desk_test_client_get_text (DeskTestClient *self, const char *member);
gint64 desk_test_client_get_int (DeskTestClient *self, const char *member);
gboolean desk_test_client_has_done (DeskTestClient *self, const char *step);
/* "invalid_fields", "" if it is no problem. */
const char *desk_test_client_get_problem (DeskTestClient *self);
/* "bad_check" of the problem's @field, "" if it is not named. */
const char *desk_test_client_get_field (DeskTestClient *self, const char *field);

#define desk_test_client_assert(self, status, expected)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint status_ = (status);                                                                      \
    if (status_ != (expected))                                                                     \
      g_test_message ("%s", desk_test_client_get_problem (self));                                  \
    g_assert_cmpuint (status_, ==, (expected));                                                    \
  }                                                                                                \
  G_STMT_END

/* Signs in with an SMS code. */
void desk_test_client_sign_in (DeskTestClient *self, const char *phone);

/* A code for signing the contract. Caller frees. */
char *desk_test_client_get_contract_code (DeskTestClient *self, const char *phone);

/* A real-name check and a DRAFT for it: the order's path, "/v1/orders/ID". Caller frees. */
char *desk_test_client_create_order (DeskTestClient *self, const char *name, const char *id_number);

/* Consent, pictures and ink: what a contract needs. */
void desk_test_client_give_evidence (DeskTestClient *self, const char *order);
/* The contract by SMS code, and that it was read. */
void desk_test_client_sign_contract (DeskTestClient *self, const char *order, const char *phone);
/* Product and delivery. */
void desk_test_client_fill_form (DeskTestClient *self, const char *order);

/* Bodies of the steps, to be sent again or changed. Caller frees. */
char *desk_test_client_dup_consent (DeskTestClient *self);
char *desk_test_client_dup_ink (int slope);
char *desk_test_client_dup_version (DeskTestClient *self, const char *order); /* {version} */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestClient, desk_test_client_free)

G_END_DECLS
