/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-form.h"

#include "desk-key-text.h"
#include "desk-pin-row.h"
#include "desk-pin-words.h"

#include <glib/gi18n-lib.h>

struct _DeskPinForm {
  GtkWidget parent_instance;

  GtkWidget *box;
  DeskPinRow *new_row;
  DeskPinRow *repeat_row;
  DeskPinRow *secret_row;

  DeskPinPurpose purpose;
  DeskKeyToken *token; /* owned, nullable until set */
  DeskPinCheck check;  /* nullable */
  gpointer check_data; /* of check */
};

enum {
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinForm, desk_pin_form, GTK_TYPE_WIDGET)

static size_t
length_of (DeskPinRow *row)
{
  return desk_pin_entry_get_length (desk_pin_row_get_entry (row));
}

static gboolean
asks (DeskPinRow *row)
{
  return gtk_widget_get_visible (GTK_WIDGET (row));
}

/* The old PIN as far as it is known, for comparison with a new one; caller owns it. */
static DeskSecret *
copy_old_pin (DeskPinForm *self)
{
  if (self->purpose == DESK_PIN_REPLACE_DEFAULT && !asks (self->secret_row))
    return desk_secret_new_from_string (DESK_PIN_DEFAULT);
  if (self->purpose == DESK_PIN_CHANGE || self->purpose == DESK_PIN_REPLACE_DEFAULT)
    return desk_pin_entry_copy (desk_pin_row_get_entry (self->secret_row));

  return NULL;
}

static DeskPinProblem
check_new_pin (DeskPinForm *self)
{
  g_autoptr (DeskSecret) pin = desk_pin_entry_copy (desk_pin_row_get_entry (self->new_row));
  g_autoptr (DeskSecret) old_pin = copy_old_pin (self);
  DeskPinProblem problem
      = desk_pin_policy_check (pin, old_pin, NULL, desk_key_token_get_min_pin_length (self->token),
                               desk_key_token_get_max_pin_length (self->token));

  if (problem == DESK_PIN_OK && self->check != NULL)
    problem = self->check (pin, old_pin, self->check_data);
  return problem;
}

static gboolean
is_repeated (DeskPinForm *self)
{
  g_autoptr (DeskSecret) pin = desk_pin_entry_copy (desk_pin_row_get_entry (self->new_row));
  g_autoptr (DeskSecret) repeat = desk_pin_entry_copy (desk_pin_row_get_entry (self->repeat_row));

  return desk_secret_equal (pin, repeat);
}

/* The line under the new PIN. One that is only too short yet is not held against it. */
static void
show_policy (DeskPinForm *self)
{
  DeskPinProblem problem
      = length_of (self->new_row) > 0 ? check_new_pin (self) : DESK_PIN_TOO_SHORT;

  if (problem == DESK_PIN_TOO_SHORT) {
    g_autofree char *policy = desk_pin_words_dup_policy (self->token);

    desk_pin_row_set_line (self->new_row, policy, DESK_PIN_ROW_HINT);
  } else if (problem != DESK_PIN_OK)
    desk_pin_row_set_line (self->new_row, desk_key_text_get_pin_problem (problem),
                           DESK_PIN_ROW_WARNING);
  else
    desk_pin_row_set_line (self->new_row, desk_pin_words_get_strength (length_of (self->new_row)),
                           DESK_PIN_ROW_GOOD);
}

static void
show_secret_hint (DeskPinForm *self)
{
  g_autofree char *hint = desk_pin_words_dup_secret_hint (self->purpose, self->token);

  desk_pin_row_set_line (self->secret_row, hint, DESK_PIN_ROW_HINT);
}

static void
changed (DeskPinForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_secret_changed (DeskPinForm *self)
{
  if (length_of (self->secret_row) > 0)
    show_secret_hint (self);
  if (length_of (self->new_row) > 0)
    show_policy (self);
  changed (self);
}

static void
on_new_changed (DeskPinForm *self)
{
  show_policy (self);
  if (length_of (self->repeat_row) > 0 && is_repeated (self))
    desk_pin_row_set_line (self->repeat_row, NULL, DESK_PIN_ROW_HINT);
  changed (self);
}

static void
on_repeat_changed (DeskPinForm *self)
{
  gboolean differs = length_of (self->repeat_row) > 0
                     && length_of (self->repeat_row) >= length_of (self->new_row)
                     && !is_repeated (self);

  desk_pin_row_set_line (self->repeat_row, differs ? _ ("The two new PINs differ.") : NULL,
                         DESK_PIN_ROW_WARNING);
  changed (self);
}

/* Enter goes on to the next field that is empty. */
static void
on_row_activate (DeskPinForm *self)
{
  DeskPinRow *rows[] = { self->secret_row, self->new_row, self->repeat_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (asks (rows[i]) && length_of (rows[i]) == 0) {
      gtk_widget_grab_focus (GTK_WIDGET (rows[i]));
      return;
    }

  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
desk_pin_form_grab_focus (GtkWidget *widget)
{
  DeskPinForm *self = DESK_PIN_FORM (widget);

  return gtk_widget_grab_focus (
      GTK_WIDGET (asks (self->secret_row) ? self->secret_row : self->new_row));
}

static void
desk_pin_form_dispose (GObject *object)
{
  DeskPinForm *self = DESK_PIN_FORM (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->token);

  G_OBJECT_CLASS (desk_pin_form_parent_class)->dispose (object);
}

static void
desk_pin_form_class_init (DeskPinFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_pin_form_dispose;
  widget_class->grab_focus = desk_pin_form_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DESK_TYPE_PIN_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-pin-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPinForm, box);
  gtk_widget_class_bind_template_child (widget_class, DeskPinForm, new_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPinForm, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPinForm, secret_row);
  gtk_widget_class_bind_template_callback (widget_class, on_secret_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_new_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_repeat_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activate);
}

static void
desk_pin_form_init (DeskPinForm *self)
{
  /* A key that says nothing, until there is one. */
  self->token = g_object_new (DESK_TYPE_KEY_TOKEN, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
desk_pin_form_set_purpose (DeskPinForm *self, DeskPinPurpose purpose)
{
  g_return_if_fail (DESK_IS_PIN_FORM (self));

  self->purpose = purpose;
  desk_pin_row_set_title (self->secret_row, desk_pin_words_get_secret_title (purpose));
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), purpose != DESK_PIN_REPLACE_DEFAULT);
  gtk_widget_set_visible (GTK_WIDGET (self->new_row), purpose != DESK_PIN_ASK);
  gtk_widget_set_visible (GTK_WIDGET (self->repeat_row), purpose != DESK_PIN_ASK);
}

void
desk_pin_form_set_token (DeskPinForm *self, DeskKeyToken *token)
{
  g_return_if_fail (DESK_IS_PIN_FORM (self));
  g_return_if_fail (DESK_IS_KEY_TOKEN (token));

  g_set_object (&self->token, token);
}

void
desk_pin_form_set_check (DeskPinForm *self, DeskPinCheck check, gpointer user_data)
{
  g_return_if_fail (DESK_IS_PIN_FORM (self));

  self->check = check;
  self->check_data = user_data;
}

void
desk_pin_form_set_secret_title (DeskPinForm *self, const char *title)
{
  g_return_if_fail (DESK_IS_PIN_FORM (self));

  desk_pin_entry_clear (desk_pin_row_get_entry (self->secret_row));
  desk_pin_row_set_title (self->secret_row, title);
  show_secret_hint (self);
}

gboolean
desk_pin_form_is_filled (DeskPinForm *self)
{
  DeskPinRow *rows[] = { self->secret_row, self->new_row, self->repeat_row };

  g_return_val_if_fail (DESK_IS_PIN_FORM (self), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (asks (rows[i]) && length_of (rows[i]) == 0)
      return FALSE;

  return TRUE;
}

static gboolean
check_secret (DeskPinForm *self)
{
  g_autofree char *wrong = desk_pin_words_dup_length_problem (self->purpose, self->token,
                                                              length_of (self->secret_row));

  if (wrong == NULL)
    return TRUE;

  desk_pin_row_set_line (self->secret_row, wrong, DESK_PIN_ROW_ERROR);
  gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
  return FALSE;
}

static gboolean
check_new (DeskPinForm *self)
{
  DeskPinProblem problem = check_new_pin (self);

  if (problem != DESK_PIN_OK) {
    desk_pin_row_set_line (self->new_row, desk_key_text_get_pin_problem (problem),
                           DESK_PIN_ROW_ERROR);
    gtk_widget_grab_focus (GTK_WIDGET (self->new_row));
    return FALSE;
  }
  if (!is_repeated (self)) {
    desk_pin_entry_clear (desk_pin_row_get_entry (self->repeat_row));
    desk_pin_row_set_line (self->repeat_row, _ ("The two new PINs differ."), DESK_PIN_ROW_ERROR);
    gtk_widget_grab_focus (GTK_WIDGET (self->repeat_row));
    return FALSE;
  }

  return TRUE;
}

gboolean
desk_pin_form_check (DeskPinForm *self)
{
  g_return_val_if_fail (DESK_IS_PIN_FORM (self), FALSE);

  return (!asks (self->secret_row) || check_secret (self))
         && (!asks (self->new_row) || check_new (self));
}

static void
wipe (DeskPinForm *self)
{
  desk_pin_entry_clear (desk_pin_row_get_entry (self->secret_row));
  desk_pin_entry_clear (desk_pin_row_get_entry (self->new_row));
  desk_pin_entry_clear (desk_pin_row_get_entry (self->repeat_row));
}

void
desk_pin_form_take (DeskPinForm *self, DeskSecret **secret, DeskSecret **new_pin)
{
  g_return_if_fail (DESK_IS_PIN_FORM (self));

  *secret = asks (self->secret_row)
                ? desk_pin_entry_take (desk_pin_row_get_entry (self->secret_row))
                : desk_secret_new_from_string (DESK_PIN_DEFAULT);
  *new_pin
      = asks (self->new_row) ? desk_pin_entry_take (desk_pin_row_get_entry (self->new_row)) : NULL;
  wipe (self);
}

void
desk_pin_form_clear (DeskPinForm *self)
{
  g_return_if_fail (DESK_IS_PIN_FORM (self));

  wipe (self);
  show_secret_hint (self);
  show_policy (self);
  desk_pin_row_set_line (self->repeat_row, NULL, DESK_PIN_ROW_HINT);
}

void
desk_pin_form_show (DeskPinForm *self, DeskPinPlace place, const char *sentence, gboolean is_error)
{
  DeskPinRow *row = place == DESK_PIN_AT_NEW ? self->new_row : self->secret_row;

  g_return_if_fail (DESK_IS_PIN_FORM (self));
  g_return_if_fail (place != DESK_PIN_AT_KEY);

  /* The PIN that was thought to be known is another one by now. */
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  desk_pin_row_set_line (row, sentence, is_error ? DESK_PIN_ROW_ERROR : DESK_PIN_ROW_HINT);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}
