/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-test"

#include "desk-ui-test-private.h"

/* Audits of what a window shows. */

static void
describe (GString *findings, GtkWidget *widget, const char *problem)
{
  g_string_append_printf (findings, "\n  %s", problem);
  for (GtkWidget *w = widget; w != NULL && !GTK_IS_ROOT (w); w = gtk_widget_get_parent (w)) {
    g_autofree char *text = desk_ui_test_dup_text (w);

    g_string_append_printf (findings, " < %s", G_OBJECT_TYPE_NAME (w));
    if (text != NULL && *text != '\0')
      g_string_append_printf (findings, " “%s”", text);
  }
}

static void
report (const char *audit, GString *findings)
{
  if (findings->len > 0)
    g_error ("%s:%s", audit, findings->str);
}

static gboolean
takes_focus (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_focusable (widget)
      || !gtk_widget_is_sensitive (widget))
    return FALSE;

  /* What is in something that cannot be focused cannot be either. */
  for (GtkWidget *ancestor = widget; ancestor != NULL;
       ancestor = gtk_widget_get_parent (ancestor)) {
    if (!gtk_widget_get_can_focus (ancestor))
      return FALSE;
  }

  return TRUE;
}

/* A popover, a scrolled area or a text inside an entry is named by what is around it. */
static gboolean
is_named_by_parent (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_VIEWPORT (widget) || GTK_IS_POPOVER (widget)
      || GTK_IS_WINDOW (widget))
    return TRUE;
  if (GTK_IS_TEXT (widget))
    return gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL || GTK_IS_EDITABLE (parent);
  return parent != NULL && GTK_IS_MENU_BUTTON (parent);
}

static gboolean
is_named (GtkWidget *widget)
{
  g_autofree char *label = desk_ui_test_dup_label (widget);
  g_autofree char *text = NULL;

  if (label != NULL && *label != '\0')
    return TRUE;
  if (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                        GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (GTK_IS_LABEL (widget) || GTK_IS_CHECK_BUTTON (widget) || ADW_IS_PREFERENCES_ROW (widget)) {
    text = desk_ui_test_dup_text (widget);
    return text != NULL && *text != '\0';
  }

  return is_named_by_parent (widget);
}

static void
collect_unnamed (GtkWidget *widget, GString *findings)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (takes_focus (widget) && !is_named (widget))
    describe (findings, widget, "no name");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_unnamed (child, findings);
}

void
desk_ui_test_audit_names (GtkWidget *root)
{
  g_autoptr (GString) findings = g_string_new (NULL);

  collect_unnamed (root, findings);
  report ("Focusable without an accessible name", findings);
}

static gboolean
is_cut (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  if (pango_layout_is_ellipsized (layout))
    return TRUE;

  pango_layout_get_pixel_size (layout, &width, &height);
  return width > gtk_widget_get_width (GTK_WIDGET (label)) + 1
         || height > gtk_widget_get_height (GTK_WIDGET (label)) + 1;
}

static void
collect_clipped (GtkWidget *widget, GString *findings)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && is_cut (GTK_LABEL (widget))
      && gtk_widget_get_tooltip_text (widget) == NULL
      && !gtk_widget_has_css_class (widget, "may-ellipsize"))
    describe (findings, widget, "cut short");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_clipped (child, findings);
}

void
desk_ui_test_audit_clipping (GtkWidget *root)
{
  g_autoptr (GString) findings = g_string_new (NULL);

  desk_ui_test_settle ();
  collect_clipped (root, findings);
  report ("Labels that do not show all of their text", findings);
}

void
desk_ui_test_audit_keyboard (GtkWindow *window)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) findings = g_string_new (NULL);

  gtk_window_set_focus (window, NULL);
  for (guint i = 0; i < 500; i++) {
    GtkWidget *focus;

    gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    focus = gtk_window_get_focus (window);
    if (focus != NULL && !g_hash_table_add (reached, focus))
      break;
  }
  if (g_hash_table_size (reached) == 0)
    describe (findings, GTK_WIDGET (window), "Tab reaches nothing");
  else if (g_hash_table_size (reached) >= 499)
    describe (findings, GTK_WIDGET (window), "Tab never comes round");
  report ("Keyboard", findings);
}
