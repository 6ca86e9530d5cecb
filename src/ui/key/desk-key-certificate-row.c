/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-key-certificate-row.h"

#include "desk-certificate-facts.h"
#include "desk-key-actions.h"
#include "desk-key-text.h"
#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

DeskKeyState
desk_key_certificate_row_judge (DeskKeyCertificate *certificate)
{
  DeskKeyState token = desk_key_token_get_state (desk_key_certificate_get_token (certificate));

  /* A certificate that is no use anyway says more than the key it is on. */
  if (!desk_key_certificate_is_usable (certificate) || token == DESK_KEY_STATE_READY)
    return desk_key_certificate_get_state (certificate);

  return token;
}

gboolean
desk_key_certificate_row_is_usable (DeskKeyCertificate *certificate)
{
  DeskKeyState state = desk_key_certificate_row_judge (certificate);

  return state == DESK_KEY_STATE_READY || state == DESK_KEY_STATE_EXPIRING;
}

char *
desk_key_certificate_row_dup_token_name (DeskKeyToken *token)
{
  g_autofree char *tail = desk_key_token_dup_serial_tail (token);
  const char *label = desk_key_token_get_label (token);

  if (label == NULL || *label == '\0')
    label = _ ("Ukey");
  if (tail == NULL || *tail == '\0')
    return g_strdup (label);

  /* Translators: the label of a key and the last characters of its serial number. */
  return g_strdup_printf (_ ("%s, number ending in %s"), label, tail);
}

/* Until when it is valid, or why it cannot be used, and what for. */
static char *
dup_validity (DeskKeyCertificate *certificate)
{
  g_autofree char *expiry = desk_ui_format_date (desk_key_certificate_get_not_after (certificate));
  DeskKeyState state = desk_key_certificate_row_judge (certificate);
  const char *purpose
      = desk_certificate_facts_get_purpose (desk_key_certificate_get_der (certificate));

  if (!desk_key_certificate_row_is_usable (certificate))
    return g_strdup (desk_key_text_get_sentence (state));
  if (purpose == NULL)
    /* Translators: the last day of a certificate's validity. */
    return g_strdup_printf (_ ("Valid until %s"), expiry);

  /* Translators: the last day of a certificate's validity, and what it is for ("signing"). */
  return g_strdup_printf (_ ("Valid until %s, for %s"), expiry, purpose);
}

static void
describe (AdwActionRow *row, DeskKeyCertificate *certificate, DeskKeyCertificateRowKind kind)
{
  g_autofree char *validity = dup_validity (certificate);
  g_autoptr (GString) text = g_string_new (desk_key_certificate_get_issuer (certificate));

  if (kind == DESK_KEY_CERTIFICATE_ROW_WITH_TOKEN) {
    g_autofree char *token
        = desk_key_certificate_row_dup_token_name (desk_key_certificate_get_token (certificate));

    g_string_append_printf (text, "\n%s", token);
  }
  g_string_append_printf (text, "\n%s", validity);
  if (desk_key_certificate_row_judge (certificate) == DESK_KEY_STATE_EXPIRING)
    g_string_append_printf (text, "\n%s", desk_key_text_get_sentence (DESK_KEY_STATE_EXPIRING));
  adw_action_row_set_subtitle (row, text->str);
}

static GtkWidget *
view_button_new (DeskKeyCertificate *certificate)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("desk-details-symbolic");
  const char *words = desk_key_text_get_action (DESK_KEY_ACTION_SHOW_CERTIFICATE);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  desk_key_actions_bind_certificate (GTK_BUTTON (button), certificate);
  return button;
}

GtkWidget *
desk_key_certificate_row_new (DeskKeyCertificate *certificate, DeskKeyCertificateRowKind kind)
{
  GtkWidget *row = adw_action_row_new ();
  const char *holder = desk_key_certificate_get_holder (certificate);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 holder != NULL && *holder != '\0' ? holder : _ ("No name"));
  describe (ADW_ACTION_ROW (row), certificate, kind);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "desk-certificate-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), view_button_new (certificate));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (!desk_key_certificate_row_is_usable (certificate)) {
    gtk_widget_add_css_class (row, "unusable");
    gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_DISABLED, TRUE, -1);
  }

  return row;
}
