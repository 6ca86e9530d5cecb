/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-status.h"

#include "desk-key-actions.h"
#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

#define PICTURE_SIZE         96 /* pixels */
#define COMPACT_PICTURE_SIZE 48

struct _DeskKeyStatus {
  GtkWidget parent_instance;

  GtkButton *action;
  GtkWidget *box;
  GtkLabel *code;
  GtkImage *picture;
  GtkLabel *remedy;
  GtkLabel *sentence;
  GtkSpinner *spinner;

  DeskKeyState state;
};

G_DEFINE_FINAL_TYPE (DeskKeyStatus, desk_key_status, GTK_TYPE_WIDGET)

static const char *
picture_of (DeskKeyState state)
{
  if (state == DESK_KEY_STATE_ABSENT || state == DESK_KEY_STATE_NO_READER
      || state == DESK_KEY_STATE_REMOVED)
    return "desk-ukey-insert-symbolic";

  return desk_key_state_get_severity (state) >= DESK_KEY_SEVERITY_WARNING
             ? "desk-ukey-problem-symbolic"
             : "desk-ukey-plugged-symbolic";
}

/* Nobody tells the code of a key that is only absent. */
static gboolean
has_code (DeskKeyState state)
{
  return desk_key_state_get_severity (state) >= DESK_KEY_SEVERITY_WARNING;
}

static void
update (DeskKeyStatus *self)
{
  gboolean waiting
      = self->state == DESK_KEY_STATE_READING || self->state == DESK_KEY_STATE_MODULE_SLOW;
  const char *remedy = desk_key_text_get_remedy (self->state);
  g_autofree char *code = NULL;

  /* Translators: the code of a problem, "UK-201", for the telephone. */
  code = g_strdup_printf (_ ("Code %s"), desk_key_state_get_code (self->state));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_image_set_from_icon_name (self->picture, picture_of (self->state));
  gtk_label_set_label (self->sentence, desk_key_text_get_sentence (self->state));
  gtk_label_set_label (self->remedy, remedy != NULL ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), remedy != NULL);
  gtk_label_set_label (self->code, code);
  gtk_widget_set_visible (GTK_WIDGET (self->code), has_code (self->state));
  desk_key_actions_bind (self->action, desk_key_state_get_action (self->state), "");
}

static void
desk_key_status_dispose (GObject *object)
{
  g_clear_pointer (&DESK_KEY_STATUS (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_key_status_parent_class)->dispose (object);
}

static void
desk_key_status_class_init (DeskKeyStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_key_status_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-key-status.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, action);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, box);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, code);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, picture);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, remedy);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, sentence);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyStatus, spinner);
}

static void
desk_key_status_init (DeskKeyStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->sentence, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->remedy, NULL, -1);
  update (self);
}

void
desk_key_status_set_state (DeskKeyStatus *self, DeskKeyState state)
{
  g_return_if_fail (DESK_IS_KEY_STATUS (self));

  if (self->state == state)
    return;

  self->state = state;
  update (self);
}

void
desk_key_status_set_compact (DeskKeyStatus *self, gboolean compact)
{
  g_return_if_fail (DESK_IS_KEY_STATUS (self));

  gtk_image_set_pixel_size (self->picture, compact ? COMPACT_PICTURE_SIZE : PICTURE_SIZE);
}
