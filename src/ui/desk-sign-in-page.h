/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-sign-in-flow.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskSignInPage:
 *
 * 登录: the ways to sign in, as tabs. A further way is one more page of the stack in the template.
 * Property: `flow` (DeskSignInFlow, nullable).
 */
#define DESK_TYPE_SIGN_IN_PAGE (desk_sign_in_page_get_type ())

G_DECLARE_FINAL_TYPE (DeskSignInPage, desk_sign_in_page, DESK, SIGN_IN_PAGE, GtkWidget)

GtkWidget *desk_sign_in_page_new (DeskSignInFlow *flow);

/* Puts the focus into the first field of the tab that is shown. */
void desk_sign_in_page_focus (DeskSignInPage *self);

G_END_DECLS
