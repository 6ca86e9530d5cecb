/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskNotice:
 *
 * A line that is there only when something is wrong: icon, what happened, what to do. Announced
 * when it appears, and it can be selected to be copied. Nothing is shown for NULL.
 */
#define DESK_TYPE_NOTICE (desk_notice_get_type ())

G_DECLARE_FINAL_TYPE (DeskNotice, desk_notice, DESK, NOTICE, GtkWidget)

GtkWidget *desk_notice_new (void);

/* @sentence NULL hides it; @remedy nullable. */
void desk_notice_show (DeskNotice *self, const char *sentence, const char *remedy);

/* The words of @error; hides for NULL and for an error that is silent
 * (desk_error_text_is_silent()). */
void desk_notice_show_error (DeskNotice *self, const GError *error);

G_END_DECLS
