/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-core.h"
#include "desk-sign-in-flow.h"

G_BEGIN_DECLS

/* What the files of its operations may do to the flow. */

DeskSignInFlow *desk_sign_in_flow_new (DeskFlowCore *core);

DeskFlowCore *desk_sign_in_flow_get_core (DeskSignInFlow *self);    /* borrowed */
DeskCountdown *desk_sign_in_flow_get_resend (DeskSignInFlow *self); /* borrowed */
DeskCountdown *desk_sign_in_flow_get_retry (DeskSignInFlow *self);  /* borrowed */
void desk_sign_in_flow_set_busy (DeskSignInFlow *self, gboolean busy);
void desk_sign_in_flow_set_issues (DeskSignInFlow *self, DeskIssues *issues);

/* A task of the flow, which is busy from now until it is answered with one of the two below. NULL
 * if the flow is busy already: then @callback gets %G_IO_ERROR_PENDING. */
GTask *desk_sign_in_flow_begin (DeskSignInFlow *self,
                                gpointer source_tag,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void desk_sign_in_flow_succeed (GTask *task);
/* Takes @error, of whatever folder, and puts the fields it names into `issues`. */
void desk_sign_in_flow_fail (GTask *task, GError *error);

G_END_DECLS
