/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-panel.h"

#include "desk-fact-row.h"
#include "desk-key-actions.h"
#include "desk-key-certificate-row.h"
#include "desk-key-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SPACING 12

struct _DeskKeyPanel {
  GtkWidget parent_instance;

  GtkWidget *box; /* borrowed child */

  DeskKeyToken *token;     /* owned, nullable: not told yet */
  GPtrArray *certificates; /* owned; DeskKeyCertificate, those of the token */
};

G_DEFINE_FINAL_TYPE (DeskKeyPanel, desk_key_panel, GTK_TYPE_WIDGET)

static const char *
pin_words (DeskKeyToken *token)
{
  const char *tries = desk_key_text_get_tries (desk_key_token_get_pin_tries (token));

  if (tries != NULL)
    return tries;

  return desk_key_token_get_protected_path (token) ? _ ("In order; it is typed on the Ukey itself")
                                                   : _ ("In order");
}

static void
add_fact (AdwPreferencesGroup *group, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    adw_preferences_group_add (group, desk_fact_row_new (title, value, DESK_FACT_ROW_TEXT));
}

static char *
dup_make (DeskKeyToken *token)
{
  const char *manufacturer = desk_key_token_get_manufacturer (token);
  const char *model = desk_key_token_get_model (token);

  if (manufacturer == NULL || *manufacturer == '\0' || model == NULL || *model == '\0')
    return g_strdup (manufacturer != NULL && *manufacturer != '\0' ? manufacturer : model);

  return g_strdup_printf ("%s %s", manufacturer, model);
}

static GtkWidget *
facts_new (DeskKeyToken *token)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *make = dup_make (token);
  g_autofree char *title = NULL;
  const char *label = desk_key_token_get_label (token);
  DeskKeyState state = desk_key_token_get_state (token);

  /* A title is markup. */
  title = g_markup_escape_text (label != NULL && *label != '\0' ? label : _ ("Ukey"), -1);
  adw_preferences_group_set_title (group, title);
  if (state != DESK_KEY_STATE_READY) {
    g_autofree char *words = g_markup_escape_text (desk_key_text_get_remedy (state), -1);

    adw_preferences_group_set_description (group, words);
  }

  /* Tab goes to what can be done, past what is only told. */
  gtk_widget_set_can_focus (GTK_WIDGET (group), FALSE);
  add_fact (group, _ ("State"), desk_key_text_get_sentence (state));
  add_fact (group, _ ("Serial number"), desk_key_token_get_serial (token));
  add_fact (group, _ ("Make"), make);
  /* Any other state is about the PIN already, or there is none yet. */
  if (state == DESK_KEY_STATE_READY)
    add_fact (group, _ ("PIN"), pin_words (token));
  add_fact (group, _ ("Driver"), desk_key_token_get_module (token));
  return GTK_WIDGET (group);
}

static GtkWidget *
certificates_new (DeskKeyPanel *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Certificates on the Ukey"), -1);
  for (guint i = 0; i < self->certificates->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         desk_key_certificate_row_new (g_ptr_array_index (self->certificates, i),
                                                       DESK_KEY_CERTIFICATE_ROW_PLAIN));
  return list;
}

static void
add_button (GtkWidget *box, DeskKeyAction action, const char *serial)
{
  GtkWidget *button = gtk_button_new ();

  desk_key_actions_bind (GTK_BUTTON (button), action, serial);
  gtk_flow_box_append (GTK_FLOW_BOX (box), button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

/* What can be done in the state the key is in. */
static GtkWidget *
buttons_new (DeskKeyToken *token)
{
  const char *serial = desk_key_token_get_serial (token);
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), SPACING);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), SPACING);
  switch (desk_key_token_get_state (token)) {
  case DESK_KEY_STATE_PIN_FIRST:
    add_button (box, DESK_KEY_ACTION_SET_PIN, serial);
    break;
  case DESK_KEY_STATE_PIN_LOCKED:
    add_button (box, DESK_KEY_ACTION_UNBLOCK_PIN, serial);
    break;
  case DESK_KEY_STATE_UNRECOGNISED:
  case DESK_KEY_STATE_NOT_INITIALISED:
    break;
  default:
    add_button (box, DESK_KEY_ACTION_CHANGE_PIN, serial);
    add_button (box, DESK_KEY_ACTION_UNBLOCK_PIN, serial);
  }
  return box;
}

static void
rebuild (DeskKeyPanel *self)
{
  GtkWidget *child;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);

  gtk_box_append (GTK_BOX (self->box), facts_new (self->token));
  if (self->certificates->len > 0)
    gtk_box_append (GTK_BOX (self->box), certificates_new (self));
  gtk_box_append (GTK_BOX (self->box), buttons_new (self->token));
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
desk_key_panel_dispose (GObject *object)
{
  DeskKeyPanel *self = DESK_KEY_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->token);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);

  G_OBJECT_CLASS (desk_key_panel_parent_class)->dispose (object);
}

static void
desk_key_panel_class_init (DeskKeyPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_key_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_key_panel_init (DeskKeyPanel *self)
{
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
desk_key_panel_new (void)
{
  return g_object_new (DESK_TYPE_KEY_PANEL, NULL);
}

/* Those of @token; new references. */
static GPtrArray *
filter (DeskKeyToken *token, GListModel *certificates)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);
  guint size = certificates != NULL ? g_list_model_get_n_items (certificates) : 0;

  for (guint i = 0; i < size; i++) {
    g_autoptr (DeskKeyCertificate) certificate = g_list_model_get_item (certificates, i);

    if (desk_key_token_is_same (desk_key_certificate_get_token (certificate), token))
      g_ptr_array_add (own, g_steal_pointer (&certificate));
  }

  return own;
}

static gboolean
is_shown (DeskKeyPanel *self, DeskKeyToken *token, GPtrArray *certificates)
{
  if (self->token == NULL || !desk_key_token_is_equal (self->token, token)
      || self->certificates->len != certificates->len)
    return FALSE;

  for (guint i = 0; i < certificates->len; i++)
    if (!desk_key_certificate_is_equal (g_ptr_array_index (self->certificates, i),
                                        g_ptr_array_index (certificates, i)))
      return FALSE;

  return TRUE;
}

void
desk_key_panel_update (DeskKeyPanel *self, DeskKeyToken *token, GListModel *certificates)
{
  g_autoptr (GPtrArray) own = NULL;
  gboolean shown;

  g_return_if_fail (DESK_IS_KEY_PANEL (self));
  g_return_if_fail (DESK_IS_KEY_TOKEN (token));

  own = filter (token, certificates);
  shown = is_shown (self, token, own);
  g_set_object (&self->token, token);
  g_ptr_array_unref (self->certificates);
  self->certificates = g_steal_pointer (&own);
  if (!shown)
    rebuild (self);
}

DeskKeyToken *
desk_key_panel_get_token (DeskKeyPanel *self)
{
  g_return_val_if_fail (DESK_IS_KEY_PANEL (self), NULL);

  return self->token;
}
