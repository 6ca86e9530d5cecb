/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-private.h"

G_BEGIN_DECLS

/**
 * DeskUkeyRunner:
 *
 * Runs one request at a time in a host process, which it starts, has load the module, watches by
 * the clock and ends when it does not do what it should. Nothing here blocks.
 */
typedef struct _DeskUkeyRunner DeskUkeyRunner;

typedef struct {
  const DeskUkeyOperation *operation; /* borrowed */
  DeskUkeyCallFlags flags;
  DeskSecret *frame;  /* owned: the encoded request */
  char *token_serial; /* owned, nullable */
  gboolean protected_path;
} DeskUkeyRequest;

/* @request is taken apart: its texts are copied, it is not kept. NULL if it breaks the protocol. */
DeskUkeyRequest *desk_ukey_request_new (const DeskUkeyOperation *operation,
                                        DeskUkeyCallFlags flags,
                                        DeskUkeyMessage *message,
                                        GError **error);
void desk_ukey_request_free (DeskUkeyRequest *request);

typedef struct {
  /* One of @answer (borrowed) and @error (taken). The next request may be run from here. */
  void (*done) (DeskUkeyMessage *answer, GError *error, gpointer user_data);
  /* The request has not been answered for a second. */
  void (*slow) (gpointer user_data);
} DeskUkeyRunnerListener;

/* @module is borrowed and may be NULL. @listener is borrowed. */
DeskUkeyRunner *desk_ukey_runner_new (DeskUkeyModule *module,
                                      const DeskUkeyRunnerListener *listener,
                                      gpointer user_data);

/* Forgets what it runs and lets the process end. */
void desk_ukey_runner_free (DeskUkeyRunner *self);

/* @request is borrowed until it is done, which it may be before this returns. */
void desk_ukey_runner_run (DeskUkeyRunner *self, const DeskUkeyRequest *request);

/* How far the current or the last request came. */
DeskUkeyPhase desk_ukey_runner_get_phase (DeskUkeyRunner *self);

/* See desk_ukey_restart() and desk_ukey_set_timeout(). */
void desk_ukey_runner_restart (DeskUkeyRunner *self);
void desk_ukey_runner_set_timeout (DeskUkeyRunner *self, DeskUkeyTimeout which, guint milliseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyRunner, desk_ukey_runner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyRequest, desk_ukey_request_free)

G_END_DECLS
