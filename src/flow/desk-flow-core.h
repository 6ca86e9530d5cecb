/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"

#include "desk-api.h"
#include "desk-clock.h"
#include "desk-countdown.h"
#include "desk-draft-store.h"
#include "desk-keys.h"
#include "desk-trust.h"

G_BEGIN_DECLS

/**
 * DeskFlowCore:
 *
 * What all flows of one DeskFlows share: the server connection, the keys, the draft store,
 * the clock, the trust, who is signed in and whether the server can be reached. Flows hold a
 * reference; DeskFlows shows it to the outside.
 *
 * While the server cannot be reached it is asked for again (GET /healthz) after 2 seconds, then
 * after twice as long each time up to 30; any answer to any request ends that.
 *
 * Properties: `account` (nullable), `online`. Signals: `session-expired`, after `account` became
 * NULL; `closing`, the last moment to hand something to the draft store; `default-pin`
 * (DeskKeyToken), see desk_flow_core_note_key_used().
 */
#define DESK_TYPE_FLOW_CORE (desk_flow_core_get_type ())

G_DECLARE_FINAL_TYPE (DeskFlowCore, desk_flow_core, DESK, FLOW_CORE, GObject)

DeskFlowCore *desk_flow_core_new (const DeskFlowsConfig *config, GError **error);
void desk_flow_core_close (DeskFlowCore *self);

/* All borrowed. */
DeskApi *desk_flow_core_get_api (DeskFlowCore *self);
DeskClock *desk_flow_core_get_clock (DeskFlowCore *self);
DeskDraftStore *desk_flow_core_get_drafts (DeskFlowCore *self);
DeskTrust *desk_flow_core_get_trust (DeskFlowCore *self);
DeskKeys *desk_flow_core_get_keys (DeskFlowCore *self);

DeskAccount *desk_flow_core_get_account (DeskFlowCore *self); /* borrowed, nullable */
void desk_flow_core_set_account (DeskFlowCore *self, DeskAccount *account);
/* TRUE if a draft of @owner (an account's id, NULL: nobody's yet) may be seen by who is signed in.
 */
gboolean desk_flow_core_may_open (DeskFlowCore *self, const char *owner);
gboolean desk_flow_core_get_online (DeskFlowCore *self);

/* A person's act with @certificate is done: it becomes the one used last. @is_default_pin: with the
 * PIN that keys are handed out with; that is told once of each key. */
void desk_flow_core_note_key_used (DeskFlowCore *self,
                                   DeskKeyCertificate *certificate,
                                   gboolean is_default_pin);

/* What went wrong, as a flow tells it: desk_flow_error_map(), the countdown of @retry (nullable)
 * started if the server set a time, the session ended if it expired. @issues (nullable) receives
 * what the server says of fields, or NULL if it says nothing. Takes @error; caller owns what it
 * gets. */
GError *desk_flow_core_take_error (DeskFlowCore *self,
                                   GError *error,
                                   DeskCountdown *retry,
                                   DeskIssues **issues);

/* After a code was refused: @resend (a countdown) runs for as long as the server wants, if @error
 * says so. */
void desk_flow_core_wait_for_code (const GError *error, DeskCountdown *resend);

G_END_DECLS
