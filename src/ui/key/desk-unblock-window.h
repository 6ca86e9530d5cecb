/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pin-flow.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskUnblockWindow:
 *
 * Asks customer service to unlock a key: what it will be told, the request's number once it was
 * received, and what became of it.
 */
#define DESK_TYPE_UNBLOCK_WINDOW (desk_unblock_window_get_type ())

G_DECLARE_FINAL_TYPE (DeskUnblockWindow, desk_unblock_window, DESK, UNBLOCK_WINDOW, AdwWindow)

/* Modal over @parent's window; show it with gtk_window_present(). */
GtkWindow *desk_unblock_window_new (GtkWidget *parent, DeskPinFlow *flow, DeskUnblockReason reason);

G_END_DECLS
