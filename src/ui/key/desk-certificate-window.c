/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-certificate-window.h"

#include "desk-fact-row.h"
#include "desk-key-text.h"
#include "desk-ui-dialogs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SERIAL_TAIL 8 /* digits, in the name of a file */

struct _DeskCertificateWindow {
  AdwWindow parent_instance;

  AdwPreferencesGroup *chain;
  GtkBox *groups;
  GtkLabel *holder;
  GtkLabel *remedy;
  GtkImage *state_icon;
  GtkLabel *state_words;
  AdwToastOverlay *toasts;

  DeskCertificateFacts *facts; /* owned */
  DeskKeyState state;
  GPtrArray *chain_rows;     /* owned; borrowed rows of `chain` */
  GBytes *exported;          /* owned, nullable: what is being saved */
  GCancellable *cancellable; /* owned; of what is being saved */
};

enum {
  PROP_FACTS = 1,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskCertificateWindow, desk_certificate_window, ADW_TYPE_WINDOW)

static void
toast (DeskCertificateWindow *self, const char *words)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskCertificateWindow *self = DESK_CERTIFICATE_WINDOW (widget);
  g_autofree char *text = desk_certificate_facts_dup_text (self->facts);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  toast (self, _ ("Copied"));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskCertificateWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL) {
    g_warning ("the certificate was not saved: %s", error->message);
    toast (self, _ ("The file could not be saved. Please choose another place."));
    return;
  }

  name = g_file_get_basename (G_FILE (source));
  /* Translators: the name of a file. */
  words = g_strdup_printf (_ ("Saved as %s"), name);
  toast (self, words);
}

static void
on_picked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskCertificateWindow) self = user_data;
  g_autoptr (GFile) file = desk_ui_pick_file_finish (result);

  if (file == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_file_replace_contents_bytes_async (file, self->exported, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, self->cancellable,
                                       on_saved, g_object_ref (self));
}

/* Not the holder's name: a file of that name would tell it to everyone who sees it. */
static char *
dup_file_name (DeskCertificateWindow *self, const char *suffix)
{
  GPtrArray *marks = desk_certificate_facts_get (self->facts, DESK_FACTS_MARKS);
  const DeskFact *serial = g_ptr_array_index (marks, 0);
  g_auto (GStrv) groups = g_strsplit (serial->value, " ", -1);
  g_autofree char *digits = g_strjoinv ("", groups);
  size_t length = strlen (digits);

  /* Translators: the first name of a file: the end of a serial number, and "pem" or "cer". */
  return g_strdup_printf (_ ("Certificate-%s.%s"),
                          digits + (length > SERIAL_TAIL ? length - SERIAL_TAIL : 0), suffix);
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *target)
{
  DeskCertificateWindow *self = DESK_CERTIFICATE_WINDOW (widget);
  gboolean as_text = g_str_equal (g_variant_get_string (target, NULL), "pem");
  g_autofree char *name = dup_file_name (self, as_text ? "pem" : "cer");

  g_clear_pointer (&self->exported, g_bytes_unref);
  if (as_text) {
    char *pem = desk_certificate_facts_dup_pem (self->facts);

    self->exported = g_bytes_new_take (pem, strlen (pem));
  } else
    self->exported = g_bytes_ref (desk_certificate_facts_get_der (self->facts));

  desk_ui_pick_file_async (widget, DESK_PICK_SAVE_CERTIFICATE, _ ("Export the Certificate"), name,
                           self->cancellable, on_picked, g_object_ref (self));
}

static void
add_section (DeskCertificateWindow *self, DeskFactsSection section)
{
  GPtrArray *facts = desk_certificate_facts_get (self->facts, section);
  GtkWidget *group;

  if (facts->len == 0)
    return;

  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   desk_certificate_facts_get_title (section));
  for (guint i = 0; i < facts->len; i++) {
    const DeskFact *fact = g_ptr_array_index (facts, i);

    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        desk_fact_row_new (fact->label, fact->value,
                           fact->is_code ? DESK_FACT_ROW_CODE : DESK_FACT_ROW_TEXT));
  }
  /* The chain comes behind what it is about, before the long numbers. */
  gtk_box_append (self->groups, group);
  if (section == DESK_FACTS_ISSUER)
    gtk_box_reorder_child_after (self->groups, GTK_WIDGET (self->chain), group);
}

static void
add_chain_row (DeskCertificateWindow *self, GtkWidget *row)
{
  adw_preferences_group_add (self->chain, row);
  g_ptr_array_add (self->chain_rows, row);
}

static void
show_state (DeskCertificateWindow *self)
{
  const char *remedy = desk_key_text_get_remedy (self->state);
  gboolean good = desk_key_state_get_severity (self->state) == DESK_KEY_SEVERITY_GOOD;

  gtk_image_set_from_icon_name (self->state_icon,
                                good ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon),
                              (const char *[]){ good ? "success" : "warning", NULL });
  /* READY speaks of the key. */
  gtk_label_set_label (self->state_words, good ? _ ("This certificate is valid")
                                               : desk_key_text_get_sentence (self->state));
  gtk_label_set_label (self->remedy, remedy != NULL && !good ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), remedy != NULL && !good);
}

static void
update_chain (DeskCertificateWindow *self)
{
  const char *const *names = desk_certificate_facts_get_chain (self->facts);

  for (guint i = 0; i < self->chain_rows->len; i++)
    adw_preferences_group_remove (self->chain, g_ptr_array_index (self->chain_rows, i));
  g_ptr_array_set_size (self->chain_rows, 0);

  if (desk_certificate_facts_get_chain_state (self->facts) == DESK_CERTIFICATE_CHAIN_UNTRUSTED
      && desk_key_state_get_severity (self->state) == DESK_KEY_SEVERITY_GOOD) {
    self->state = DESK_KEY_STATE_UNTRUSTED;
    show_state (self);
  }

  adw_preferences_group_set_description (self->chain,
                                         desk_certificate_facts_get_chain_sentence (self->facts));
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    const char *role = names[i + 1] == NULL ? _ ("This certificate")
                       : i == 0             ? _ ("Root certificate")
                                            : _ ("Issuing authority");

    add_chain_row (self, desk_fact_row_new (role, names[i], DESK_FACT_ROW_TEXT));
  }
}

static void
desk_certificate_window_constructed (GObject *object)
{
  DeskCertificateWindow *self = DESK_CERTIFICATE_WINDOW (object);

  G_OBJECT_CLASS (desk_certificate_window_parent_class)->constructed (object);

  gtk_label_set_label (self->holder, desk_certificate_facts_get_holder (self->facts));
  show_state (self);
  for (int i = 0; i < DESK_N_FACTS_SECTIONS; i++)
    add_section (self, (DeskFactsSection) i);
  g_signal_connect_object (self->facts, "notify::chain-state", G_CALLBACK (update_chain), self,
                           G_CONNECT_SWAPPED);
  update_chain (self);
}

static void
desk_certificate_window_set_property (GObject *object,
                                      guint id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  DeskCertificateWindow *self = DESK_CERTIFICATE_WINDOW (object);

  switch (id) {
  case PROP_FACTS:
    self->facts = g_value_dup_object (value);
    break;
  case PROP_STATE:
    self->state = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_certificate_window_dispose (GObject *object)
{
  DeskCertificateWindow *self = DESK_CERTIFICATE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->facts);

  G_OBJECT_CLASS (desk_certificate_window_parent_class)->dispose (object);
}

static void
desk_certificate_window_finalize (GObject *object)
{
  DeskCertificateWindow *self = DESK_CERTIFICATE_WINDOW (object);

  g_clear_pointer (&self->chain_rows, g_ptr_array_unref);
  g_clear_pointer (&self->exported, g_bytes_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (desk_certificate_window_parent_class)->finalize (object);
}

static void
desk_certificate_window_class_init (DeskCertificateWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = desk_certificate_window_constructed;
  object_class->set_property = desk_certificate_window_set_property;
  object_class->dispose = desk_certificate_window_dispose;
  object_class->finalize = desk_certificate_window_finalize;

  properties[PROP_FACTS]
      = g_param_spec_object ("facts", NULL, NULL, DESK_TYPE_CERTIFICATE_FACTS, flags);
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, DESK_TYPE_KEY_STATE, DESK_KEY_STATE_READY, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "certificate.copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "certificate.export", "s", on_export);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-certificate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, chain);
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, holder);
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, remedy);
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, state_words);
  gtk_widget_class_bind_template_child (widget_class, DeskCertificateWindow, toasts);
}

static void
desk_certificate_window_init (DeskCertificateWindow *self)
{
  self->chain_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
desk_certificate_window_new (GtkWidget *parent, DeskCertificateFacts *facts, DeskKeyState state)
{
  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (facts), NULL);

  return g_object_new (DESK_TYPE_CERTIFICATE_WINDOW, "facts", facts, "state", state,
                       "transient-for", gtk_widget_get_root (parent), NULL);
}
