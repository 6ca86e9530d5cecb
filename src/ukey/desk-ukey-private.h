/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-message.h"
#include "desk-ukey.h"

G_BEGIN_DECLS

/* What the parts of DeskUkey share. */

/* How long something may take. */
typedef enum {
  DESK_UKEY_TIMEOUT_OPEN, /* starting the process and loading the module */
  DESK_UKEY_TIMEOUT_SCAN,
  DESK_UKEY_TIMEOUT_SIGN,
  DESK_UKEY_TIMEOUT_PROTECTED, /* anything for which a PIN is typed on the key */
  DESK_UKEY_TIMEOUT_GENERATE,  /* RSA on a card is slow */
  DESK_UKEY_TIMEOUT_OTHER,
  DESK_UKEY_TIMEOUT_SLOW, /* until `slow`, and until the lookout begins */
  DESK_UKEY_N_TIMEOUTS,
} DeskUkeyTimeout;

/* For tests. */
void desk_ukey_set_timeout (DeskUkey *self, DeskUkeyTimeout which, guint milliseconds);
DeskUkeyPhase desk_ukey_get_phase (DeskUkey *self);

/* One row for each kind of operation. */
typedef struct {
  DeskUkeyKind answer;
  DeskUkeyTimeout timeout;
  gboolean needs_module;
  gboolean uses_pin;  /* its request names the token by DESK_UKEY_TAG_SERIAL */
  gboolean backs_off; /* is not tried again at once after the module failed */
  /* Make the task's result. @failed takes @error; NULL: the error is the result. */
  void (*answered) (GTask *task, DeskUkeyMessage *answer);
  void (*failed) (GTask *task, GError *error);
} DeskUkeyOperation;

typedef enum {
  DESK_UKEY_CALL_DEFAULT,
  DESK_UKEY_CALL_FRESH, /* in a new process, at once */
} DeskUkeyCallFlags;

/* Takes @task, whose source is @self, and @request. */
void desk_ukey_push (DeskUkey *self,
                     const DeskUkeyOperation *operation,
                     DeskUkeyCallFlags flags,
                     GTask *task,
                     DeskUkeyMessage *request);

DeskClock *desk_ukey_get_clock (DeskUkey *self); /* borrowed */

/* The next operation gets a new process: some modules (SoftHSM) do not notice a token that comes
 * after they were initialised. */
void desk_ukey_restart (DeskUkey *self);

/* The request that loads @module; @lock_wait_ms as DESK_UKEY_TAG_LOCK_WAIT. */
DeskSecret *desk_ukey_encode_open (DeskUkeyModule *module, guint lock_wait_ms, GError **error);

/* What a SCANNED answer says, judged at @now (Unix seconds). */
DeskUkeyScan *desk_ukey_scan_read (DeskUkeyMessage *scanned, const char *module_path, gint64 now);
DeskKeyToken *desk_ukey_scan_read_token (DeskUkeyMessage *token, const char *module_path);

G_END_DECLS
