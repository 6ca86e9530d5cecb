/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-sms-sign-in.h"

#include "desk-error-text.h"
#include "desk-field-row.h"
#include "desk-flow-error.h"
#include "desk-notice.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _DeskSmsSignIn {
  GtkWidget parent_instance;

  GtkWidget *box;
  DeskFieldRow *code;
  DeskNotice *notice;
  DeskFieldRow *phone;
  GtkWidget *request;
  GtkWidget *sign_in;

  DeskSignInFlow *flow;      /* owned, nullable */
  GCancellable *cancellable; /* owned; cancelled when the widget goes */
  gboolean was_counting;     /* `resend-seconds` was not 0 when last looked at */
};

enum {
  PROP_FLOW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskSmsSignIn, desk_sms_sign_in, GTK_TYPE_WIDGET)

static void
update_buttons (DeskSmsSignIn *self)
{
  guint seconds = desk_sign_in_flow_get_resend_seconds (self->flow);
  gboolean busy = desk_sign_in_flow_get_busy (self->flow);

  if (seconds > 0) {
    g_autofree char *label
        = g_strdup_printf (ngettext ("Again in %u s", "Again in %u s", seconds), seconds);

    gtk_button_set_label (GTK_BUTTON (self->request), label);
    self->was_counting = TRUE;
  } else
    gtk_button_set_label (GTK_BUTTON (self->request),
                          self->was_counting ? _ ("Get Again") : _ ("Get Code"));

  gtk_widget_set_sensitive (self->request, seconds == 0 && !busy);
  gtk_widget_set_sensitive (self->sign_in, !busy);
}

static void
show_error (DeskSmsSignIn *self, const GError *error)
{
  if (g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_LIMITED)) {
    g_autofree char *sentence
        = desk_error_text_dup_limited (desk_sign_in_flow_get_retry_seconds (self->flow));

    desk_notice_show (self->notice, sentence, NULL);
  } else if (g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CODE_WRONG)
             || g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CODE_EXPIRED)) {
    g_autofree char *sentence = desk_error_text_dup_line (error);

    desk_field_row_set_error (self->code, sentence);
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
  } else
    desk_notice_show_error (self->notice, error);
}

/* Says the flow's issues at their fields; the focus goes to the first. */
static void
show_issues (DeskSmsSignIn *self)
{
  GtkWidget *first = desk_field_widgets_show_issues (GTK_WIDGET (self),
                                                     desk_sign_in_flow_get_issues (self->flow));

  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static void
forget_errors (DeskSmsSignIn *self)
{
  desk_notice_show (self->notice, NULL, NULL);
  desk_field_row_set_error (self->phone, NULL);
  desk_field_row_set_error (self->code, NULL);
}

static void
on_request_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSmsSignIn) self = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_sign_in_flow_request_code_finish (DESK_SIGN_IN_FLOW (source), result, &error)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
    return;
  }
  if (self->flow == NULL)
    return;

  show_issues (self);
  show_error (self, error);
}

static void
on_request_clicked (DeskSmsSignIn *self)
{
  if (!gtk_widget_get_sensitive (self->request))
    return;

  forget_errors (self);
  desk_sign_in_flow_request_code_async (self->flow, self->cancellable, on_request_ready,
                                        g_object_ref (self));
}

static void
on_phone_activated (DeskSmsSignIn *self)
{
  if (desk_sign_in_flow_get_resend_seconds (self->flow) == 0)
    on_request_clicked (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
on_sign_in_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskSmsSignIn) self = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_sign_in_flow_sign_in_finish (DESK_SIGN_IN_FLOW (source), result, &error)
      || self->flow == NULL)
    return;

  show_issues (self);
  show_error (self, error);
}

static void
on_sign_in_clicked (DeskSmsSignIn *self)
{
  if (desk_sign_in_flow_get_busy (self->flow))
    return;

  forget_errors (self);
  desk_sign_in_flow_sign_in_async (self->flow, self->cancellable, on_sign_in_ready,
                                   g_object_ref (self));
}

static void
set_flow (DeskSmsSignIn *self, DeskSignInFlow *flow)
{
  if (self->flow != NULL)
    g_signal_handlers_disconnect_by_data (self->flow, self);
  if (!g_set_object (&self->flow, flow) || flow == NULL)
    return;

  desk_field_row_bind (self->phone, G_OBJECT (flow), "phone");
  desk_field_row_bind (self->code, G_OBJECT (flow), "code");
  g_signal_connect_swapped (flow, "notify::busy", G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (flow, "notify::resend-seconds", G_CALLBACK (update_buttons), self);
  update_buttons (self);
}

static void
desk_sms_sign_in_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_FLOW:
    set_flow (DESK_SMS_SIGN_IN (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_sms_sign_in_dispose (GObject *object)
{
  DeskSmsSignIn *self = DESK_SMS_SIGN_IN (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_flow (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_sms_sign_in_parent_class)->dispose (object);
}

static gboolean
desk_sms_sign_in_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_SMS_SIGN_IN (widget)->phone));
}

static void
desk_sms_sign_in_class_init (DeskSmsSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_sms_sign_in_set_property;
  object_class->dispose = desk_sms_sign_in_dispose;
  widget_class->grab_focus = desk_sms_sign_in_grab_focus;

  properties[PROP_FLOW] = g_param_spec_object ("flow", NULL, NULL, DESK_TYPE_SIGN_IN_FLOW,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_FIELD_ROW);
  g_type_ensure (DESK_TYPE_NOTICE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-sms-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSmsSignIn, box);
  gtk_widget_class_bind_template_child (widget_class, DeskSmsSignIn, code);
  gtk_widget_class_bind_template_child (widget_class, DeskSmsSignIn, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskSmsSignIn, phone);
  gtk_widget_class_bind_template_child (widget_class, DeskSmsSignIn, request);
  gtk_widget_class_bind_template_child (widget_class, DeskSmsSignIn, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_phone_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_request_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
}

static void
desk_sms_sign_in_init (DeskSmsSignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}
