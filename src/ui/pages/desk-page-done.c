/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-done.h"

#include <glib/gi18n-lib.h>

struct _DeskPageDone {
  AdwBin parent_instance;

  GtkLabel *number;
  GtkLabel *state;
  GtkWidget *close_button;
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPageDone, desk_page_done, ADW_TYPE_BIN)

static void
on_close_clicked (DeskPageDone *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
desk_page_done_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DESK_PAGE_DONE (widget)->close_button);
}

static void
desk_page_done_class_init (DeskPageDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = desk_page_done_grab_focus;

  signals[CLOSED] = g_signal_new ("closed", DESK_TYPE_PAGE_DONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-done.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageDone, number);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDone, state);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDone, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
}

static void
desk_page_done_init (DeskPageDone *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
desk_page_done_show_order (DeskPageDone *self, DeskOrder *order)
{
  g_return_if_fail (DESK_IS_PAGE_DONE (self));
  g_return_if_fail (DESK_IS_ORDER (order));

  gtk_label_set_label (self->number, desk_order_get_number (order));
  gtk_label_set_label (self->state, _ (desk_order_state_get_label (desk_order_get_state (order))));
}
