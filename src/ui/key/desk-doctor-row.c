/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-doctor-row.h"

#include "desk-key-actions.h"
#include "desk-key-text.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *icon;
  const char *style; /* nullable */
} Look;

static const Look severity_looks[] = {
  [DESK_KEY_SEVERITY_GOOD] = { "emblem-ok-symbolic", "success" },
  [DESK_KEY_SEVERITY_NOTE] = { "dialog-information-symbolic", "accent" },
  [DESK_KEY_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning" },
  [DESK_KEY_SEVERITY_PROBLEM] = { "dialog-error-symbolic", "error" },
};

static const Look skipped_look = { "action-unavailable-symbolic", "dim-label" };

static gboolean
is_done (DeskDoctorCheck *check)
{
  return desk_doctor_check_get_progress (check) == DESK_DOCTOR_DONE;
}

static gboolean
has_finding (DeskDoctorCheck *check)
{
  return is_done (check) && desk_doctor_check_get_severity (check) > DESK_KEY_SEVERITY_GOOD;
}

static GtkWidget *
sign_new (DeskDoctorCheck *check)
{
  const Look *look
      = is_done (check) ? &severity_looks[desk_doctor_check_get_severity (check)] : &skipped_look;
  GtkWidget *sign;

  if (desk_doctor_check_get_progress (check) == DESK_DOCTOR_RUNNING) {
    sign = gtk_spinner_new ();
    gtk_spinner_start (GTK_SPINNER (sign));
  } else {
    sign = gtk_image_new_from_icon_name (look->icon);
    gtk_widget_add_css_class (sign, look->style);
  }

  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  desk_doctor_check_get_word (check), -1);
  return sign;
}

static GtkWidget *
text_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* The words of @heading, and @text below. */
static GtkWidget *
part_new (const char *heading, GtkWidget *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), text_new (heading, "caption-heading"));
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static GtkWidget *
button_new (DeskDoctorCheck *check)
{
  DeskKeyAction action = desk_doctor_check_get_action (check);
  GtkWidget *button;

  /* This is the doctor. */
  if (!has_finding (check) || action == DESK_KEY_ACTION_NONE || action == DESK_KEY_ACTION_DOCTOR
      || action == DESK_KEY_ACTION_CHOOSE_KEY)
    return NULL;

  button = gtk_button_new ();
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  if (action == DESK_KEY_ACTION_RETRY) {
    gtk_button_set_label (GTK_BUTTON (button), desk_key_text_get_action (action));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "doctor.again");
  } else {
    desk_key_actions_bind (GTK_BUTTON (button), action, "");
  }

  return button;
}

static GtkWidget *
code_new (DeskDoctorCheck *check)
{
  GtkWidget *label = gtk_label_new (desk_doctor_check_get_code (check));

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* What support reads; out of sight until it is asked for. */
static GtkWidget *
detail_new (const char *detail)
{
  GtkWidget *revealer = gtk_revealer_new ();
  GtkWidget *label = text_new (detail, "caption");

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_revealer_set_child (GTK_REVEALER (revealer), part_new (_ ("For Support"), label));
  return revealer;
}

static GtkWidget *
toggle_new (GtkWidget *detail)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), "pan-down-symbolic");
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (toggle, _ ("For Support"));
  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_add_css_class (toggle, "circular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("For Support"), -1);
  g_object_bind_property (toggle, "active", detail, "reveal-child", G_BINDING_DEFAULT);
  return toggle;
}

static GtkWidget *
header_new (DeskDoctorCheck *check, GtkWidget *detail)
{
  const char *subject = desk_doctor_subject_get_title (desk_doctor_check_get_subject (check));
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *about = text_new (subject, "caption");

  gtk_widget_add_css_class (about, "dim-label");
  gtk_box_append (GTK_BOX (words), text_new (desk_doctor_check_get_sentence (check), NULL));
  gtk_box_append (GTK_BOX (words), about);
  gtk_widget_set_hexpand (words, TRUE);

  gtk_box_append (GTK_BOX (header), sign_new (check));
  gtk_box_append (GTK_BOX (header), words);
  if (has_finding (check))
    gtk_box_append (GTK_BOX (header), code_new (check));
  if (detail != NULL)
    gtk_box_append (GTK_BOX (header), toggle_new (detail));
  return header;
}

/* NULL if there is nothing to say below the sentence. */
static GtkWidget *
body_new (DeskDoctorCheck *check, GtkWidget *detail)
{
  const char *remedy = has_finding (check) ? desk_doctor_check_get_remedy (check) : NULL;
  GtkWidget *button = button_new (check);
  GtkWidget *body;

  if (remedy == NULL && button == NULL && detail == NULL)
    return NULL;

  body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (body, "doctor-body");
  if (remedy != NULL)
    gtk_box_append (GTK_BOX (body), part_new (_ ("What to Do"), text_new (remedy, NULL)));
  if (button != NULL)
    gtk_box_append (GTK_BOX (body), button);
  if (detail != NULL)
    gtk_box_append (GTK_BOX (body), detail);
  return body;
}

/* What is read aloud when the row has the focus. */
static void
name_row (GtkWidget *row, DeskDoctorCheck *check)
{
  const char *remedy = has_finding (check) ? desk_doctor_check_get_remedy (check) : NULL;
  g_autofree char *name = g_strdup_printf (
      "%s: %s%s%s", desk_doctor_check_get_word (check), desk_doctor_check_get_sentence (check),
      remedy != NULL ? "\n" : "", remedy != NULL ? remedy : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
desk_doctor_row_new (DeskDoctorCheck *check)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *detail = NULL;
  GtkWidget *body;

  g_return_val_if_fail (DESK_IS_DOCTOR_CHECK (check), NULL);

  if (*desk_doctor_check_get_detail (check) != '\0')
    detail = detail_new (desk_doctor_check_get_detail (check));
  body = body_new (check, detail);

  gtk_widget_add_css_class (box, "doctor-row");
  gtk_box_append (GTK_BOX (box), header_new (check, detail));
  if (body != NULL)
    gtk_box_append (GTK_BOX (box), body);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  name_row (row, check);
  return row;
}
