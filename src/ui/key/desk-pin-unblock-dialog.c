/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-unblock-dialog.h"

#include "desk-pin-words.h"
#include "desk-unblock-window.h"

#include <glib/gi18n-lib.h>

struct _DeskPinUnblockDialog {
  GObject parent_instance;

  GtkWidget *parent;         /* weak, nullable */
  GtkWindow *request;        /* weak, nullable: asking customer service */
  DeskPinFlow *flow;         /* owned */
  DeskPinPrompt *prompt;     /* owned */
  DeskUnblockKey key;        /* what is typed */
  GCancellable *cancellable; /* owned, nullable: of what is under way */
  gboolean is_closed;
};

enum {
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinUnblockDialog, desk_pin_unblock_dialog, G_TYPE_OBJECT)

static void
cancel (DeskPinUnblockDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
close_with (DeskPinUnblockDialog *self, gboolean unlocked)
{
  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  g_signal_emit (self, signals[CLOSED], 0, unlocked);
}

static void
on_request_closed (DeskPinUnblockDialog *self)
{
  close_with (self, FALSE);
}

static void
ask_customer_service (DeskPinUnblockDialog *self, DeskUnblockReason reason)
{
  desk_pin_prompt_close (self->prompt);
  if (self->parent == NULL) {
    close_with (self, FALSE);
    return;
  }

  g_set_weak_pointer (&self->request, desk_unblock_window_new (self->parent, self->flow, reason));
  g_signal_connect_object (self->request, "destroy", G_CALLBACK (on_request_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (self->request);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskPinUnblockDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  desk_pin_flow_unblock_finish (DESK_PIN_FLOW (source), result, &error);
  if (self->is_closed || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (desk_key_error_is (error, DESK_KEY_STATE_NO_UNBLOCK))
    ask_customer_service (self, DESK_UNBLOCK_NO_UNBLOCK);
  else if (desk_key_error_is (error, DESK_KEY_STATE_PUK_LOCKED))
    ask_customer_service (self, DESK_UNBLOCK_PUK_LOCKED);
  else if (!desk_pin_prompt_answer_here (self->prompt, error))
    close_with (self, TRUE);
}

static void
on_submit (DeskPinUnblockDialog *self, DeskSecret *secret, DeskSecret *new_pin)
{
  cancel (self);
  self->cancellable = g_cancellable_new ();
  desk_pin_flow_unblock_async (self->flow, self->key, secret, new_pin, self->cancellable, on_ready,
                               g_object_ref (self));
}

static void
on_cancelled (DeskPinUnblockDialog *self)
{
  cancel (self);
  close_with (self, FALSE);
}

static void
on_admin_toggled (DeskPinUnblockDialog *self, GtkCheckButton *admin)
{
  DeskPinDialog *dialog = desk_pin_prompt_get_dialog (self->prompt);
  gboolean by_admin = gtk_check_button_get_active (admin);

  self->key = by_admin ? DESK_UNBLOCK_BY_ADMIN : DESK_UNBLOCK_BY_PUK;
  desk_pin_prompt_set_wrong_sentence (self->prompt,
                                      by_admin ? desk_pin_words_get_admin_wrong () : NULL);
  if (dialog != NULL)
    desk_pin_form_set_secret_title (desk_pin_dialog_get_form (dialog),
                                    by_admin ? _ ("Administrator's PIN") : _ ("PUK"));
}

static void
on_lost_clicked (DeskPinUnblockDialog *self)
{
  cancel (self);
  ask_customer_service (self, DESK_UNBLOCK_PUK_LOST);
}

/* What it is unlocked by, above the fields. */
static GtkWidget *
choice_new (DeskPinUnblockDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *puk = gtk_check_button_new_with_mnemonic (_ ("With the _PUK"));
  GtkWidget *admin = gtk_check_button_new_with_mnemonic (_ ("With the _administrator's PIN"));
  GtkWidget *lost = gtk_button_new_with_mnemonic (_ ("I have _neither: ask customer service"));

  gtk_check_button_set_group (GTK_CHECK_BUTTON (admin), GTK_CHECK_BUTTON (puk));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (puk), TRUE);
  gtk_widget_add_css_class (lost, "flat");
  gtk_widget_set_halign (lost, GTK_ALIGN_START);
  g_signal_connect_object (admin, "toggled", G_CALLBACK (on_admin_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lost, "clicked", G_CALLBACK (on_lost_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (keys), puk);
  gtk_box_append (GTK_BOX (keys), admin);
  gtk_box_append (GTK_BOX (box), keys);
  gtk_box_append (GTK_BOX (box), lost);
  return box;
}

static void
desk_pin_unblock_dialog_dispose (GObject *object)
{
  DeskPinUnblockDialog *self = DESK_PIN_UNBLOCK_DIALOG (object);

  desk_pin_unblock_dialog_close (self);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->prompt);
  g_clear_object (&self->flow);

  G_OBJECT_CLASS (desk_pin_unblock_dialog_parent_class)->dispose (object);
}

static void
desk_pin_unblock_dialog_class_init (DeskPinUnblockDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_pin_unblock_dialog_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
desk_pin_unblock_dialog_init (DeskPinUnblockDialog *self)
{
}

DeskPinUnblockDialog *
desk_pin_unblock_dialog_new (GtkWidget *parent, DeskPinFlow *flow)
{
  DeskPinUnblockDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_PIN_FLOW (flow), NULL);

  self = g_object_new (DESK_TYPE_PIN_UNBLOCK_DIALOG, NULL);
  self->flow = g_object_ref (flow);
  g_set_weak_pointer (&self->parent, parent);
  self->prompt
      = desk_pin_prompt_new (parent, DESK_PIN_UNBLOCK, desk_pin_flow_get_token (flow), NULL, NULL);
  desk_pin_dialog_set_choice (desk_pin_prompt_get_dialog (self->prompt), choice_new (self));
  desk_pin_prompt_set_flow (self->prompt, flow);
  g_signal_connect_object (self->prompt, "submit", G_CALLBACK (on_submit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt, "cancelled", G_CALLBACK (on_cancelled), self,
                           G_CONNECT_SWAPPED);
  desk_pin_prompt_present (self->prompt);
  return self;
}

void
desk_pin_unblock_dialog_close (DeskPinUnblockDialog *self)
{
  GtkWindow *request;

  g_return_if_fail (DESK_IS_PIN_UNBLOCK_DIALOG (self));

  self->is_closed = TRUE;
  cancel (self);
  if (self->prompt != NULL)
    desk_pin_prompt_close (self->prompt);
  request = self->request;
  g_clear_weak_pointer (&self->request);
  if (request != NULL)
    gtk_window_destroy (request);
}
