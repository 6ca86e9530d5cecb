/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-dialog.h"

#include "desk-error-text.h"
#include "desk-key-text.h"
#include "desk-pin-entry.h"

#include <glib/gi18n-lib.h>

typedef enum {
  STATE_TYPING,
  STATE_WORKING,  /* submitted, the owner has not answered yet */
  STATE_ACCEPTED, /* closing without `cancelled` */
} DialogState;

struct _DeskPinDialog {
  AdwWindow parent_instance;

  GtkWidget *act;
  GtkLabel *act_label;
  DeskPinEntry *entry;
  GtkCheckButton *final_try;
  GtkLabel *message;
  GtkSpinner *spinner;
  GtkLabel *subject;
  GtkLabel *tries;
  GtkWidget *typing;

  gboolean protected_path; /* the PIN is typed on the key itself */
  DialogState state;
};

enum {
  SUBMIT,
  CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinDialog, desk_pin_dialog, ADW_TYPE_WINDOW)

static void
update_act (DeskPinDialog *self)
{
  gboolean typed = self->protected_path || desk_pin_entry_get_length (self->entry) > 0;
  gboolean deliberate = !gtk_widget_get_visible (GTK_WIDGET (self->final_try))
                        || gtk_check_button_get_active (self->final_try);

  gtk_widget_set_sensitive (self->act, self->state == STATE_TYPING && typed && deliberate);
}

static void
set_state (DeskPinDialog *self, DialogState state)
{
  self->state = state;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state == STATE_WORKING);
  gtk_spinner_set_spinning (self->spinner, state == STATE_WORKING);
  gtk_widget_set_sensitive (self->typing, state == STATE_TYPING);
  update_act (self);
}

static void
set_message (DeskPinDialog *self, const char *sentence, gboolean is_error)
{
  gtk_label_set_label (self->message, sentence);
  if (is_error) {
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "dim-label");
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "dim-label");
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  }
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
      is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
set_hint (DeskPinDialog *self)
{
  set_message (self,
               self->protected_path ? _ ("Please type the PIN on the Ukey itself.")
                                    : _ ("6 to 16 characters"),
               FALSE);
}

static void
set_tries (DeskPinDialog *self, DeskPinTries tries)
{
  const char *words = desk_key_text_get_tries (tries);

  gtk_label_set_label (self->tries, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tries), words != NULL);
  gtk_check_button_set_active (self->final_try, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->final_try), tries == DESK_PIN_TRIES_FINAL);
}

static void
on_entry_changed (DeskPinDialog *self)
{
  if (self->state == STATE_TYPING && desk_pin_entry_get_length (self->entry) > 0)
    set_hint (self);
  update_act (self);
}

static DeskFieldProblem
check_length (size_t length)
{
  if (length == 0)
    return DESK_FIELD_MISSING;
  if (length < DESK_PIN_MIN_LENGTH)
    return DESK_FIELD_TOO_SHORT;
  return length > DESK_PIN_MAX_LENGTH ? DESK_FIELD_TOO_LONG : DESK_FIELD_OK;
}

static void
on_act_clicked (DeskPinDialog *self)
{
  g_autoptr (DeskSecret) pin = NULL;
  DeskFieldProblem problem;

  if (!gtk_widget_get_sensitive (self->act))
    return;

  if (!self->protected_path) {
    problem = check_length (desk_pin_entry_get_length (self->entry));
    if (problem != DESK_FIELD_OK) {
      set_message (self, desk_error_text_get_field ("pin", problem), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
    pin = desk_pin_entry_take (self->entry);
  }

  set_state (self, STATE_WORKING);
  g_signal_emit (self, signals[SUBMIT], 0, pin);
}

static gboolean
desk_pin_dialog_close_request (GtkWindow *window)
{
  DeskPinDialog *self = DESK_PIN_DIALOG (window);

  desk_pin_entry_clear (self->entry);
  if (self->state != STATE_ACCEPTED)
    g_signal_emit (self, signals[CANCELLED], 0);

  return GTK_WINDOW_CLASS (desk_pin_dialog_parent_class)->close_request (window);
}

static void
desk_pin_dialog_class_init (DeskPinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  window_class->close_request = desk_pin_dialog_close_request;

  signals[SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, DESK_TYPE_SECRET);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_PIN_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-pin-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, act);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, act_label);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, final_try);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, message);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, tries);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, typing);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
desk_pin_dialog_init (DeskPinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_certificate (DeskPinDialog *self, DeskKeyCertificate *certificate)
{
  g_autofree char *subject = NULL;

  /* Translators: whose certificate, and the label of the key it is on. */
  subject = g_strdup_printf (
      C_ ("certificate on key", "%s · %s"), desk_key_certificate_get_holder (certificate),
      desk_key_token_get_label (desk_key_certificate_get_token (certificate)));
  gtk_label_set_label (self->subject, subject);
  self->protected_path
      = desk_key_token_get_protected_path (desk_key_certificate_get_token (certificate));
  gtk_widget_set_visible (self->typing, !self->protected_path);
  set_hint (self);
  set_tries (self, desk_key_token_get_pin_tries (desk_key_certificate_get_token (certificate)));
  set_state (self, STATE_TYPING);
}

DeskPinDialog *
desk_pin_dialog_new (GtkWidget *parent, DeskKeyCertificate *certificate, const char *act)
{
  DeskPinDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_KEY_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (act != NULL, NULL);

  self = g_object_new (DESK_TYPE_PIN_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  gtk_label_set_label (self->act_label, act);
  show_certificate (self, certificate);
  gtk_window_set_focus (GTK_WINDOW (self),
                        self->protected_path ? self->act : GTK_WIDGET (self->entry));
  return self;
}

void
desk_pin_dialog_show_problem (DeskPinDialog *self, const char *sentence, DeskPinTries tries)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));
  g_return_if_fail (sentence != NULL);

  desk_pin_entry_clear (self->entry);
  set_tries (self, tries);
  set_state (self, STATE_TYPING);
  set_message (self, sentence, TRUE);
  if (!self->protected_path)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
desk_pin_dialog_close_accepted (DeskPinDialog *self)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));

  set_state (self, STATE_ACCEPTED);
  gtk_window_close (GTK_WINDOW (self));
}
