/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-order-page.h"

#include "desk-columns.h"
#include "desk-contract-window.h"
#include "desk-error-text.h"
#include "desk-notice.h"
#include "desk-order-text.h"
#include "desk-state-chip.h"
#include "desk-timeline.h"
#include "desk-ui-dialogs.h"
#include "desk-ui-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _DeskOrderPage {
  GtkWidget parent_instance;

  GtkWidget *actions;
  GtkWidget *cancel;
  DeskStateChip *chip;
  GtkWidget *contract;
  GtkWidget *elsewhere;
  GtkListBox *facts;
  AdwStatusPage *failure;
  DeskNotice *notice;
  GtkLabel *product;
  GtkWidget *resume;
  GtkSpinner *spinner;
  GtkStack *stack;
  DeskTimeline *timeline;
  GtkWidget *withdraw;

  DeskOrdersFlow *flow;      /* owned, nullable */
  DeskOrder *order;          /* owned, nullable until loaded */
  char *order_id;            /* owned, nullable */
  GCancellable *cancellable; /* owned; cancelled when the page goes */
  DeskOrderActions asked;    /* the act that is being confirmed */
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskOrderPage, desk_order_page, GTK_TYPE_WIDGET)

static void
add_fact (DeskOrderPage *self, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (self->facts, row);
}

static const char *
invoice_words (DeskOrder *order)
{
  DeskInvoiceKind kind = DESK_INVOICE_NONE;

  g_object_get (order, "invoice-kind", &kind, NULL);
  switch (kind) {
  case DESK_INVOICE_ORDINARY:
    return _ ("Ordinary invoice");
  case DESK_INVOICE_SPECIAL:
    return _ ("Special invoice");
  case DESK_INVOICE_NONE:
  default:
    return _ ("No invoice");
  }
}

static void
show_facts (DeskOrderPage *self)
{
  gint64 amount = desk_order_get_amount_fen (self->order);
  int years = desk_order_get_validity_years (self->order);
  g_autofree char *validity = NULL;
  g_autofree char *price = NULL;
  g_autofree char *created = desk_ui_format_date_time (desk_order_get_created (self->order));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->facts, 0)) != NULL)
    gtk_list_box_remove (self->facts, GTK_WIDGET (row));

  if (years > 0)
    validity = g_strdup_printf (ngettext ("%d year", "%d years", years), years);
  if (amount > 0)
    price = desk_ui_format_amount (amount);

  add_fact (self, _ ("Application Number"), desk_order_get_number (self->order));
  add_fact (self, _ ("Holder"), desk_order_get_holder (self->order));
  add_fact (self, _ ("Validity"), validity);
  add_fact (self, _ ("Fee"), price);
  if (amount > 0)
    add_fact (self, _ ("Invoice"), invoice_words (self->order));
  add_fact (self, _ ("Delivery"), desk_order_get_delivery (self->order));
  add_fact (self, _ ("Created"), created);
}

static gboolean
has_contract (DeskOrder *order)
{
  g_autofree char *sha256 = NULL;

  g_object_get (order, "contract-sha256", &sha256, NULL);
  return sha256 != NULL && *sha256 != '\0';
}

/* An order that waits for its applicant goes on in its draft, where there is one. TRUE if it can
 * here. */
static gboolean
show_resume (DeskOrderPage *self, gboolean waits)
{
  const char *draft_id
      = waits && self->flow != NULL
            ? desk_orders_flow_find_draft (self->flow, desk_order_get_id (self->order))
            : NULL;

  if (draft_id != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->resume), "s", draft_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->resume),
                                  draft_id != NULL ? "win.continue" : NULL);
  gtk_widget_set_visible (self->resume, draft_id != NULL);
  gtk_widget_set_visible (self->elsewhere, waits && draft_id == NULL);
  return draft_id != NULL;
}

static void
show_actions (DeskOrderPage *self)
{
  DeskOrderActions may = desk_order_state_get_actions (desk_order_get_state (self->order));
  gboolean withdraw = (may & DESK_ORDER_ACTION_WITHDRAW) != 0;
  gboolean cancel = (may & DESK_ORDER_ACTION_CANCEL) != 0;
  gboolean contract = has_contract (self->order);
  gboolean resume = show_resume (self, (may & DESK_ORDER_ACTION_SUBMIT) != 0);

  gtk_widget_set_visible (self->withdraw, withdraw);
  gtk_widget_set_visible (self->cancel, cancel);
  gtk_widget_set_visible (self->contract, contract);
  gtk_widget_set_visible (self->actions, withdraw || cancel || contract || resume);
  if (resume)
    gtk_widget_remove_css_class (self->contract, "suggested-action");
  else
    gtk_widget_add_css_class (self->contract, "suggested-action");
}

static void
on_drafts_changed (DeskOrderPage *self)
{
  if (self->order != NULL)
    show_actions (self);
}

static void
on_load_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskOrderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOrder) order
      = desk_orders_flow_load_order_finish (DESK_ORDERS_FLOW (source), result, &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_spinner_stop (self->spinner);
  if (order != NULL)
    desk_order_page_show_order (self, order);
  else {
    adw_status_page_set_title (self->failure, desk_error_text_get_sentence (error));
    adw_status_page_set_description (self->failure, desk_error_text_get_remedy (error));
    gtk_stack_set_visible_child_name (self->stack, "error");
  }
}

static void
load (DeskOrderPage *self)
{
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  desk_orders_flow_load_order_async (self->flow, self->order_id, self->cancellable, on_load_ready,
                                     g_object_ref (self));
}

static void
on_retry_clicked (DeskOrderPage *self)
{
  load (self);
}

static void
on_act_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskOrderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskOrder) order
      = desk_orders_flow_act_finish (DESK_ORDERS_FLOW (source), result, &error);

  if (self->stack == NULL)
    return;

  gtk_widget_set_sensitive (self->actions, TRUE);
  desk_notice_show_error (self->notice, error);
  if (order != NULL) {
    g_signal_emit (self, signals[CHANGED], 0);
    load (self);
  }
}

static void
on_confirm_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskOrderPage) self = user_data;

  if (!desk_ui_confirm_finish (result) || self->stack == NULL || self->flow == NULL)
    return;

  gtk_widget_set_sensitive (self->actions, FALSE);
  desk_orders_flow_act_async (self->flow, self->order, self->asked, self->cancellable, on_act_ready,
                              g_object_ref (self));
}

static void
on_withdraw_clicked (DeskOrderPage *self)
{
  self->asked = DESK_ORDER_ACTION_WITHDRAW;
  desk_ui_confirm_async (GTK_WIDGET (self), _ ("Withdraw This Application?"),
                         _ ("The review stops. The application goes back to “to be submitted”."),
                         _ ("Withdraw Application"), DESK_CONFIRM_PLAIN, self->cancellable,
                         on_confirm_ready, g_object_ref (self));
}

static void
on_cancel_clicked (DeskOrderPage *self)
{
  self->asked = DESK_ORDER_ACTION_CANCEL;
  desk_ui_confirm_async (
      GTK_WIDGET (self), _ ("Cancel This Application?"),
      _ ("This cannot be undone. To get a certificate you would have to apply again."),
      _ ("Cancel Application"), DESK_CONFIRM_DESTRUCTIVE, self->cancellable, on_confirm_ready,
      g_object_ref (self));
}

static void
on_contract_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskOrderPage) self = user_data;
  g_autoptr (GListModel) reports = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf
      = desk_orders_flow_load_contract_finish (DESK_ORDERS_FLOW (source), result, &reports, &error);

  if (self->stack == NULL)
    return;

  gtk_widget_set_sensitive (self->contract, TRUE);
  /* Whose page it is may have signed out meanwhile. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  desk_notice_show_error (self->notice, error);
  if (pdf != NULL)
    desk_contract_window_present (GTK_WIDGET (self), pdf, reports,
                                  desk_order_get_number (self->order));
}

static void
on_contract_clicked (DeskOrderPage *self)
{
  if (self->flow == NULL)
    return;

  gtk_widget_set_sensitive (self->contract, FALSE);
  desk_orders_flow_load_contract_async (self->flow, desk_order_get_id (self->order),
                                        self->cancellable, on_contract_ready, g_object_ref (self));
}

static void
desk_order_page_dispose (GObject *object)
{
  DeskOrderPage *self = DESK_ORDER_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->flow);
  g_clear_object (&self->order);
  g_clear_pointer (&self->order_id, g_free);

  G_OBJECT_CLASS (desk_order_page_parent_class)->dispose (object);
}

static void
desk_order_page_class_init (DeskOrderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_order_page_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_COLUMNS);
  g_type_ensure (DESK_TYPE_NOTICE);
  g_type_ensure (DESK_TYPE_STATE_CHIP);
  g_type_ensure (DESK_TYPE_TIMELINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, actions);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, chip);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, contract);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, facts);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, failure);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, product);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, resume);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, DeskOrderPage, withdraw);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_contract_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_withdraw_clicked);
}

static void
desk_order_page_init (DeskOrderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
desk_order_page_new (DeskOrdersFlow *flow)
{
  DeskOrderPage *self = g_object_new (DESK_TYPE_ORDER_PAGE, NULL);

  g_set_object (&self->flow, flow);
  if (flow != NULL)
    g_signal_connect_object (desk_orders_flow_get_drafts (flow), "items-changed",
                             G_CALLBACK (on_drafts_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
desk_order_page_load (DeskOrderPage *self, const char *order_id)
{
  g_return_if_fail (DESK_IS_ORDER_PAGE (self));
  g_return_if_fail (self->flow != NULL && order_id != NULL);

  g_free (self->order_id);
  self->order_id = g_strdup (order_id);
  load (self);
}

void
desk_order_page_show_order (DeskOrderPage *self, DeskOrder *order)
{
  g_return_if_fail (DESK_IS_ORDER_PAGE (self));
  g_return_if_fail (DESK_IS_ORDER (order));

  g_set_object (&self->order, order);
  gtk_label_set_label (self->product, desk_order_text_get_product (desk_order_get_product (order)));
  desk_state_chip_set_state (self->chip, desk_order_get_state (order));
  desk_timeline_show_order (self->timeline, order);
  show_facts (self);
  show_actions (self);
  gtk_widget_set_sensitive (self->actions, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "order");
}
