/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-picker.h"

#include "desk-key-text.h"
#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

struct _DeskKeyPicker {
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkImage *picture;
  GtkLabel *remedy;
  GtkLabel *sentence;
  GtkSpinner *spinner;
  GtkStack *stack;

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
is_usable (DeskKeyCertificate *certificate)
{
  return desk_key_certificate_is_usable (certificate);
}

static gboolean
is_same (DeskKeyCertificate *a, DeskKeyCertificate *b)
{
  return g_bytes_equal (desk_key_certificate_get_der (a), desk_key_certificate_get_der (b))
         && g_strcmp0 (desk_key_certificate_get_token_serial (a),
                       desk_key_certificate_get_token_serial (b))
                == 0;
}

static void
set_selected (DeskKeyPicker *self, DeskKeyCertificate *certificate)
{
  if (g_set_object (&self->selected, certificate))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static char *
describe (DeskKeyCertificate *certificate)
{
  g_autofree char *expiry = desk_ui_format_date (desk_key_certificate_get_not_after (certificate));
  const char *problem
      = is_usable (certificate)
            ? NULL
            : desk_key_text_get_sentence (desk_key_certificate_get_state (certificate));
  const char *issuer = desk_key_certificate_get_issuer (certificate);

  if (problem != NULL)
    return g_strdup_printf ("%s\n%s", issuer, problem);

  /* Translators: the issuer of a certificate and the last day of its validity. */
  return g_strdup_printf (_ ("%s\nValid until %s"), issuer, expiry);
}

static void
on_check_toggled (GtkCheckButton *check, DeskKeyPicker *self)
{
  if (gtk_check_button_get_active (check))
    set_selected (self, g_object_get_data (G_OBJECT (check), "certificate"));
}

static GtkWidget *
row_new (DeskKeyPicker *self, DeskKeyCertificate *certificate, GtkCheckButton **group)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *description = describe (certificate);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 desk_key_certificate_get_holder (certificate));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "desk-certificate-symbolic");
  gtk_widget_set_sensitive (row, is_usable (certificate));

  if (g_list_model_get_n_items (self->certificates) > 1) {
    GtkWidget *check = gtk_check_button_new ();

    g_object_set_data_full (G_OBJECT (check), "certificate", g_object_ref (certificate),
                            g_object_unref);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    row, NULL, -1);
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), *group);
    *group = GTK_CHECK_BUTTON (check);
    g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), self);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), certificate == self->selected);
  } else {
    GtkWidget *ready = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

    gtk_widget_set_visible (ready, is_usable (certificate));
    gtk_widget_add_css_class (ready, "success");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), ready);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  }

  return row;
}

/* The certificate chosen before if it is still there, else the first that can be used. */
static void
choose (DeskKeyPicker *self)
{
  guint size = self->certificates != NULL ? g_list_model_get_n_items (self->certificates) : 0;
  g_autoptr (DeskKeyCertificate) first = NULL;

  for (guint i = 0; i < size; i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);

    if (!is_usable (certificate))
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

static void
fill_list (DeskKeyPicker *self)
{
  guint size = self->certificates != NULL ? g_list_model_get_n_items (self->certificates) : 0;
  GtkCheckButton *group = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < size; i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);

    gtk_list_box_append (self->list, row_new (self, certificate, &group));
  }
}

static const char *
picture_of (DeskKeyState state)
{
  switch (state) {
  case DESK_KEY_STATE_ABSENT:
    return "desk-ukey-insert-symbolic";
  case DESK_KEY_STATE_NO_MODULE:
  case DESK_KEY_STATE_MODULE_FAILED:
  case DESK_KEY_STATE_NOT_INITIALISED:
  case DESK_KEY_STATE_NO_CERTIFICATE:
    return "desk-ukey-problem-symbolic";
  case DESK_KEY_STATE_READING:
  case DESK_KEY_STATE_READY:
  default:
    return "desk-ukey-plugged-symbolic";
  }
}

static void
update (DeskKeyPicker *self)
{
  gboolean has_rows
      = self->certificates != NULL && g_list_model_get_n_items (self->certificates) > 0;
  gboolean reading = self->state == DESK_KEY_STATE_READING;
  const char *remedy = desk_key_text_get_remedy (self->state);

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), reading);
  gtk_spinner_set_spinning (self->spinner, reading);
  gtk_image_set_from_icon_name (self->picture, picture_of (self->state));
  gtk_label_set_label (self->sentence, desk_key_text_get_sentence (self->state));
  gtk_label_set_label (self->remedy, remedy != NULL ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), remedy != NULL);
  gtk_stack_set_visible_child_name (
      self->stack, self->state == DESK_KEY_STATE_READY && has_rows ? "certificates" : "status");
}

/* What the rows are made from. A key is looked for again and again; rows that stay the same must
 * stay in place, or they would lose the focus. */
static char *
summarise (DeskKeyPicker *self)
{
  guint size = self->certificates != NULL ? g_list_model_get_n_items (self->certificates) : 0;
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < size; i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (self->certificates, i);

    g_string_append_printf (summary, "%s/%s/%s/%d\n",
                            desk_key_certificate_get_token_serial (certificate),
                            desk_key_certificate_get_issuer (certificate),
                            desk_key_certificate_get_serial (certificate),
                            desk_key_certificate_get_state (certificate));
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
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;

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

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-key-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, list);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, picture);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, remedy);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, sentence);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeskKeyPicker, stack);
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
