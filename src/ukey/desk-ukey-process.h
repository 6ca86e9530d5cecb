/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-message.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskUkeyProcess:
 *
 * One running certdesk-ukey-host, spoken to from the main context; nothing here blocks. Whatever
 * ends it (a crash, bytes that are no message) is reported once, and the process is gone for good
 * then.
 */
#define DESK_TYPE_UKEY_PROCESS (desk_ukey_process_get_type ())

G_DECLARE_FINAL_TYPE (DeskUkeyProcess, desk_ukey_process, DESK, UKEY_PROCESS, GObject)

typedef struct {
  /* Anything but HELLO. Both may close or kill the process and drop their reference. */
  void (*message) (DeskUkeyMessage *message, gpointer user_data);
  /* @error is %DESK_KEY_STATE_MODULE_CRASHED, or %DESK_KEY_STATE_NO_HOST if it never got to work.
   */
  void (*ended) (const GError *error, gpointer user_data);
} DeskUkeyProcessListener;

/* Starts the program: the one CERTDESK_UKEY_HOST names, one beside this program, or the installed
 * one. @listener is borrowed for good. %DESK_KEY_STATE_NO_HOST. */
DeskUkeyProcess *desk_ukey_process_start (const DeskUkeyProcessListener *listener,
                                          gpointer user_data,
                                          GError **error);

/* Sends an encoded request, whose bytes are referenced until they are written. */
void desk_ukey_process_send (DeskUkeyProcess *self, DeskSecret *frame);

/* Both silence the listener at once; call one of them before the last unref. The first lets the
 * process end by itself, for two seconds. */
void desk_ukey_process_close (DeskUkeyProcess *self);
void desk_ukey_process_kill (DeskUkeyProcess *self);

G_END_DECLS
