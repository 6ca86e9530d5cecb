/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskPinBanner:
 *
 * A strip that stays as long as a key is known to have the PIN it was handed out with, with a
 * button to change it. Property: `token` (DeskKeyToken, nullable: hidden), to be bound to
 * DeskPinTasks:default-token.
 */
#define DESK_TYPE_PIN_BANNER (desk_pin_banner_get_type ())

G_DECLARE_FINAL_TYPE (DeskPinBanner, desk_pin_banner, DESK, PIN_BANNER, GtkWidget)

G_END_DECLS
