/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-sign-in.h"

#include "desk-key-picker.h"
#include "desk-notice.h"
#include "desk-pin-prompt.h"

#include <glib/gi18n-lib.h>

struct _DeskKeySignIn {
  GtkWidget parent_instance;

  GtkWidget *box;
  DeskNotice *notice;
  DeskKeyPicker *picker;
  GtkWidget *sign_in;

  DeskSignInFlow *flow;            /* owned, nullable */
  DeskPinPrompt *prompt;           /* owned, nullable: while a PIN is asked for */
  DeskKeyCertificate *certificate; /* owned, nullable: the one the PIN is asked for */
  GCancellable *cancellable;       /* owned, nullable: of the sign-in that is under way */
};

enum {
  PROP_FLOW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskKeySignIn, desk_key_sign_in, GTK_TYPE_WIDGET)

static void
update_button (DeskKeySignIn *self)
{
  gtk_widget_set_sensitive (self->sign_in, desk_key_picker_get_selected (self->picker) != NULL);
}

static void
cancel (DeskKeySignIn *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
close_prompt (DeskKeySignIn *self)
{
  if (self->prompt != NULL)
    g_signal_handlers_disconnect_by_data (self->prompt, self);
  if (self->prompt != NULL)
    desk_pin_prompt_close (self->prompt);
  g_clear_object (&self->prompt);
}

static void
on_sign_in_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskKeySignIn) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Once signed in, the window has taken the flow away already. */
  desk_sign_in_flow_sign_in_with_key_finish (DESK_SIGN_IN_FLOW (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->flow != NULL && self->prompt != NULL && desk_pin_prompt_answer (self->prompt, error))
    return;

  close_prompt (self);
  if (self->flow != NULL)
    desk_notice_show_error (self->notice, error);
}

static void
on_pin_submit (DeskKeySignIn *self, DeskSecret *pin)
{
  cancel (self);
  self->cancellable = g_cancellable_new ();
  desk_sign_in_flow_sign_in_with_key_async (self->flow, self->certificate, pin, self->cancellable,
                                            on_sign_in_ready, g_object_ref (self));
}

static void
on_pin_cancelled (DeskKeySignIn *self)
{
  cancel (self);
  close_prompt (self);
}

static void
on_sign_in_clicked (DeskKeySignIn *self)
{
  DeskKeyCertificate *certificate = desk_key_picker_get_selected (self->picker);

  if (certificate == NULL || self->prompt != NULL)
    return;

  desk_notice_show (self->notice, NULL, NULL);
  g_set_object (&self->certificate, certificate);
  self->prompt = desk_pin_prompt_new_for (GTK_WIDGET (self), certificate, _ ("Sign In Now"));
  g_signal_connect_object (self->prompt, "submit", G_CALLBACK (on_pin_submit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt, "cancelled", G_CALLBACK (on_pin_cancelled), self,
                           G_CONNECT_SWAPPED);
  desk_pin_prompt_set_keys (self->prompt, desk_sign_in_flow_get_keys (self->flow));
  desk_pin_prompt_present (self->prompt);
}

static void
set_flow (DeskKeySignIn *self, DeskSignInFlow *flow)
{
  if (self->flow != NULL)
    desk_sign_in_flow_set_watching (self->flow, FALSE);
  if (!g_set_object (&self->flow, flow) || flow == NULL)
    return;

  g_object_bind_property (flow, "key-state", self->picker, "state", G_BINDING_SYNC_CREATE);
  g_object_bind_property (flow, "certificates", self->picker, "certificates",
                          G_BINDING_SYNC_CREATE);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    desk_sign_in_flow_set_watching (flow, TRUE);
}

static void
desk_key_sign_in_map (GtkWidget *widget)
{
  DeskKeySignIn *self = DESK_KEY_SIGN_IN (widget);

  GTK_WIDGET_CLASS (desk_key_sign_in_parent_class)->map (widget);
  if (self->flow != NULL)
    desk_sign_in_flow_set_watching (self->flow, TRUE);
}

static void
desk_key_sign_in_unmap (GtkWidget *widget)
{
  DeskKeySignIn *self = DESK_KEY_SIGN_IN (widget);

  if (self->flow != NULL)
    desk_sign_in_flow_set_watching (self->flow, FALSE);
  GTK_WIDGET_CLASS (desk_key_sign_in_parent_class)->unmap (widget);
}

static void
desk_key_sign_in_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_FLOW:
    set_flow (DESK_KEY_SIGN_IN (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_key_sign_in_dispose (GObject *object)
{
  DeskKeySignIn *self = DESK_KEY_SIGN_IN (object);

  cancel (self);
  close_prompt (self);
  set_flow (self, NULL);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_key_sign_in_parent_class)->dispose (object);
}

static void
desk_key_sign_in_class_init (DeskKeySignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_key_sign_in_set_property;
  object_class->dispose = desk_key_sign_in_dispose;
  widget_class->map = desk_key_sign_in_map;
  widget_class->unmap = desk_key_sign_in_unmap;

  properties[PROP_FLOW] = g_param_spec_object ("flow", NULL, NULL, DESK_TYPE_SIGN_IN_FLOW,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_KEY_PICKER);
  g_type_ensure (DESK_TYPE_NOTICE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-key-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskKeySignIn, box);
  gtk_widget_class_bind_template_child (widget_class, DeskKeySignIn, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskKeySignIn, picker);
  gtk_widget_class_bind_template_child (widget_class, DeskKeySignIn, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
}

static void
desk_key_sign_in_init (DeskKeySignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->picker, "notify::selected", G_CALLBACK (update_button), self);
}
