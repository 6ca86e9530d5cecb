/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-error.h"
#include "desk-flows.h"
#include "desk-test-proxy.h"

G_BEGIN_DECLS

#define DESK_FLOW_FIXTURE_PHONE "13800138000"
#define DESK_FLOW_FIXTURE_NAME  "张三"

/* A client's flows, a real backend, and a proxy between them. */
typedef struct {
  DeskTestBackend *backend;
  DeskTestProxy *proxy;
  char *data_dir; /* of the client */
  char *module;   /* nullable; PKCS#11 module */
  DeskFlows *flows;
} DeskFlowFixture;

/* Skips the running test and returns NULL if certdeskd was not built. @is_direct: without the
 * proxy, which a Ukey challenge would not be answered through. @module nullable. */
DeskFlowFixture *desk_flow_fixture_new (gboolean is_direct, const char *module);
void desk_flow_fixture_free (DeskFlowFixture *self);

/* Ends the client's process and starts another on the same data, as far as that goes inside one.
 * Nothing of the client may be held. */
void desk_flow_fixture_restart_client (DeskFlowFixture *self);

void desk_flow_fixture_sign_in (DeskFlowFixture *self);
void desk_flow_fixture_sign_in_as (DeskFlowFixture *self, const char *phone);
void desk_flow_fixture_sign_out (DeskFlowFixture *self);

/* What only staff, or time, does to the server's data: runs @sql on it while it does not run. */
void desk_flow_fixture_change_server (DeskFlowFixture *self, const char *sql);

/* @draft_id NULL: a new one. */
DeskApplyFlow *desk_flow_fixture_open (DeskFlowFixture *self, const char *draft_id);

/* What a person does in @step, loaded first. The picture files live in the client's data directory.
 */
void desk_flow_fixture_fill (DeskFlowFixture *self, DeskApplyFlow *flow, DeskStep step);

/* Leaves @step. FALSE with the flow's error. */
gboolean desk_flow_fixture_complete (DeskApplyFlow *flow,
                                     DeskStep step,
                                     const DeskStepConfirmation *confirmation,
                                     GError **error);

/* A new code for signing the contract, as it arrived. Caller frees. */
char *desk_flow_fixture_request_code (DeskFlowFixture *self, DeskApplyFlow *flow);

/* Fills and leaves every step from @first to @last, which must succeed; the contract is signed with
 * a code. */
void
desk_flow_fixture_go (DeskFlowFixture *self, DeskApplyFlow *flow, DeskStep first, DeskStep last);

/* A picture the server takes, in @directory; @seed makes different ones. Caller unrefs. */
GFile *desk_flow_fixture_make_picture (const char *directory, guint seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskFlowFixture, desk_flow_fixture_free)

G_END_DECLS
