/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskKeyWatch:
 *
 * What is plugged in, looked at every second and a half while `watching`. Properties: `state`
 * (DeskKeyState) and `watching`. The list model stays the same object and only emits items-changed
 * when something did, so that a selection in a picker survives a scan that finds nothing new.
 */
#define DESK_TYPE_KEY_WATCH (desk_key_watch_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyWatch, desk_key_watch, DESK, KEY_WATCH, GObject)

DeskKeyWatch *desk_key_watch_new (DeskUkey *ukey);

DeskKeyState desk_key_watch_get_state (DeskKeyWatch *self);
GListModel *desk_key_watch_get_certificates (DeskKeyWatch *self); /* borrowed; DeskKeyCertificate */
void desk_key_watch_set_watching (DeskKeyWatch *self, gboolean watching);

G_END_DECLS
