/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-change-dialog.h"

struct _DeskPinChangeDialog {
  GObject parent_instance;

  DeskPinFlow *flow;     /* owned */
  DeskPinPrompt *prompt; /* owned */
  DeskPinPurpose purpose;
  GCancellable *cancellable; /* owned, nullable: of what is under way */
  gboolean is_closed;
};

enum {
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinChangeDialog, desk_pin_change_dialog, G_TYPE_OBJECT)

static void
cancel (DeskPinChangeDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
close_with (DeskPinChangeDialog *self, gboolean changed)
{
  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  g_signal_emit (self, signals[CLOSED], 0, changed);
}

static gboolean
finish (DeskPinChangeDialog *self, GAsyncResult *result, GError **error)
{
  return self->purpose == DESK_PIN_FIRST
             ? desk_pin_flow_set_first_finish (self->flow, result, error)
             : desk_pin_flow_change_finish (self->flow, result, error);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskPinChangeDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  finish (self, result, &error);
  if (self->is_closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!desk_pin_prompt_answer_here (self->prompt, error))
    close_with (self, TRUE);
}

static void
on_submit (DeskPinChangeDialog *self, DeskSecret *secret, DeskSecret *new_pin)
{
  cancel (self);
  self->cancellable = g_cancellable_new ();
  if (self->purpose == DESK_PIN_FIRST)
    desk_pin_flow_set_first_async (self->flow, secret, new_pin, self->cancellable, on_ready,
                                   g_object_ref (self));
  else
    desk_pin_flow_change_async (self->flow, secret, new_pin, self->cancellable, on_ready,
                                g_object_ref (self));
}

static void
on_cancelled (DeskPinChangeDialog *self)
{
  cancel (self);
  close_with (self, FALSE);
}

static void
desk_pin_change_dialog_dispose (GObject *object)
{
  DeskPinChangeDialog *self = DESK_PIN_CHANGE_DIALOG (object);

  desk_pin_change_dialog_close (self);
  g_clear_object (&self->prompt);
  g_clear_object (&self->flow);

  G_OBJECT_CLASS (desk_pin_change_dialog_parent_class)->dispose (object);
}

static void
desk_pin_change_dialog_class_init (DeskPinChangeDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_pin_change_dialog_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
desk_pin_change_dialog_init (DeskPinChangeDialog *self)
{
}

DeskPinChangeDialog *
desk_pin_change_dialog_new (GtkWidget *parent, DeskPinFlow *flow, DeskPinPurpose purpose)
{
  DeskPinChangeDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_PIN_FLOW (flow), NULL);

  self = g_object_new (DESK_TYPE_PIN_CHANGE_DIALOG, NULL);
  self->flow = g_object_ref (flow);
  self->purpose = purpose;
  self->prompt = desk_pin_prompt_new (parent, purpose, desk_pin_flow_get_token (flow), NULL, NULL);
  desk_pin_prompt_set_flow (self->prompt, flow);
  g_signal_connect_object (self->prompt, "submit", G_CALLBACK (on_submit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt, "cancelled", G_CALLBACK (on_cancelled), self,
                           G_CONNECT_SWAPPED);
  desk_pin_prompt_present (self->prompt);
  return self;
}

void
desk_pin_change_dialog_close (DeskPinChangeDialog *self)
{
  g_return_if_fail (DESK_IS_PIN_CHANGE_DIALOG (self));

  self->is_closed = TRUE;
  cancel (self);
  if (self->prompt != NULL)
    desk_pin_prompt_close (self->prompt);
}
