/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-sign-in-flow.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskSmsSignIn:
 *
 * 免密码登录: mobile number, code, 注册/登录. One of the ways of the sign-in page; a way is a
 * widget with a property `flow` (DeskSignInFlow, nullable) that is done when the account is set.
 */
#define DESK_TYPE_SMS_SIGN_IN (desk_sms_sign_in_get_type ())

G_DECLARE_FINAL_TYPE (DeskSmsSignIn, desk_sms_sign_in, DESK, SMS_SIGN_IN, GtkWidget)

G_END_DECLS
