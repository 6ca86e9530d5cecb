/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-order-row.h"

#include "desk-order-text.h"
#include "desk-state-chip.h"
#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
row_new (
    const char *icon, const char *title, const char *subtitle, const char *action, const char *id)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  return row;
}

/* The action is on the whole row; the words and the arrow say which it is. */
static void
add_next (GtkWidget *row, const char *words)
{
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (label, "next-action");
  gtk_widget_set_margin_start (label, 6);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
}

GtkWidget *
desk_order_row_new (DeskOrder *order)
{
  g_autofree char *date = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  g_return_val_if_fail (DESK_IS_ORDER (order), NULL);

  date = desk_ui_format_date (desk_order_get_created (order));
  /* Translators: whose application, its number, its date. */
  subtitle = g_strdup_printf (C_ ("order", "%s · No. %s · %s"), desk_order_get_holder (order),
                              desk_order_get_number (order), date);
  row = row_new ("desk-certificate-symbolic",
                 desk_order_text_get_product (desk_order_get_product (order)), subtitle,
                 "win.order", desk_order_get_id (order));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             desk_state_chip_new (desk_order_get_state (order)));
  add_next (row, _ ("See Progress"));
  return row;
}

GtkWidget *
desk_draft_row_new (DeskDraftSummary *draft)
{
  g_autofree char *changed = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char *holder;
  const char *step;
  GtkWidget *row;

  g_return_val_if_fail (DESK_IS_DRAFT_SUMMARY (draft), NULL);

  holder = desk_draft_summary_get_holder (draft);
  step = desk_order_text_get_step (desk_draft_summary_get_step (draft));
  changed = desk_ui_format_recent (desk_draft_summary_get_changed (draft), desk_ui_format_now ());
  /* Translators: what is applied for, and for whom. */
  title = *holder != '\0' ? g_strdup_printf (
              C_ ("draft", "%s – %s"), desk_order_text_get_product ("person_certificate"), holder)
                          : g_strdup (desk_order_text_get_product ("person_certificate"));
  /* Translators: the step of the wizard, and when it was saved ("today 10:32"). */
  subtitle = g_strdup_printf (_ ("At “%s” · saved %s"), step, changed);
  row = row_new ("desk-order-draft-symbolic", title, subtitle, "win.continue",
                 desk_draft_summary_get_id (draft));
  add_next (row, _ ("Continue"));
  return row;
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return DESK_IS_ORDER (item) ? desk_order_row_new (item) : desk_draft_row_new (item);
}

void
desk_order_rows_bind (GtkListBox *list, GListModel *model, guint limit)
{
  g_autoptr (GListModel) shown = NULL;

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (G_IS_LIST_MODEL (model));

  if (limit > 0)
    shown = G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (model), 0, limit));
  else
    shown = g_object_ref (model);
  gtk_list_box_bind_model (list, shown, create_row, NULL, NULL);
}

static gboolean
has_draft (DeskOrder *order, GListModel *drafts)
{
  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++) {
    g_autoptr (DeskDraftSummary) draft = g_list_model_get_item (drafts, i);

    if (g_strcmp0 (desk_draft_summary_get_order_number (draft), desk_order_get_number (order)) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  DeskOrder *order = item;

  return desk_order_get_state (order) != DESK_ORDER_DRAFT || !has_draft (order, user_data);
}

static void
on_drafts_changed (GtkFilter *filter)
{
  gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
}

GListModel *
desk_order_rows_new_model (GListModel *orders, GListModel *drafts)
{
  GtkFilter *filter;

  g_return_val_if_fail (G_IS_LIST_MODEL (orders) && G_IS_LIST_MODEL (drafts), NULL);

  filter = GTK_FILTER (gtk_custom_filter_new (is_shown, g_object_ref (drafts), g_object_unref));
  g_signal_connect_object (drafts, "items-changed", G_CALLBACK (on_drafts_changed), filter,
                           G_CONNECT_SWAPPED);
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (orders), filter));
}
