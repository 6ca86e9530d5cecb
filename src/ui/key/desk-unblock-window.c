/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-unblock-window.h"

#include "desk-notice.h"
#include "desk-pin-words.h"

#include <glib/gi18n-lib.h>

struct _DeskUnblockWindow {
  AdwWindow parent_instance;

  GtkWidget *act;
  GtkButton *close;
  GtkLabel *explanation;
  GtkLabel *facts;
  GtkLabel *heading;
  DeskNotice *notice;
  GtkLabel *number;
  GtkSpinner *spinner;
  GtkLabel *state;

  DeskPinFlow *flow; /* owned */
  DeskUnblockReason reason;
  GCancellable *cancellable; /* owned; ends with the window */
};

G_DEFINE_FINAL_TYPE (DeskUnblockWindow, desk_unblock_window, ADW_TYPE_WINDOW)

static const char *const explanations[] = {
  [DESK_UNBLOCK_NO_UNBLOCK]
  = N_ ("This Ukey cannot be unlocked on this computer. Customer service can do it for you."),
  [DESK_UNBLOCK_PUK_LOST] = N_ ("Without a PUK, customer service can unlock the Ukey for you."),
  [DESK_UNBLOCK_PUK_LOCKED]
  = N_ ("The PUK was wrong too often. Customer service can unlock or replace the Ukey."),
};

static const char *const states[] = {
  [DESK_UNBLOCK_RECEIVED]
  = N_ ("Customer service has received the request and will call you back. Please keep the Ukey "
        "and your ID card at hand."),
  [DESK_UNBLOCK_DONE] = N_ ("Customer service has unlocked the Ukey."),
  [DESK_UNBLOCK_REFUSED] = N_ ("Customer service has not unlocked the Ukey."),
};

static void
set_working (DeskUnblockWindow *self, gboolean working)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working);
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_sensitive (self->act, !working);
}

/* A request that has ended can be made anew. */
static void
show_request (DeskUnblockWindow *self, const DeskUnblockRequest *request)
{
  gboolean is_open = request->state == DESK_UNBLOCK_RECEIVED;
  g_autofree char *number = NULL;
  g_autofree char *state = NULL;

  /* Translators: the number of a request, to be told on the telephone. */
  number = g_strdup_printf (_ ("Request number %s"), request->number);
  state = *request->note != '\0'
              ? g_strdup_printf ("%s\n%s", _ (states[request->state]), request->note)
              : g_strdup (_ (states[request->state]));
  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->number), TRUE);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), TRUE);
  if (!is_open)
    return;

  gtk_label_set_label (self->heading, _ ("The request has been received"));
  gtk_widget_set_visible (GTK_WIDGET (self->explanation), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), FALSE);
  gtk_widget_set_visible (self->act, FALSE);
  gtk_button_set_label (self->close, _ ("_Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->close));
}

static void
on_requested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskUnblockWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskUnblockRequest) request
      = desk_pin_flow_request_unblock_finish (DESK_PIN_FLOW (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_working (self, FALSE);
  desk_notice_show_error (self->notice, error);
  if (request != NULL)
    show_request (self, request);
}

static void
on_act_clicked (DeskUnblockWindow *self)
{
  desk_notice_show (self->notice, NULL, NULL);
  set_working (self, TRUE);
  desk_pin_flow_request_unblock_async (self->flow, self->reason, self->cancellable, on_requested,
                                       g_object_ref (self));
}

/* Nobody is told that the last request could not be looked up: making one shows it. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskUnblockWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskUnblockRequest) request
      = desk_pin_flow_find_request_finish (DESK_PIN_FLOW (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_working (self, FALSE);
  if (request != NULL)
    show_request (self, request);
}

static void
desk_unblock_window_dispose (GObject *object)
{
  DeskUnblockWindow *self = DESK_UNBLOCK_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->flow);

  G_OBJECT_CLASS (desk_unblock_window_parent_class)->dispose (object);
}

static void
desk_unblock_window_finalize (GObject *object)
{
  g_object_unref (DESK_UNBLOCK_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (desk_unblock_window_parent_class)->finalize (object);
}

static void
desk_unblock_window_class_init (DeskUnblockWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_unblock_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_unblock_window_finalize;

  g_type_ensure (DESK_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-unblock-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, act);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, close);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, explanation);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, number);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskUnblockWindow, state);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
desk_unblock_window_init (DeskUnblockWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
desk_unblock_window_new (GtkWidget *parent, DeskPinFlow *flow, DeskUnblockReason reason)
{
  DeskUnblockWindow *self;
  g_autofree char *subject = NULL;
  g_autofree char *facts = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_PIN_FLOW (flow), NULL);

  self = g_object_new (DESK_TYPE_UNBLOCK_WINDOW, "transient-for", gtk_widget_get_root (parent),
                       NULL);
  self->flow = g_object_ref (flow);
  self->reason = reason;
  subject = desk_pin_words_dup_subject (desk_pin_flow_get_token (flow), NULL);
  /* Translators: %s is the label and the end of the number of a key. */
  facts = g_strdup_printf (_ ("It will be told: the Ukey %s with its whole serial number, your "
                              "mobile number, and why it is locked. No PIN is sent."),
                           subject);
  gtk_label_set_label (self->explanation, _ (explanations[reason]));
  gtk_label_set_label (self->facts, facts);

  if (desk_pin_flow_can_request (flow)) {
    set_working (self, TRUE);
    desk_pin_flow_find_request_async (flow, self->cancellable, on_found, g_object_ref (self));
  } else {
    gtk_widget_set_visible (self->act, FALSE);
    desk_notice_show (self->notice, _ ("Nobody is signed in."),
                      _ ("Please sign in with your mobile number first, then ask again."));
  }
  return GTK_WINDOW (self);
}
