/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apply-flow.h"
#include "desk-certificate-facts.h"
#include "desk-doctor.h"
#include "desk-keys.h"
#include "desk-orders-flow.h"
#include "desk-pin-flow.h"
#include "desk-sign-in-flow.h"

G_BEGIN_DECLS

/**
 * DeskFlows:
 *
 * Made once by the composition root (src/app, src/ctl); owns the server connection, the keys and
 * the draft store, and makes the flows that share them. Main thread only.
 *
 * Properties: `account` (DeskAccount, nullable: signed out), `online` (last known), `server` (base
 * URL). Signals: `session-expired`: the server no longer knows the session; the window asks to sign
 * in and the flow's step can be repeated. `default-pin` (DeskKeyToken): somebody has signed in or
 * signed with the PIN that keys are handed out with, and should change it; once of each key.
 */
#define DESK_TYPE_FLOWS (desk_flows_get_type ())

G_DECLARE_FINAL_TYPE (DeskFlows, desk_flows, DESK, FLOWS, GObject)

/* Where everything is. All strings are copied by desk_flows_new(). */
typedef struct {
  const char *server;         /* base URL, "http://127.0.0.1:8080" */
  const char *data_dir;       /* drafts and the fallback key file */
  const char *trust_file;     /* nullable; PEM of the pinned root. NULL: data_dir/trust.pem, fetched
                               * from the server and pinned on first use */
  const char *ukey_module;    /* nullable; path of the only PKCS#11 module to use */
  const char *ukey_arguments; /* nullable; what C_Initialize of it gets as pReserved */
  gboolean use_secret_service; /* FALSE: key file only */
} DeskFlowsConfig;

/* NULL with %DESK_FLOW_ERROR_DRAFT if the data directory cannot be used or the server is no
 * "https://host[:port]". A draft store that does not open fails each operation on drafts instead,
 * likewise. */
DeskFlows *desk_flows_new (const DeskFlowsConfig *config, GError **error);

/* Stops the threads and closes the draft store after everything was saved; call before the last
 * unref. */
void desk_flows_close (DeskFlows *self);

DeskAccount *desk_flows_get_account (DeskFlows *self); /* borrowed, nullable */
gboolean desk_flows_get_online (DeskFlows *self);
const char *desk_flows_get_server (DeskFlows *self);

/* What is plugged in, and the drivers and the last choice; both borrowed. */
DeskKeys *desk_flows_get_keys (DeskFlows *self);
DeskKeySettings *desk_flows_get_key_settings (DeskFlows *self);

/* Each returns a new object for its page; drop it when the page goes. */
DeskSignInFlow *desk_flows_new_sign_in (DeskFlows *self);
DeskOrdersFlow *desk_flows_new_orders (DeskFlows *self);
DeskPinFlow *desk_flows_new_pin (DeskFlows *self, DeskKeyToken *token);

/* Looks for what is wrong; may be used before anybody signed in. */
DeskDoctor *desk_flows_new_doctor (DeskFlows *self);

/* What the certificate @der says, its chain being checked; NULL if it is none. Caller owns. */
DeskCertificateFacts *desk_flows_new_certificate_facts (DeskFlows *self, GBytes *der);

/* @draft_id NULL starts a new application with a new local draft; otherwise the draft is opened. It
 * belongs to the account that is signed in; one of before drafts had an owner, to who opens it
 * first. A draft whose application was submitted and came back is opened at the first step with an
 * issue, else at the review. NULL with %DESK_FLOW_ERROR_DRAFT, also for another account's draft. */
void desk_flows_open_application_async (DeskFlows *self,
                                        const char *draft_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
DeskApplyFlow *
desk_flows_open_application_finish (DeskFlows *self, GAsyncResult *result, GError **error);

void desk_flows_sign_out_async (DeskFlows *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Always ends the session on this side. */
gboolean desk_flows_sign_out_finish (DeskFlows *self, GAsyncResult *result, GError **error);

G_END_DECLS
