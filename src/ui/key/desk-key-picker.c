/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-picker.h"

#include "desk-key-certificate-row.h"
#include "desk-key-status.h"

#include <glib/gi18n-lib.h>

struct _DeskKeyPicker {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListBox *list;
  DeskKeyStatus *status;

  DeskKeyState state;
  GListModel *certificates;     /* owned, nullable; of DeskKeyCertificate */
  DeskKeyCertificate *selected; /* owned, nullable */
  char *shown;                  /* owned, nullable: what the list shows, see summarise() */
};

enum {
  PROP_STATE = 1,
  PROP_CERTIFICATES,
  PROP_SELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskKeyPicker, desk_key_picker, GTK_TYPE_WIDGET)

static gboolean
is_same (DeskKeyCertificate *a, DeskKeyCertificate *b)
{
  return g_bytes_equal (desk_key_certificate_get_der (a), desk_key_certificate_get_der (b))
         && g_strcmp0 (desk_key_certificate_get_token_serial (a),
                       desk_key_certificate_get_token_serial (b))
                == 0;
}

static guint
count_rows (DeskKeyPicker *self)
{
  return self->certificates != NULL ? g_list_model_get_n_items (self->certificates) : 0;
}

static void
set_selected (DeskKeyPicker *self, DeskKeyCertificate *certificate)
{
  if (g_set_object (&self->selected, certificate))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
on_check_toggled (GtkCheckButton *check, DeskKeyPicker *self)
{
  if (gtk_check_button_get_active (check))
    set_selected (self, g_object_get_data (G_OBJECT (check), "certificate"));
}

/* Lets a person choose among several. */
static void
add_check (DeskKeyPicker *self,
           AdwActionRow *row,
           DeskKeyCertificate *certificate,
           GtkCheckButton **group)
{
  GtkWidget *check = gtk_check_button_new ();
  gboolean usable = desk_key_certificate_row_is_usable (certificate);

  g_object_set_data_full (G_OBJECT (check), "certificate", g_object_ref (certificate),
                          g_object_unref);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (check, usable);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row,
                                  NULL, -1);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), *group);
  *group = GTK_CHECK_BUTTON (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), certificate == self->selected);
  g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), self);
  adw_action_row_add_prefix (row, check);
  if (usable)
    adw_action_row_set_activatable_widget (row, check);
}

static void
add_tick (AdwActionRow *row)
{
  GtkWidget *ready = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

  gtk_widget_add_css_class (ready, "success");
  gtk_accessible_update_property (GTK_ACCESSIBLE (ready), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Ready"), -1);
  adw_action_row_add_suffix (row, ready);
}

static GtkWidget *
row_new (DeskKeyPicker *self, DeskKeyCertificate *certificate, GtkCheckButton **group)
{
  GtkWidget *row = desk_key_certificate_row_new (certificate, DESK_KEY_CERTIFICATE_ROW_WITH_TOKEN);

  if (count_rows (self) > 1)
    add_check (self, ADW_ACTION_ROW (row), certificate, group);
  else if (desk_key_certificate_row_is_usable (certificate))
    add_tick (ADW_ACTION_ROW (row));

  return row;
}

/* The certificate chosen before if it is still there, else the first that can be used. */
static void
choose (DeskKeyPicker *self)
{
  g_autoptr (DeskKeyCertificate) first = NULL;

  for (guint i = 0; i < count_rows (self); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);

    if (!desk_key_certificate_row_is_usable (certificate))
      continue;
    if (self->selected != NULL && is_same (self->selected, certificate)) {
      set_selected (self, certificate);
      return;
    }
    if (first == NULL)
      first = g_steal_pointer (&certificate);
  }

  set_selected (self, first);
}

/* The focus stays in the list when its rows are made anew. */
static void
restore_focus (DeskKeyPicker *self)
{
  if (!gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
fill_list (DeskKeyPicker *self)
{
  GtkCheckButton *group = NULL;
  GtkListBoxRow *row;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < count_rows (self); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);

    gtk_list_box_append (self->list, row_new (self, certificate, &group));
  }

  if (had_focus)
    restore_focus (self);
}

/* The list speaks for itself once something in it can be used; otherwise the state stands above. */
static void
update (DeskKeyPicker *self)
{
  gboolean has_rows = count_rows (self) > 0;

  desk_key_status_set_state (self->status, self->state);
  desk_key_status_set_compact (self->status, has_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->status), self->selected == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), has_rows);
}

/* What the rows are made from. A key is looked for again and again; rows that stay the same must
 * stay in place, or they would lose the focus. */
static char *
summarise (DeskKeyPicker *self)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < count_rows (self); i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);
    g_autofree char *token
        = desk_key_certificate_row_dup_token_name (desk_key_certificate_get_token (certificate));

    g_string_append_printf (summary, "%s/%s/%s/%s/%d\n", token,
                            desk_key_certificate_get_token_serial (certificate),
                            desk_key_certificate_get_issuer (certificate),
                            desk_key_certificate_get_serial (certificate),
                            desk_key_certificate_row_judge (certificate));
  }

  return g_string_free (g_steal_pointer (&summary), FALSE);
}

static void
on_items_changed (DeskKeyPicker *self)
{
  g_autofree char *summary = summarise (self);

  if (g_strcmp0 (summary, self->shown) != 0) {
    g_free (self->shown);
    self->shown = g_steal_pointer (&summary);
    choose (self);
    fill_list (self);
  }
  update (self);
}

static void
desk_key_picker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskKeyPicker *self = DESK_KEY_PICKER (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_CERTIFICATES:
    g_value_set_object (value, self->certificates);
    break;
  case PROP_SELECTED:
    g_value_set_object (value, self->selected);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_key_picker_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskKeyPicker *self = DESK_KEY_PICKER (object);

  switch (id) {
  case PROP_STATE:
    desk_key_picker_set_state (self, g_value_get_enum (value));
    break;
  case PROP_CERTIFICATES:
    desk_key_picker_set_certificates (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
drop_certificates (DeskKeyPicker *self)
{
  if (self->certificates != NULL)
    g_signal_handlers_disconnect_by_data (self->certificates, self);
  g_clear_object (&self->certificates);
}

static void
desk_key_picker_dispose (GObject *object)
{
  DeskKeyPicker *self = DESK_KEY_PICKER (object);

  drop_certificates (self);
  g_clear_object (&self->selected);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (desk_key_picker_parent_class)->dispose (object);
}

static void
desk_key_picker_finalize (GObject *object)
{
  g_free (DESK_KEY_PICKER (object)->shown);

  G_OBJECT_CLASS (desk_key_picker_parent_class)->finalize (object);
}

static void
desk_key_picker_class_init (DeskKeyPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read_write
      = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = desk_key_picker_get_property;
  object_class->set_property = desk_key_picker_set_property;
  object_class->dispose = desk_key_picker_dispose;
  object_class->finalize = desk_key_picker_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_KEY_STATE,
                                              DESK_KEY_STATE_READING, read_write);
  properties[PROP_CERTIFICATES]
      = g_param_spec_object ("certificates", NULL, NULL, G_TYPE_LIST_MODEL, read_write);
  properties[PROP_SELECTED] = g_param_spec_object (
      "selected", NULL, NULL, DESK_TYPE_KEY_CERTIFICATE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_KEY_STATUS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-key-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, box);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, list);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, status);
}

static void
desk_key_picker_init (DeskKeyPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
desk_key_picker_new (void)
{
  return g_object_new (DESK_TYPE_KEY_PICKER, NULL);
}

void
desk_key_picker_set_state (DeskKeyPicker *self, DeskKeyState state)
{
  g_return_if_fail (DESK_IS_KEY_PICKER (self));

  if (self->state == state)
    return;

  self->state = state;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
desk_key_picker_set_certificates (DeskKeyPicker *self, GListModel *certificates)
{
  g_return_if_fail (DESK_IS_KEY_PICKER (self));
  g_return_if_fail (certificates == NULL || G_IS_LIST_MODEL (certificates));

  if (self->certificates == certificates)
    return;

  drop_certificates (self);
  if (certificates != NULL) {
    self->certificates = g_object_ref (certificates);
    g_signal_connect_swapped (certificates, "items-changed", G_CALLBACK (on_items_changed), self);
  }
  on_items_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATES]);
}

DeskKeyCertificate *
desk_key_picker_get_selected (DeskKeyPicker *self)
{
  g_return_val_if_fail (DESK_IS_KEY_PICKER (self), NULL);

  return self->selected;
}
