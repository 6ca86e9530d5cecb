/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-sign-in-flow.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskKeySignIn:
 *
 * Ukey登录: what is plugged in, 立即登录, the PIN. One of the ways of the sign-in page; keys are
 * looked for while it is on screen. Property: `flow` (DeskSignInFlow, nullable).
 */
#define DESK_TYPE_KEY_SIGN_IN (desk_key_sign_in_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeySignIn, desk_key_sign_in, DESK, KEY_SIGN_IN, GtkWidget)

G_END_DECLS
