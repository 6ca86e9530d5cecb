/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-dialog.h"

#include "desk-error-text.h"
#include "desk-key-text.h"
#include "desk-pin-words.h"

#include <glib/gi18n-lib.h>

#define RESIZE_DELAY 100 /* milliseconds */

typedef enum {
  STATE_TYPING,
  STATE_WORKING, /* submitted, the owner has not answered yet */
  STATE_WAITING, /* for the key to be plugged in again */
  STATE_BLOCKED, /* the key takes no PIN */
  STATE_CLOSED,  /* without `cancelled` */
} DialogState;

struct _DeskPinDialog {
  AdwWindow parent_instance;

  GtkWidget *act;
  GtkLabel *act_label;
  GtkButton *cancel;
  GtkBox *choice_slot;
  GtkLabel *explanation;
  GtkCheckButton *final_try;
  DeskPinForm *form;
  GtkLabel *heading;
  GtkLabel *message;
  GtkWidget *picture;
  GtkWidget *slow;
  GtkSpinner *spinner;
  GtkLabel *subject;
  GtkLabel *tries;

  DeskPinPurpose purpose;
  DeskPinTries known_tries;
  char *act_words;         /* owned: on the button while a PIN is typed */
  gboolean protected_path; /* everything is typed on the key itself */
  gboolean is_slow;
  guint resize_source; /* 0: none */
  DialogState state;
};

enum {
  SUBMIT,
  ACT,
  CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinDialog, desk_pin_dialog, ADW_TYPE_WINDOW)

static gboolean
on_resize_time (gpointer user_data)
{
  DeskPinDialog *self = user_data;

  self->resize_source = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 forgets what a window of fixed size needs if that changes while it is being resized: it
 * is asked once more when things have come to rest. */
static void
resize_later (DeskPinDialog *self)
{
  if (self->resize_source == 0)
    self->resize_source = g_timeout_add (RESIZE_DELAY, on_resize_time, self);
}

static gboolean
is_filled (DeskPinDialog *self)
{
  return self->protected_path || desk_pin_form_is_filled (self->form);
}

static void
update_act (DeskPinDialog *self)
{
  gboolean deliberate = !gtk_widget_get_visible (GTK_WIDGET (self->final_try))
                        || gtk_check_button_get_active (self->final_try);
  gboolean ready = self->state == STATE_BLOCKED
                   || (self->state == STATE_TYPING && is_filled (self) && deliberate);

  gtk_widget_set_sensitive (self->act, ready);
}

static void
set_message (DeskPinDialog *self, const char *sentence, gboolean is_error)
{
  GtkWidget *label = GTK_WIDGET (self->message);

  gtk_widget_remove_css_class (label, is_error ? "dim-label" : "error");
  gtk_widget_add_css_class (label, is_error ? "error" : "dim-label");
  gtk_label_set_label (self->message, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (label, sentence != NULL);
  resize_later (self);
}

static void
on_form_changed (DeskPinDialog *self)
{
  if (self->state == STATE_TYPING)
    set_message (self, NULL, FALSE);
  resize_later (self);
  update_act (self);
}

/* States */

static void
set_state (DeskPinDialog *self, DialogState state)
{
  gboolean typing = state == STATE_TYPING;
  gboolean working = state == STATE_WORKING;

  self->state = state;
  resize_later (self);
  self->is_slow = self->is_slow && working;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working);
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_visible (self->slow, self->is_slow);
  gtk_widget_set_visible (GTK_WIDGET (self->form), (typing || working) && !self->protected_path);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), typing);
  gtk_widget_set_visible (self->picture, state == STATE_WAITING);
  gtk_widget_set_visible (GTK_WIDGET (self->tries),
                          (typing || working) && *gtk_label_get_label (self->tries) != '\0');
  gtk_widget_set_visible (
      GTK_WIDGET (self->final_try),
      typing && desk_pin_words_needs_deliberation (self->purpose, self->known_tries));
  if (!typing)
    gtk_check_button_set_active (self->final_try, FALSE);
  if (state != STATE_BLOCKED)
    gtk_label_set_label (self->act_label, self->act_words);
  update_act (self);
}

static void
submit (DeskPinDialog *self)
{
  g_autoptr (DeskSecret) secret = NULL;
  g_autoptr (DeskSecret) new_pin = NULL;

  if (!self->protected_path) {
    if (!desk_pin_form_check (self->form))
      return;
    desk_pin_form_take (self->form, &secret, &new_pin);
  }

  set_message (self, self->protected_path ? _ ("Please type the PIN on the Ukey itself.") : NULL,
               FALSE);
  set_state (self, STATE_WORKING);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
  g_signal_emit (self, signals[SUBMIT], 0, secret, new_pin);
}

static void
on_act_clicked (DeskPinDialog *self)
{
  if (self->state == STATE_BLOCKED)
    g_signal_emit (self, signals[ACT], 0);
  else if (self->state == STATE_TYPING)
    submit (self);
}

static void
on_form_activate (DeskPinDialog *self)
{
  if (gtk_widget_get_sensitive (self->act))
    on_act_clicked (self);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->final_try)))
    gtk_widget_grab_focus (GTK_WIDGET (self->final_try));
}

static gboolean
desk_pin_dialog_close_request (GtkWindow *window)
{
  DeskPinDialog *self = DESK_PIN_DIALOG (window);

  desk_pin_form_clear (self->form);
  if (self->state != STATE_CLOSED) {
    set_state (self, STATE_CLOSED);
    g_signal_emit (self, signals[CANCELLED], 0);
  }

  return GTK_WINDOW_CLASS (desk_pin_dialog_parent_class)->close_request (window);
}

static void
desk_pin_dialog_dispose (GObject *object)
{
  g_clear_handle_id (&DESK_PIN_DIALOG (object)->resize_source, g_source_remove);

  G_OBJECT_CLASS (desk_pin_dialog_parent_class)->dispose (object);
}

static void
desk_pin_dialog_finalize (GObject *object)
{
  DeskPinDialog *self = DESK_PIN_DIALOG (object);

  g_free (self->act_words);

  G_OBJECT_CLASS (desk_pin_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-pin-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, act);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, act_label);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, choice_slot);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, form);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, final_try);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, message);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, slow);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, DeskPinDialog, tries);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_form_activate);
  gtk_widget_class_bind_template_callback (widget_class, update_act);
}

static void
desk_pin_dialog_class_init (DeskPinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_pin_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_pin_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = desk_pin_dialog_close_request;

  signals[SUBMIT] = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, DESK_TYPE_SECRET, DESK_TYPE_SECRET);
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_PIN_FORM);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
desk_pin_dialog_init (DeskPinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

DeskPinDialog *
desk_pin_dialog_new (GtkWidget *parent,
                     DeskPinPurpose purpose,
                     DeskKeyToken *token,
                     const char *holder,
                     const char *act)
{
  DeskPinDialog *self;
  g_autofree char *subject = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_KEY_TOKEN (token), NULL);

  self = g_object_new (DESK_TYPE_PIN_DIALOG, "transient-for", gtk_widget_get_root (parent), "title",
                       desk_pin_words_get_heading (purpose), NULL);
  self->purpose = purpose;
  self->act_words = g_strdup (act != NULL ? act : desk_pin_words_get_act (purpose));

  subject = desk_pin_words_dup_subject (token, holder);
  gtk_label_set_label (self->subject, subject);
  gtk_label_set_label (self->heading, desk_pin_words_get_heading (purpose));
  gtk_label_set_label (self->explanation, desk_pin_words_get_explanation (purpose));
  gtk_widget_set_visible (GTK_WIDGET (self->explanation),
                          *gtk_label_get_label (self->explanation) != '\0');
  if (purpose == DESK_PIN_REPLACE_DEFAULT)
    gtk_button_set_label (self->cancel, _ ("_Later"));
  desk_pin_form_set_purpose (self->form, purpose);
  desk_pin_dialog_set_token (self, token);
  desk_pin_dialog_show_typing (self, NULL, DESK_PIN_AT_KEY, FALSE);
  return self;
}

void
desk_pin_dialog_set_tries (DeskPinDialog *self, DeskPinTries tries)
{
  const char *words;

  g_return_if_fail (DESK_IS_PIN_DIALOG (self));

  self->known_tries = tries;
  words = desk_pin_words_get_tries (self->purpose, tries);
  gtk_label_set_label (self->tries, words != NULL ? words : "");
  set_state (self, self->state);
}

void
desk_pin_dialog_set_token (DeskPinDialog *self, DeskKeyToken *token)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));
  g_return_if_fail (DESK_IS_KEY_TOKEN (token));

  self->protected_path = desk_key_token_get_protected_path (token);
  desk_pin_form_set_token (self->form, token);
  desk_pin_dialog_set_tries (self, desk_key_token_get_pin_tries (token));
}

DeskPinForm *
desk_pin_dialog_get_form (DeskPinDialog *self)
{
  g_return_val_if_fail (DESK_IS_PIN_DIALOG (self), NULL);

  return self->form;
}

void
desk_pin_dialog_set_choice (DeskPinDialog *self, GtkWidget *choice)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));
  g_return_if_fail (GTK_IS_WIDGET (choice));

  gtk_box_append (self->choice_slot, choice);
}

void
desk_pin_dialog_show_typing (DeskPinDialog *self,
                             const char *sentence,
                             DeskPinPlace place,
                             gboolean is_error)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));

  desk_pin_form_clear (self->form);
  set_state (self, STATE_TYPING);
  if (self->protected_path) {
    set_message (self, sentence != NULL ? sentence : _ ("Please type the PIN on the Ukey itself."),
                 is_error);
    gtk_widget_grab_focus (self->act);
  } else if (place == DESK_PIN_AT_KEY) {
    set_message (self, sentence, is_error);
    gtk_widget_grab_focus (GTK_WIDGET (self->form));
  } else {
    set_message (self, NULL, FALSE);
    desk_pin_form_show (self->form, place, sentence, is_error);
  }
}

void
desk_pin_dialog_show_waiting (DeskPinDialog *self, const char *sentence, const char *detail)
{
  g_autofree char *both = NULL;

  g_return_if_fail (DESK_IS_PIN_DIALOG (self));
  g_return_if_fail (sentence != NULL);

  desk_pin_form_clear (self->form);
  set_state (self, STATE_WAITING);
  both = detail != NULL ? g_strdup_printf ("%s\n%s", sentence, detail) : g_strdup (sentence);
  set_message (self, both, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->message), "dim-label");
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
}

void
desk_pin_dialog_show_blocked (DeskPinDialog *self, DeskKeyState state, gboolean can_act)
{
  g_autofree char *words = NULL;
  const char *action = desk_key_text_get_action (desk_key_state_get_action (state));

  g_return_if_fail (DESK_IS_PIN_DIALOG (self));

  desk_pin_form_clear (self->form);
  set_state (self, STATE_BLOCKED);
  words = desk_pin_words_dup_state (state);
  set_message (self, words, TRUE);
  can_act = can_act && action != NULL;
  if (can_act)
    gtk_label_set_label (self->act_label, action);
  gtk_widget_set_sensitive (self->act, can_act);
  gtk_widget_grab_focus (can_act ? self->act : GTK_WIDGET (self->cancel));
}

void
desk_pin_dialog_set_slow (DeskPinDialog *self, gboolean slow)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));

  self->is_slow = slow;
  gtk_widget_set_visible (self->slow, slow && self->state == STATE_WORKING);
}

gboolean
desk_pin_dialog_is_working (DeskPinDialog *self)
{
  g_return_val_if_fail (DESK_IS_PIN_DIALOG (self), FALSE);

  return self->state == STATE_WORKING;
}

void
desk_pin_dialog_close_accepted (DeskPinDialog *self)
{
  g_return_if_fail (DESK_IS_PIN_DIALOG (self));

  set_state (self, STATE_CLOSED);
  gtk_window_close (GTK_WINDOW (self));
}
