/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPinTasks:
 *
 * What a window does about PINs besides asking for one: another PIN, the first one, a new one for a
 * locked key, each in a window of its own over @parent; and after an act with the PIN that keys are
 * handed out with, the offer to change it.
 *
 * Where @parent is a GActionMap it gets the actions change-pin, set-pin and unblock-pin (s: serial,
 * as below).
 *
 * Signal: `changed`, after a key has got another PIN. Property: `default-token` (DeskKeyToken,
 * nullable): a key that still has that PIN, after the offer was put off; for a banner.
 */
#define DESK_TYPE_PIN_TASKS (desk_pin_tasks_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinTasks, desk_pin_tasks, DESK, PIN_TASKS, GObject)

DeskPinTasks *desk_pin_tasks_new (GtkWidget *parent, DeskFlows *flows);

/* Each opens its window, unless one is open. @serial of the key; "": the one that needs it, or the
 * first. FALSE if there is no such key. */
gboolean desk_pin_tasks_change (DeskPinTasks *self, const char *serial);
gboolean desk_pin_tasks_set_first (DeskPinTasks *self, const char *serial);
gboolean desk_pin_tasks_unblock (DeskPinTasks *self, const char *serial);

G_END_DECLS
