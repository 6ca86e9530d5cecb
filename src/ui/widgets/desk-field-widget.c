/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-field-widget.h"

#include "desk-error-text.h"

G_DEFINE_INTERFACE (DeskFieldWidget, desk_field_widget, GTK_TYPE_WIDGET)

static void
desk_field_widget_default_init (DeskFieldWidgetInterface *iface)
{
}

const char *
desk_field_widget_get_field (DeskFieldWidget *self)
{
  g_return_val_if_fail (DESK_IS_FIELD_WIDGET (self), NULL);

  return DESK_FIELD_WIDGET_GET_IFACE (self)->get_field (self);
}

void
desk_field_widget_set_error (DeskFieldWidget *self, const char *sentence)
{
  g_return_if_fail (DESK_IS_FIELD_WIDGET (self));

  DESK_FIELD_WIDGET_GET_IFACE (self)->set_error (self, sentence);
}

static void
show_at (DeskFieldWidget *widget, DeskIssues *issues)
{
  const char *field = desk_field_widget_get_field (widget);
  DeskFieldProblem problem = DESK_FIELD_OK;

  if (field != NULL && issues != NULL)
    problem = desk_issues_find (issues, field);

  desk_field_widget_set_error (
      widget, problem != DESK_FIELD_OK ? desk_error_text_get_field (field, problem) : NULL);
}

static void
show_below (GtkWidget *root, DeskIssues *issues)
{
  if (DESK_IS_FIELD_WIDGET (root))
    show_at (DESK_FIELD_WIDGET (root), issues);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    show_below (child, issues);
}

GtkWidget *
desk_field_widgets_find (GtkWidget *root, const char *field)
{
  g_return_val_if_fail (GTK_IS_WIDGET (root), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (DESK_IS_FIELD_WIDGET (root)
      && g_strcmp0 (desk_field_widget_get_field (DESK_FIELD_WIDGET (root)), field) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = desk_field_widgets_find (child, field);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
desk_field_widgets_show_issues (GtkWidget *root, DeskIssues *issues)
{
  g_return_val_if_fail (GTK_IS_WIDGET (root), NULL);

  show_below (root, issues);

  for (guint i = 0; issues != NULL && i < desk_issues_get_size (issues); i++) {
    GtkWidget *found = desk_field_widgets_find (root, desk_issues_get_field (issues, i));

    if (found != NULL)
      return found;
  }

  return NULL;
}
