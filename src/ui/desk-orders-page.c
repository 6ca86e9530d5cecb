/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-orders-page.h"

#include "desk-notice.h"
#include "desk-order-row.h"

struct _DeskOrdersPage {
  GtkWidget parent_instance;

  GtkListBox *drafts;
  GtkWidget *drafts_group;
  GtkWidget *more;
  DeskNotice *notice;
  GtkListBox *orders;
  GtkWidget *orders_group;
  GtkWidget *problem;
  GtkSpinner *spinner;
  GtkStack *stack;

  GListModel *draft_model; /* owned */
  GListModel *order_model; /* owned */
  gboolean busy;
  gboolean has_more;
};

enum {
  PROP_BUSY = 1,
  PROP_HAS_MORE,
  N_PROPS,
};

enum {
  LOAD_MORE,
  RETRY,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskOrdersPage, desk_orders_page, GTK_TYPE_WIDGET)

static const char *
choose_view (DeskOrdersPage *self, guint n_rows)
{
  if (n_rows > 0 || gtk_widget_get_visible (self->problem))
    return "list";
  return self->busy ? "loading" : "empty";
}

static void
update (DeskOrdersPage *self)
{
  guint n_drafts = g_list_model_get_n_items (self->draft_model);
  guint n_orders = g_list_model_get_n_items (self->order_model);

  gtk_widget_set_visible (self->drafts_group, n_drafts > 0);
  gtk_widget_set_visible (self->orders_group, n_orders > 0);
  gtk_widget_set_visible (self->more, self->has_more);
  gtk_widget_set_sensitive (self->more, !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
  gtk_stack_set_visible_child_name (self->stack, choose_view (self, n_drafts + n_orders));
}

static void
on_more_clicked (DeskOrdersPage *self)
{
  g_signal_emit (self, signals[LOAD_MORE], 0);
}

static void
on_retry_clicked (DeskOrdersPage *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
desk_orders_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskOrdersPage *self = DESK_ORDERS_PAGE (object);

  switch (id) {
  case PROP_BUSY:
    self->busy = g_value_get_boolean (value);
    break;
  case PROP_HAS_MORE:
    self->has_more = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }

  if (self->order_model != NULL)
    update (self);
}

static void
desk_orders_page_dispose (GObject *object)
{
  DeskOrdersPage *self = DESK_ORDERS_PAGE (object);

  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->draft_model);
  g_clear_object (&self->order_model);

  G_OBJECT_CLASS (desk_orders_page_parent_class)->dispose (object);
}

static void
desk_orders_page_class_init (DeskOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = desk_orders_page_set_property;
  object_class->dispose = desk_orders_page_dispose;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LOAD_MORE] = g_signal_new ("load-more", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_NOTICE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, drafts);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, drafts_group);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, more);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, orders);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, orders_group);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, problem);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskOrdersPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
}

static void
desk_orders_page_init (DeskOrdersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
desk_orders_page_new (GListModel *orders, GListModel *drafts)
{
  DeskOrdersPage *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (orders) && G_IS_LIST_MODEL (drafts), NULL);

  self = g_object_new (DESK_TYPE_ORDERS_PAGE, NULL);
  self->order_model = g_object_ref (orders);
  self->draft_model = g_object_ref (drafts);
  desk_order_rows_bind (self->orders, orders, 0);
  desk_order_rows_bind (self->drafts, drafts, 0);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drafts, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
desk_orders_page_show_error (DeskOrdersPage *self, const GError *error)
{
  g_return_if_fail (DESK_IS_ORDERS_PAGE (self));

  desk_notice_show_error (self->notice, error);
  gtk_widget_set_visible (self->problem, gtk_widget_get_visible (GTK_WIDGET (self->notice)));
  update (self);
}
