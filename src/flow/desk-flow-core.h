/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"

#include "desk-clock.h"

G_BEGIN_DECLS

/**
 * DeskFlowCore:
 *
 * What all flows of one DeskFlows share: the server connection, the key worker, the draft store, the clock, who is
 * signed in and whether the server can be reached. Flows hold a reference; DeskFlows shows it to the outside.
 *
 * Properties: `account` (nullable), `online`. Signal `session-expired`, after `account` became NULL.
 */
#define DESK_TYPE_FLOW_CORE (desk_flow_core_get_type ())

G_DECLARE_FINAL_TYPE (DeskFlowCore, desk_flow_core, DESK, FLOW_CORE, GObject)

DeskFlowCore *desk_flow_core_new (const DeskFlowsConfig *config, GError **error);

DeskClock *desk_flow_core_get_clock (DeskFlowCore *self);     /* borrowed */
DeskAccount *desk_flow_core_get_account (DeskFlowCore *self); /* borrowed, nullable */
void desk_flow_core_set_account (DeskFlowCore *self, DeskAccount *account);
gboolean desk_flow_core_get_online (DeskFlowCore *self);
const char *desk_flow_core_get_server (DeskFlowCore *self);

G_END_DECLS
