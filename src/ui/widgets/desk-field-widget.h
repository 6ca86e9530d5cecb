/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskFieldWidget:
 *
 * A widget in which one field of the model is edited and at which what is wrong with it is said.
 * The path is that of DeskIssues ("applicant.id_number"), so that a local check and the server's
 * answer reach the same widget.
 */
#define DESK_TYPE_FIELD_WIDGET (desk_field_widget_get_type ())

G_DECLARE_INTERFACE (DeskFieldWidget, desk_field_widget, DESK, FIELD_WIDGET, GtkWidget)

struct _DeskFieldWidgetInterface {
  GTypeInterface parent_iface;

  const char *(*get_field) (DeskFieldWidget *self);
  void (*set_error) (DeskFieldWidget *self, const char *sentence);
};

/* Borrowed; NULL for a widget that stands for no field at the moment. */
const char *desk_field_widget_get_field (DeskFieldWidget *self);

/* @sentence in the user's language; NULL takes the error away. */
void desk_field_widget_set_error (DeskFieldWidget *self, const char *sentence);

/* Says every issue of @issues (NULL: none) at the field widget below @root that has its path, and
 * takes the errors of all others away. Returns the first widget in error in the order of @issues,
 * borrowed, NULL if no issue has a widget below @root. Does not move the focus. */
GtkWidget *desk_field_widgets_show_issues (GtkWidget *root, DeskIssues *issues);

/* The field widget below @root for @field; borrowed, nullable. */
GtkWidget *desk_field_widgets_find (GtkWidget *root, const char *field);

G_END_DECLS
