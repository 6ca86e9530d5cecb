/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-doctor-page.h"

#include "desk-doctor-row.h"
#include "desk-ui-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _DeskDoctorPage {
  GtkWidget parent_instance;

  GtkWidget *content; /* what the page holds */
  AdwToastOverlay *toasts;
  GtkImage *sign;
  GtkSpinner *spinner;
  GtkStack *signs;
  GtkLabel *summary;
  GtkListBox *checks;

  DeskDoctor *doctor; /* owned */
};

G_DEFINE_FINAL_TYPE (DeskDoctorPage, desk_doctor_page, GTK_TYPE_WIDGET)

static void
toast (DeskDoctorPage *self, const char *words)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

typedef struct {
  const char *icon;
  const char *style;
} SignRow;

static const SignRow *
choose_sign (DeskDoctor *doctor)
{
  static const SignRow problem = { "dialog-error-symbolic", "error" };
  static const SignRow warning = { "dialog-warning-symbolic", "warning" };
  static const SignRow good = { "emblem-ok-symbolic", "success" };

  if (desk_doctor_count (doctor, DESK_KEY_SEVERITY_PROBLEM) > 0)
    return &problem;
  if (desk_doctor_count (doctor, DESK_KEY_SEVERITY_WARNING) > 0)
    return &warning;

  return &good;
}

static void
update (DeskDoctorPage *self)
{
  const gboolean running = desk_doctor_get_running (self->doctor);
  const SignRow *sign = choose_sign (self->doctor);
  const char *classes[] = { sign->style, NULL };
  g_autofree char *summary = desk_doctor_dup_summary (self->doctor);

  gtk_label_set_label (self->summary, summary);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_stack_set_visible_child_name (self->signs, running ? "running" : "done");
  gtk_image_set_from_icon_name (self->sign, sign->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->sign), classes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doctor.copy", !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doctor.save", !running);
}

/* What became of it is in the list. */
static void
on_run_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  desk_doctor_run_finish (DESK_DOCTOR (source), result, NULL);
}

static void
on_again (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskDoctorPage *self = DESK_DOCTOR_PAGE (widget);

  desk_doctor_run_async (self->doctor, NULL, on_run_ready, NULL);
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskDoctorPage *self = DESK_DOCTOR_PAGE (widget);
  g_autofree char *report = desk_doctor_dup_report (self->doctor);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  toast (self, _ ("The report was copied"));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDoctorPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    toast (self, _ ("The report was saved"));
    return;
  }

  g_warning ("the report was not saved: %s", error->message);
  toast (self, _ ("The report could not be saved. Please choose another place."));
}

static void
on_picked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskDoctorPage) self = user_data;
  g_autoptr (GFile) file = desk_ui_pick_file_finish (result);
  g_autofree char *report = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return;

  report = desk_doctor_dup_report (self->doctor);
  bytes = g_bytes_new (report, strlen (report));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, on_saved, g_steal_pointer (&self));
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* Translators: the name of a file; what stands in percent signs is year, month, day. */
  g_autofree char *name = g_date_time_format (now, _ ("Ukey check %Y-%m-%d.txt"));

  desk_ui_pick_file_async (widget, DESK_PICK_SAVE_REPORT, _ ("Save the Report"), name, NULL,
                           on_picked, g_object_ref (widget));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return desk_doctor_row_new (item);
}

/* What is wrong stands on top, all else in the order it is looked at. */
static int
compare_checks (gconstpointer a, gconstpointer b, gpointer user_data)
{
  DeskKeySeverity first = desk_doctor_check_get_severity ((DeskDoctorCheck *) a);
  DeskKeySeverity second = desk_doctor_check_get_severity ((DeskDoctorCheck *) b);

  return (int) MAX (second, DESK_KEY_SEVERITY_NOTE) - (int) MAX (first, DESK_KEY_SEVERITY_NOTE);
}

static void
bind_checks (DeskDoctorPage *self)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_checks, NULL, NULL));
  GListModel *checks = g_object_ref (desk_doctor_get_checks (self->doctor));
  g_autoptr (GtkSortListModel) sorted = gtk_sort_list_model_new (checks, sorter);

  gtk_list_box_bind_model (self->checks, G_LIST_MODEL (sorted), create_row, NULL, NULL);
}

static void
desk_doctor_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (desk_doctor_page_parent_class)->map (widget);

  on_again (widget, NULL, NULL);
}

static void
desk_doctor_page_unmap (GtkWidget *widget)
{
  desk_doctor_stop (DESK_DOCTOR_PAGE (widget)->doctor);

  GTK_WIDGET_CLASS (desk_doctor_page_parent_class)->unmap (widget);
}

static void
desk_doctor_page_dispose (GObject *object)
{
  DeskDoctorPage *self = DESK_DOCTOR_PAGE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->doctor);

  G_OBJECT_CLASS (desk_doctor_page_parent_class)->dispose (object);
}

static void
desk_doctor_page_class_init (DeskDoctorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_doctor_page_dispose;
  widget_class->map = desk_doctor_page_map;
  widget_class->unmap = desk_doctor_page_unmap;

  gtk_widget_class_install_action (widget_class, "doctor.again", NULL, on_again);
  gtk_widget_class_install_action (widget_class, "doctor.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "doctor.save", NULL, on_save);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-doctor-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, content);
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, sign);
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, signs);
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DeskDoctorPage, checks);
}

static void
desk_doctor_page_init (DeskDoctorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
desk_doctor_page_new_for (DeskDoctor *doctor)
{
  DeskDoctorPage *self;

  g_return_val_if_fail (DESK_IS_DOCTOR (doctor), NULL);

  self = g_object_new (DESK_TYPE_DOCTOR_PAGE, NULL);
  self->doctor = g_object_ref (doctor);
  bind_checks (self);
  g_signal_connect_object (doctor, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

GtkWidget *
desk_doctor_page_new (DeskFlows *flows)
{
  g_autoptr (DeskDoctor) doctor = NULL;

  g_return_val_if_fail (DESK_IS_FLOWS (flows), NULL);

  doctor = desk_flows_new_doctor (flows);
  return desk_doctor_page_new_for (doctor);
}
