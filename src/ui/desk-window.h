/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskWindow:
 *
 * The one window: before sign-in the sign-in page, afterwards the sidebar and the pages.
 * Construct-only property: `flows`.
 *
 * Actions (prefix win): page (s: "home", "orders"), apply, continue (s: draft), order (s: order),
 * back, sign-out, about; those about keys are told in src/ui/key/desk-key-actions.h. Pages act
 * through them, so that no page knows another.
 */
#define DESK_TYPE_WINDOW (desk_window_get_type ())

G_DECLARE_FINAL_TYPE (DeskWindow, desk_window, DESK, WINDOW, AdwApplicationWindow)

/* @application nullable in a test. */
GtkWidget *desk_window_new (GtkApplication *application, DeskFlows *flows);

/* A short message that goes by itself. */
void desk_window_toast (DeskWindow *self, const char *text);

G_END_DECLS
